/** Messages in a service's queue: ids, deadlines and names of parts, no personal data. */
import * as z from 'zod';
import { submissionKeys } from '#src/domain/submission/registry.ts';
import { priorities } from '#src/domain/vocabulary.ts';

const id = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });
const detail = z.url().meta({ description: 'Address of the detail' });

const ids = {
  handOffId: id,
  referralId: id,
  reference: id.meta({ description: 'May be spoken; says nothing of the person', example: 'GM-7K3M-9QTX' }),
  service: id,
};

/** What the services of one referral were sent, as a test finds it. */
const example = {
  handOffId: '75canhrhtklwedayb77bfwkg67-01',
  referralId: '75canhrhtklwedayb77bfwkg67',
  reference: 'GM-89P8-RW89',
  service: 'mosslight-victim-care',
  priority: 'standard',
  queuedAt: '2026-11-19T09:00:00.000Z',
  detail: 'https://api.example.org/v1/hand-offs/75canhrhtklwedayb77bfwkg67-01',
} as const;

const handOffMessageSchema = z
  .object({
    schema: z.literal('victim-referral-intake/hand-off/1'),
    ...ids,
    priority: z.enum(priorities),
    respondBy: instant.meta({ description: 'The service answers by then' }),
    queuedAt: instant,
    attempt: z.int().positive().meta({
      description: '1 at first, then one more each time the case is handed to the next service',
    }),
    detail,
  })
  .meta({
    title: 'HandOffMessage',
    description: 'A referral is handed to the service',
    examples: [
      {
        schema: 'victim-referral-intake/hand-off/1',
        ...example,
        respondBy: '2026-11-26T23:59:59.000Z',
        attempt: 1,
      },
    ],
  });

const amendmentMessageSchema = z
  .object({
    schema: z.literal('victim-referral-intake/amendment/1'),
    ...ids,
    version: z.int().positive().meta({ description: 'The version of the referral that stands' }),
    priority: z.enum(priorities),
    changed: z.array(z.enum(submissionKeys)).meta({
      description: 'Parts that changed, of those the service is shown; no values',
    }),
    stopContact: z.boolean().meta({ description: 'No way to reach the person is safe any more: stop' }),
    queuedAt: instant,
    detail,
  })
  .meta({
    title: 'AmendmentMessage',
    description:
      'A referral that the service has was corrected. It may come before the hand-off, and more than once with the same version',
    examples: [
      {
        schema: 'victim-referral-intake/amendment/1',
        ...example,
        version: 2,
        changed: ['contact'],
        stopContact: false,
      },
    ],
  });

const withdrawalMessageSchema = z
  .object({
    schema: z.literal('victim-referral-intake/withdrawal/1'),
    ...ids,
    withdrawnAt: instant,
  })
  .meta({
    title: 'WithdrawalMessage',
    description: 'The hand-off is over: the service makes no contact',
    examples: [
      {
        schema: 'victim-referral-intake/withdrawal/1',
        handOffId: '5icgbwjmhfasdpnghxvmtdff7o-01',
        referralId: '5icgbwjmhfasdpnghxvmtdff7o',
        reference: 'GM-JNXX-MDDG',
        service: example.service,
        withdrawnAt: '2026-11-19T10:00:00.000Z',
      },
    ],
  });

/** Fields that are not named here are ignored, so that fields can be added later. */
export const messageSchemas = {
  'hand-off': handOffMessageSchema,
  amendment: amendmentMessageSchema,
  withdrawal: withdrawalMessageSchema,
} as const;

export type MessageName = keyof typeof messageSchemas;
export type HandOffMessage = z.infer<typeof handOffMessageSchema>;
export type AmendmentMessage = z.infer<typeof amendmentMessageSchema>;
export type WithdrawalMessage = z.infer<typeof withdrawalMessageSchema>;

const schemaFileEnding = '.schema.json';
const messageNames = Object.keys(messageSchemas) as MessageName[];
/** Names of the files under /v1/messages/. */
export const messageSchemaFiles = messageNames.map((name) => `${name}${schemaFileEnding}`);

/** The message's JSON Schema (draft 2020-12); undefined for any other file. */
export function messageJsonSchema(file: string): object | undefined {
  const name = messageNames.find((one) => file === `${one}${schemaFileEnding}`);
  // As input, because that allows fields that are added later.
  return name === undefined ? undefined : z.toJSONSchema(messageSchemas[name], { io: 'input' });
}
