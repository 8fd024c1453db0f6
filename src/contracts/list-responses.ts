/** Responses of the lists, a page at a time. */
import * as z from 'zod';
import { caseEvents } from '#src/domain/case/history.ts';
import { type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import { reasonRequirements } from '#src/domain/case/report/access-reason.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { ageBands, heldReasons, offenceCategories, priorities, riskLevels } from '#src/domain/vocabulary.ts';
import { instant, self } from './intake-responses.ts';
import { ownFields } from './responses.ts';

const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), cursor: z.string().optional() });

export const referralListSchema = page(
  z.object({
    referralId: z.string(),
    reference: z.string(),
    version: z.int(),
    status: z.enum(referralStatuses),
    since: instant,
    receivedAt: instant,
    heldReasons: z.array(z.enum(heldReasons)),
    ...ownFields,
    links: self,
  }),
).meta({ id: 'ReferralList' });

export const handOffListSchema = page(
  z.object({
    handOffId: z.string(),
    referralId: z.string(),
    reference: z.string(),
    status: z.enum(handOffStatuses),
    priority: z.enum(priorities),
    respondBy: instant,
    reminded: z.boolean(),
    releaseReminded: z.boolean().meta({ description: 'Reminded that a suspect is released soon' }),
    links: self,
  }),
).meta({ id: 'HandOffList' });

/** Unlike the other lists it has no end: the cursor is always given. */
export const changeListSchema = z
  .object({
    items: z.array(
      z.object({
        at: instant,
        referralId: z.string(),
        handOffId: z.string().optional().meta({ description: 'The hand-off that it concerns, if it concerns one' }),
        event: z.enum(caseEvents),
        status: z
          .enum([...new Set([...referralStatuses, ...handOffStatuses])])
          .meta({ description: 'After it: of the hand-off if there is one, else of the referral' }),
      }),
    ),
    cursor: z.string().meta({ description: 'Keep it, and read on from it next time' }),
    more: z.boolean().meta({ description: 'There is more already: read on at once' }),
  })
  .meta({ id: 'ChangeList' });

export const triageListSchema = page(
  z.object({
    referralId: z.string(),
    reference: z.string(),
    version: z.int().meta({ description: 'For If-Match, if you correct it' }),
    revision: z.int().meta({ description: 'For a review: it grows with whatever happens to the case' }),
    sender: z.string(),
    organisation: z.string().meta({ description: 'Name of the sender' }),
    status: z.enum(referralStatuses),
    priority: z.enum(priorities),
    offenceCategory: z.enum(offenceCategories),
    ageBand: z.enum(ageBands),
    risk: z.enum([...riskLevels, 'unknown']),
    reason: z.enum(triageReasons),
    reasons: z.array(z.enum(triageReasons)).meta({ description: 'All of them; `reason` is the first' }),
    otherReferralId: z.string().optional().meta({
      description:
        'The other referral of a possible duplicate, or the one to which the person said no, until that is decided',
    }),
    heldReasons: z.array(z.enum(heldReasons)),
    since: instant,
    receivedAt: instant,
    next: z.array(z.string()).meta({ description: 'What you can do' }),
    test: z.literal(true).optional().meta({ description: 'A test party sent it: it is last, and in no count' }),
    links: self,
  }),
)
  .extend({
    counts: z
      .object(Object.fromEntries(triageReasons.map((reason) => [reason, z.int()])) as Record<TriageReason, z.ZodInt>)
      .meta({ description: 'Referrals of the whole list with each reason, whatever was asked' }),
  })
  .meta({ id: 'TriageList' });

/** Not a page at a time: a case has some dozens of entries. */
export const disclosureListSchema = z
  .object({
    referralId: z.string(),
    reference: z.string(),
    items: z.array(
      z.object({
        at: instant,
        action: z.enum(['shown', 'changed']),
        by: z.string().meta({ description: 'The party; `system` for what happened by itself' }),
        user: z.string().optional().meta({ description: 'The stable id of a person signed in to the pages' }),
        client: z.string().optional().meta({ description: 'The client of a system' }),
        onBehalfOf: z.string().optional().meta({ description: 'The member of staff whom the system named' }),
        handOffId: z.string().optional(),
        fields: z.array(z.string()).optional().meta({
          description:
            'Of what was shown: fields of a referral (for a service, those of its sharing agreement that had a value), `everything` for a subject access request, `disclosures` for this list',
        }),
        reasonRequired: z.enum(reasonRequirements).optional().meta({ description: 'Why a reason had to be given' }),
        reason: z.string().optional().meta({ description: 'The reason that was given' }),
        event: z.enum(caseEvents).optional().meta({ description: 'Of what was changed' }),
      }),
    ),
  })
  .meta({ id: 'DisclosureList' });
