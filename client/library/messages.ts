/** What comes through a service's queue: ids and deadlines, nothing of a person. */
import * as z from 'zod';
import { priorities } from '#src/domain/vocabulary.ts';

const id = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

/** Fields added later do not make a message unreadable: they are left out. */
export const handOffMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/hand-off/1'),
  handOffId: id,
  referralId: id,
  reference: id,
  service: id,
  priority: z.enum(priorities),
  /** RFC 3339: the service answers by then. */
  respondBy: instant,
  queuedAt: instant,
  /** 1, and more when the person comes back to a service. */
  attempt: z.int().positive(),
  /** Where the detail is, for a person to see. This library asks the API it was given, by the id. */
  detail: z.url(),
});
export type HandOffMessage = z.infer<typeof handOffMessageSchema>;

/** A referral that the service holds was withdrawn: stop, and make no contact. */
export const withdrawalMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/withdrawal/1'),
  handOffId: id,
  referralId: id,
  reference: id,
  service: id,
  withdrawnAt: instant,
});
export type WithdrawalMessage = z.infer<typeof withdrawalMessageSchema>;

/** What stands in the queue of records that could not be dispatched, at the area itself. */
export const parkedMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/parked/1'),
  id,
  version: z.int(),
  reason: z.string().max(200),
  at: z.string(),
});

const queueMessageSchema = z.discriminatedUnion('schema', [handOffMessageSchema, withdrawalMessageSchema]);
export type QueueMessage = z.infer<typeof queueMessageSchema>;

/** The message, or what is wrong with it: names of fields, never their content. */
export function parseMessage(body: string | undefined): { message: QueueMessage } | { fault: string } {
  const content = parseJson(body ?? '');
  if (content === undefined) return { fault: 'it is not JSON' };
  const read = queueMessageSchema.safeParse(content);
  if (read.success) return { message: read.data };
  const fields = read.error.issues.map((issue) => issue.path.join('.') || 'the whole');
  return { fault: `wrong or missing: ${[...new Set(fields)].join(', ')}` };
}

/** Undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
