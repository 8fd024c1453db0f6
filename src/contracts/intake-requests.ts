/** Intake's request schemas, except the referral's own: by themselves, so that intake starts without those of others. */
import * as z from 'zod';
import { notReferredReasons, offenceCategories } from '#src/domain/vocabulary.ts';
import { district } from './submission/field-formats.ts';

/** Of the offence only what is counted, as in a referral, and nothing of the person. */
export const notReferredSchema = z
  .strictObject({
    reason: z.enum(notReferredReasons),
    offence: z.strictObject({
      category: z.enum(offenceCategories),
      district: district()
        .exactOptional()
        .meta({ description: 'ONS code of where it happened; left out where it is not known', example: 'E08000003' }),
    }),
  })
  .meta({ id: 'NotReferred' });

export const maxBatchSize = 100;
/** Items are validated one by one later, so that one invalid item does not fail the batch. */
export const batchSchema = z
  .strictObject({ referrals: z.array(z.unknown()).min(1, 'Send one referral at least.').max(maxBatchSize) })
  .meta({ id: 'Batch' });

/** Maximum size of a request body, in bytes. */
export const bodyLimits = { one: 64 * 1024, batch: 1024 * 1024 } as const;

const unknownFields = z.enum(['drop']).optional().meta({
  description:
    'drop: takes the referral without the fields that are not known here; the answer names them in “dropped”. Left out, they are refused.',
  example: 'drop',
});

export const intakeQueries = {
  submitReferral: z.strictObject({
    dryRun: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'true: answers what would be answered, and stores nothing', example: 'true' }),
    unknownFields,
  }),
  submitBatch: z.strictObject({ unknownFields }),
  none: z.strictObject({}),
} as const;
