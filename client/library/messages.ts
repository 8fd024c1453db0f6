/** Messages in a service's queue: ids and deadlines, no personal data. */
import * as z from 'zod';
import { priorities } from '#src/domain/vocabulary.ts';

const id = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

/** Unknown fields are ignored, so that fields can be added later. */
export const handOffMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/hand-off/1'),
  handOffId: id,
  referralId: id,
  reference: id,
  service: id,
  priority: z.enum(priorities),
  /** RFC 3339: when the service must have answered. */
  respondBy: instant,
  queuedAt: instant,
  /** 1 at first, then one more each time the case is handed to the next service. */
  attempt: z.int().positive(),
  /** URL of the detail, for information. This library uses its own API URL and the id. */
  detail: z.url(),
});
export type HandOffMessage = z.infer<typeof handOffMessageSchema>;

/** The referral was withdrawn: the service must stop and make no contact. */
export const withdrawalMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/withdrawal/1'),
  handOffId: id,
  referralId: id,
  reference: id,
  service: id,
  withdrawnAt: instant,
});
export type WithdrawalMessage = z.infer<typeof withdrawalMessageSchema>;

/** A message in the area's own queue of records that could not be dispatched. */
export const parkedMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/parked/1'),
  id,
  version: z.int(),
  reason: z.string().max(200),
  at: z.string(),
});

const queueMessageSchema = z.discriminatedUnion('schema', [handOffMessageSchema, withdrawalMessageSchema]);
export type QueueMessage = z.infer<typeof queueMessageSchema>;

/** The message, or its fault with names of fields but never their values. */
export function parseMessage(body: string | undefined): { message: QueueMessage } | { fault: string } {
  const content = parseJson(body ?? '');
  if (content === undefined) return { fault: 'it is not JSON' };
  const parsed = queueMessageSchema.safeParse(content);
  if (parsed.success) return { message: parsed.data };
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole');
  return { fault: `wrong or missing: ${[...new Set(fields)].join(', ')}` };
}

/** Undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
