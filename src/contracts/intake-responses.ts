/** Intake's response schemas, by themselves, so that intake starts without those of others. Allow-lists: only fields that a schema names are sent. */
import * as z from 'zod';
import { referralStatuses } from '#src/domain/states.ts';
import { enhancedRights, heldReasons } from '#src/domain/vocabulary.ts';
import { problemSchema } from './problems.ts';

export const instant = z.string().meta({ format: 'date-time' });
export const self = z.object({ self: z.string() });

const routingSchema = z
  .object({
    rulesVersion: z.string(),
    chosen: z.array(
      z.object({
        service: z.string(),
        name: z.string(),
        respondBy: instant.meta({ description: 'The service answers by then' }),
        because: z.array(z.string()),
        part: z.enum(['lead', 'alongside']),
      }),
    ),
    considered: z
      .array(z.object({ service: z.string(), eligible: z.boolean(), because: z.array(z.string()) }))
      .meta({ description: 'Every service that was not chosen, and why' }),
  })
  .meta({ id: 'Routing' });

const heldAdviceSchema = z.object({ reason: z.enum(heldReasons), release: z.string() });

export const responseFields = {
  referralId: z.string(),
  reference: z.string().meta({ description: 'May be spoken; says nothing of the person', example: 'GM-7K3M-9QTX' }),
  version: z.int(),
  status: z.enum(referralStatuses),
  heldReasons: z
    .array(z.enum(heldReasons))
    .meta({ description: 'Empty also where it is held for the victim hub, which decides and asks you for nothing' }),
  held: z.array(heldAdviceSchema).meta({ description: 'What would release it, for each reason' }),
  receivedAt: instant,
  referBy: z.string().nullable().meta({ description: 'Victims’ Code, Right 4; null where no clock runs' }),
  withinCode: z.boolean().nullable(),
  enhancedRights: z.array(z.enum(enhancedRights)),
  routing: routingSchema,
  notes: z.array(z.string()),
  test: z.literal(true).optional().meta({ description: 'You sent it as a test party: no real service has it' }),
  links: self,
};

/** The response to a referral just sent. */
export const referralResponseSchema = z
  .object({
    ...responseFields,
    dropped: z
      .array(z.string())
      .optional()
      .meta({
        description: 'With unknownFields=drop: JSON Pointer of each field that was not taken, none of their values',
        example: ['/victim/shoeSize'],
      }),
  })
  .meta({ id: 'ReferralAnswer' });
export type ReferralResponse = z.infer<typeof referralResponseSchema>;

export const batchResponseSchema = z
  .object({
    results: z.array(
      z.object({
        index: z.int(),
        status: z.int(),
        body: z.union([referralResponseSchema, problemSchema]),
        replayed: z.boolean().optional(),
      }),
    ),
  })
  .meta({ id: 'BatchAnswer' });
