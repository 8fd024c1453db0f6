/** Request schemas, except intake's (./intake-requests.ts) and the referral's own (./submission/schema.ts). */
import * as z from 'zod';
import { triageReasons } from '#src/domain/case/model.ts';
import { reviewableReasons } from '#src/domain/case/triage/review.ts';
import { isReferralId, referencePattern } from '#src/domain/ids.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import {
  attemptResults,
  channels,
  declineReasons,
  erasureReasons,
  returnReasons,
  supportOutcomes,
  suspendReasons,
  withdrawReasons,
} from '#src/domain/vocabulary.ts';
import { intakeQueries } from './intake-requests.ts';
import { policeReference, text } from './submission/field-formats.ts';

const instant = z.iso.datetime({
  offset: true,
  error: 'Give a time with its offset, for example 2026-11-18T21:40:00Z.',
});
const freeText = (maxLength: number) => text(maxLength, 'Say it in words: there are none.');

const version = z.int().positive().exactOptional().meta({
  description:
    'The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused',
});

/** A service's report. An unlisted `reason` is refused as unknown-reason. */
export const reportSchema = z
  .discriminatedUnion('status', [
    z.strictObject({ status: z.literal('accepted'), confirmationCode: z.string().max(40), version }),
    z.strictObject({ status: z.literal('declined'), reason: z.enum(declineReasons), version }),
    z.strictObject({
      status: z.literal('returned'),
      reason: z.enum(returnReasons),
      advice: freeText(1000).exactOptional(),
      version,
    }),
    z.strictObject({
      status: z.literal('contact-attempted'),
      channel: z.enum(channels),
      at: instant,
      result: z.enum(attemptResults).exactOptional().meta({ description: 'How the attempt ended' }),
      safetyReason: freeText(500).exactOptional().meta({
        description:
          'Why it was made over a channel that is not safe, or while contact is stopped. Needed in these cases; the victim hub is told',
      }),
      version,
    }),
    z.strictObject({ status: z.literal('contacted'), at: instant, version }),
    z.strictObject({ status: z.literal('supporting'), version }),
    z.strictObject({
      status: z.literal('suspended'),
      reason: z.enum(suspendReasons),
      channels: z
        .array(z.enum(channels))
        .exactOptional()
        .meta({
          description:
            'The ways that are wrong or not safe. Left out, each is marked as one that may be, unless an attempt says which',
          example: ['call'],
        }),
      advice: freeText(1000).exactOptional().meta({ description: 'What the referrer should find out' }),
      version,
    }),
    z.strictObject({ status: z.literal('closed'), outcome: z.enum(supportOutcomes), version }),
  ])
  .meta({ id: 'Report' });

export const withdrawSchema = z.strictObject({ reason: z.enum(withdrawReasons) }).meta({ id: 'Withdrawal' });

export const routeByHandSchema = z
  .strictObject({
    service: z.string().max(60),
    reason: freeText(500).meta({ description: 'Why this service. Stored sealed' }),
    override: freeText(500).exactOptional().meta({
      description:
        'Why the service is to have a case that does not meet its criteria, as they are judged now. Stored sealed, and shown to the victim hub. Not used where the case meets them',
    }),
    instead: z.string().max(60).nullable().exactOptional().meta({
      description:
        'Of a case that services have: the id of the one whose place is taken; null if the service is given the case as well. Left out, a service that can lead takes the place of the lead',
    }),
  })
  .meta({ id: 'RouteByHand' });

export const duplicateSchema = z
  .strictObject({
    of: z
      .string()
      .refine(isReferralId, 'Use the id of the referral that goes on, or null if the two are not duplicates.')
      .nullable()
      .meta({ description: 'The referral that goes on while this one is withdrawn; null if this is no duplicate' }),
    reason: freeText(500),
  })
  .meta({ id: 'DuplicateDecision' });

export const reviewSchema = z
  .strictObject({
    reason: z.enum(reviewableReasons).meta({ description: 'Why the referral is on the list' }),
    note: freeText(500).meta({ description: 'What you did. Stored sealed' }),
    revision: z.int().min(1).meta({
      description: 'Of the case as you saw it, from the list. If the case has moved on since, 412: look again',
    }),
  })
  .meta({ id: 'Review' });

export const returnSchema = z
  .strictObject({ reason: z.enum(returnReasons), advice: freeText(1000) })
  .meta({ id: 'Return' });

export const eraseSchema = z.strictObject({ reason: z.enum(erasureReasons) }).meta({ id: 'Erasure' });

export const legalHoldSchema = z
  .strictObject({
    hold: z.boolean(),
    reason: freeText(500).optional().meta({ description: 'Which court or inquiry needs it; asked when hold is true' }),
  })
  .refine(({ hold, reason }) => !hold || reason !== undefined, {
    path: ['reason'],
    error: 'Say which court or inquiry needs it.',
  })
  .meta({ id: 'LegalHold' });

/** A comma-separated list of values from a vocabulary. */
const commaSeparated = <Word extends string>(words: readonly Word[]) =>
  z.string().transform((list, context): Word[] => {
    const parts = list.split(',');
    const known = words.filter((word) => parts.includes(word));
    if (parts.every((word) => known.includes(word as Word))) return known;
    context.addIssue({ code: 'custom', message: `Use one or more of these, joined by commas: ${words.join(', ')}.` });
    return z.NEVER;
  });

const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,300}$/, 'Use the cursor as the page before gave it, or none.')
  .optional()
  .meta({
    description: 'Of the answer before, to read on from there. Left out, from the beginning',
    example: 'MDE5YTk2YjQtN2M',
  });

const spokenReference = z
  .string()
  .regex(referencePattern, 'Write the reference as it was given, for example GM-7K3M-9QTX.')
  .optional()
  .meta({ description: 'Only the referral with this reference, as it was given', example: 'GM-7K3M-9QTX' });

const crimeReference = policeReference()
  .optional()
  .meta({ description: 'Only referrals of this crime', example: '06AB/0001234/26' });
const incidentReference = policeReference()
  .optional()
  .meta({ description: 'Only referrals of this incident', example: 'GMP-20261118-0457' });
const statusesOf = <Word extends string>(of: string, words: readonly Word[]) =>
  commaSeparated(words)
    .optional()
    .meta({ description: `One status of a ${of} or more, joined by commas: ${words.join(', ')}`, example: words[0] });

export const queries = {
  ...intakeQueries,
  listReferrals: z.strictObject({
    status: statusesOf('referral', referralStatuses),
    needs: z.enum(['action']).optional().meta({
      description: 'action: those that are held, were returned, or that a service has suspended',
      example: 'action',
    }),
    reference: spokenReference,
    crimeReference,
    incidentReference,
    cursor,
  }),
  listHandOffs: z.strictObject({ status: statusesOf('hand-off', handOffStatuses), cursor }),
  listTriage: z.strictObject({
    reason: commaSeparated(triageReasons).optional().meta({
      description: 'One or more, joined by commas: cases that are there for any of them',
      example: triageReasons[0],
    }),
    reference: spokenReference,
    crimeReference,
    cursor,
  }),
  listChanges: z.strictObject({ cursor }),
} as const;
