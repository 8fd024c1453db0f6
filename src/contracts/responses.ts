/** Response schemas, except intake's (./intake-responses.ts). They are allow-lists: only fields that a schema names are sent. */
import * as z from 'zod';
import { caseEvents } from '#src/domain/case/history.ts';
import { reportedMarks } from '#src/domain/case/report/reported-ways.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { type SubmissionKey, submissionKeys } from '#src/domain/submission/registry.ts';
import { suspectRelationships, suspectStatuses } from '#src/domain/suspect-vocabulary.ts';
import {
  attemptResults,
  awarenessAnswers,
  channels,
  heldReasons,
  phoneOwners,
  priorities,
  returnReasons,
  supportOutcomes,
  triStates,
  unsafeReasons,
} from '#src/domain/vocabulary.ts';
import { instant, responseFields, self } from './intake-responses.ts';

/** What says which of its referrals this is, and what is asked, to its sender alone. */
export const ownFields = {
  crimeReference: z.string().optional(),
  incidentReference: z.string().optional(),
  actionNeeded: z
    .array(
      z.object({
        service: z.string().optional().meta({ description: 'Who asks; left out where the rules or the victim hub do' }),
        reason: z.enum([...new Set([...heldReasons, ...returnReasons])]),
        advice: z.string().optional(),
        channels: z.array(z.enum(channels)).readonly().optional().meta({
          description: 'The ways that the service found wrong or not safe, where it stopped contact and names them',
        }),
        since: instant,
        by: instant.optional().meta({ description: 'Your deadline; then the victim hub is told' }),
      }),
    )
    .meta({ description: 'What is asked of you before it can go on' }),
};

/** What a sender may read later: the same with hand-offs and history, without the victim's data. */
export const referralViewSchema = z
  .object({
    ...responseFields,
    ...ownFields,
    advice: z.string().optional().meta({ description: 'What a service or the victim hub asks you to correct' }),
    handOffs: z.array(
      z.object({
        service: z.string(),
        status: z.enum(handOffStatuses),
        since: instant,
        outcome: z.enum(supportOutcomes).nullable(),
      }),
    ),
    history: z.array(
      z.object({
        at: instant,
        event: z.enum(caseEvents),
        by: z.string(),
        service: z.string().optional(),
        reason: z.string().nullable(),
        result: z.enum(attemptResults).optional().meta({ description: 'How an attempt to reach the person ended' }),
      }),
    ),
  })
  .meta({ id: 'ReferralView' });

export const handOffSchema = z
  .object({
    handOffId: z.string(),
    referralId: z.string(),
    reference: z.string(),
    service: z.string(),
    status: z.enum(handOffStatuses),
    version: z.int().meta({ description: 'The version of the referral' }),
    since: instant,
    priority: z.enum(priorities),
    respondBy: instant,
    queuedAt: instant,
    attempt: z.int(),
    reminded: z.boolean(),
    releaseReminded: z.boolean().meta({ description: 'Reminded that a suspect is released soon' }),
    contactAttempts: z.int(),
    outcome: z.enum(supportOutcomes).nullable(),
    reason: z.string().nullable(),
    allowed: z.array(z.enum(handOffStatuses)).meta({ description: 'What the service may report next' }),
    links: self,
  })
  .meta({ id: 'HandOff' });
export type HandOffResponse = z.infer<typeof handOffSchema>;

const reportedMark = z.enum(reportedMarks).optional().meta({
  description:
    'What a service found since, whatever safe says: the number or address is wrong, may be wrong, or may be unsafe. Absent where nothing was reported of it',
});

/** Values come from the submission, which was validated when it came in; only names and vocabularies are checked. */
export const firstContactSchema = z
  .object({
    personAware: z.enum(awarenessAnswers).meta({
      description: 'Whether the person knows of this referral. If not, prepare the first call: read why it was made',
    }),
    agreed: z
      .literal(true)
      .optional()
      .meta({ description: 'They agreed to the referral themselves, and so know of it' }),
    overrideReason: z
      .string()
      .optional()
      .meta({ description: 'Why it was made without their knowing, where your agreement lists it' }),
    channels: z
      .array(
        z.object({
          channel: z.enum(channels),
          safe: z
            .enum(triStates)
            .meta({ description: 'As the rules judge it. Use only what is yes, and not reported' }),
          reported: reportedMark,
          because: z.array(z.enum(unsafeReasons)).meta({
            description: 'Why not, where your agreement lists suspects; else empty, whatever the reason',
          }),
          phoneOf: z.enum(phoneOwners).optional().meta({ description: 'Whose number it is' }),
          phone: z.string().optional(),
          email: z.string().optional(),
          address: z
            .object({
              lines: z.array(z.string()).optional(),
              postcode: z.string().optional(),
              country: z.string().optional(),
            })
            .optional(),
          isElsewhere: z
            .literal(true)
            .optional()
            .meta({ description: 'The address is not their home: write to no other' }),
        }),
      )
      .meta({ description: 'Safe ones first, then those of which nobody knows, then those that are not safe' }),
    withholdNumber: z.boolean().optional(),
    codeWord: z.string().optional(),
    times: z.string().optional(),
    instructions: z.string().optional(),
    mayAnswer: z.string().optional(),
    mustNotKnow: z.string().optional(),
    alternative: z
      .object({
        name: z.string().optional(),
        relationship: z.string().optional(),
        phone: z.string().optional(),
        reported: reportedMark,
      })
      .optional()
      .meta({ description: 'Somebody else through whom they can safely be reached' }),
    preferredName: z.string().optional(),
    suspects: z
      .array(
        z.object({
          relationship: z.enum(suspectRelationships).optional(),
          isGuardian: z.boolean().optional(),
          livesWithVictim: z.enum(triStates).optional(),
          status: z.enum(suspectStatuses).optional(),
          statusAt: instant.optional(),
          noContactCondition: z.enum(triStates).optional(),
          releaseOn: z.iso.date().optional(),
        }),
      )
      .optional()
      .meta({ description: 'Whether they are free, where your agreement lists suspects' }),
  })
  .meta({ id: 'FirstContact', description: 'What to know before the first word with the person' });

/** A field of the submission, complete or reduced to the parts in the service's sharing list. */
const sharedField = z.unknown().optional();
const sharedFields = Object.fromEntries(submissionKeys.map((key) => [key, sharedField])) as Record<
  SubmissionKey,
  typeof sharedField
>;

/** The hand-off with the fields in the service's sharing list, in the shape in which they were sent. */
export const handOffDetailSchema = z
  .object({
    firstContact: firstContactSchema.optional(),
    ...handOffSchema.shape,
    amended: z
      .object({
        version: z.int(),
        at: instant,
        changed: z.array(z.enum(submissionKeys)).meta({ description: 'Parts that changed, of those you are shown' }),
        stopContact: z.boolean().meta({ description: 'No way to reach the person is safe any more: stop' }),
      })
      .optional()
      .meta({ description: 'What changed since you last read it, once' }),
    confirmationCode: z.string().meta({ description: 'Comes back with acceptance: proof that this was read' }),
    repeatVictim: z.boolean().optional(),
    notes: z.array(z.string()),
    group: z
      .array(z.object({ reference: z.string(), handOffId: z.string() }))
      .optional()
      .meta({
        description:
          'Other referrals of the same event that you were given, open or past, at most 50; absent if its sender named no group',
      }),
    ...sharedFields,
  })
  .meta({ id: 'HandOffDetail' });

export const caseStatusSchema = z
  .object({
    referralId: z.string(),
    reference: z.string(),
    version: z.int(),
    status: z.enum(referralStatuses),
    since: instant,
    links: self,
  })
  .meta({ id: 'CaseStatus' });

export const retentionStatusSchema = caseStatusSchema
  .extend({
    keptUntil: z.iso
      .date()
      .nullable()
      .meta({ description: 'The last day before it is erased; null while that is not known' }),
    legalHold: z.boolean(),
    erasureProposed: z.boolean().meta({ description: 'It waits for a second person, who confirms it on the pages' }),
    erasureAsked: z.boolean(),
    erasedAt: instant.nullable(),
    forgottenAt: instant.nullable().meta({ description: 'When the same person could no longer be known again' }),
  })
  .meta({ id: 'Keeping' });
