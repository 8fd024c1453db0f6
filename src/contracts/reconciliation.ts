/** A sender's own count of a day, and what it is answered. */
import * as z from 'zod';

const maxReferences = 5000;
/** A sender's own count of a day. What cannot be the reference of a referral is taken as well: it was never seen. */
export const senderCountSchema = z
  .strictObject({
    day: z.iso.date('Give the day as a date, for example 2026-11-20.').meta({
      description: 'Of Europe/London, from midnight to midnight',
      example: '2026-11-20',
    }),
    sent: z.int().min(0).meta({
      description:
        'Referrals that you sent and that were new on that day: each once, without corrections and without what was sent again',
    }),
    references: z
      .array(z.string().trim().min(1).max(60))
      .max(maxReferences, `Send at most ${maxReferences} references.`)
      .exactOptional()
      .meta({ description: 'Crime or incident references of what you sent, in any order. They are not kept' }),
  })
  .meta({ id: 'SenderCount' });

export const reconciliationSchema = z
  .object({
    day: z.iso.date(),
    received: z.int().meta({
      description: 'Referrals from you that were new on that day, whatever became of them, each once',
    }),
    difference: z.int().meta({ description: 'sent less received: above 0, so many did not arrive' }),
    neverSeen: z.array(z.string()).meta({
      description:
        'Your references, as you wrote them, of which no referral ever came from you, on whatever day: send these again',
    }),
  })
  .meta({ id: 'Reconciliation' });
