/** Reads what Amazon SES tells by EventBridge of an e-mail that it had taken. */
import * as z from 'zod';
import { isPartyId } from '#src/domain/ids.ts';
import type { MailEvent } from '#src/usecases/mail/record-mail-event.ts';
import { partyTag } from './ses.ts';

/**
 * The parts that are read. Subjects and headers are in it too, and are not.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
const eventSchema = z.object({
  'detail-type': z.enum(['Email Bounced', 'Email Complaint Received']),
  detail: z.object({
    mail: z.object({
      /** Each e-mail has one. */
      destination: z.tuple([z.string()]),
      tags: z.record(z.string(), z.array(z.string())).default({}),
    }),
    bounce: z.object({ bounceType: z.string() }).optional(),
    complaint: z.object({}).optional(),
  }),
});

/** Only what will fail again counts: SES itself tries a transient bounce again. */
const permanent = 'Permanent';

/**
 * Marks the address that was written to. The recipients that a bounce or complaint names are said by a server elsewhere,
 * which may name the one it passed the e-mail on to, or anybody's.
 * @throws Error naming the invalid parts, never their values
 */
export function readMailEvent(event: unknown): MailEvent[] {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) {
    throw new Error(`Not an event of Amazon SES: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  }
  const { mail, bounce, complaint } = parsed.data.detail;
  const party = mail.tags[partyTag]?.[0];
  if (party === undefined || !isPartyId(party)) throw new Error('An event of Amazon SES has no party');
  const [address] = mail.destination;
  if (complaint) return [{ address, reason: 'complaint', party }];
  return bounce?.bounceType === permanent ? [{ address, reason: 'bounce', party }] : [];
}
