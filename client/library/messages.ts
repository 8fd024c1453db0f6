/** Messages in a service's queue: ids, deadlines and names of parts, no personal data. */
import * as z from 'zod';
import {
  type AmendmentMessage,
  type HandOffMessage,
  queueMessageSchema,
  type WithdrawalMessage,
} from '#src/contracts/messages.ts';

export type { AmendmentMessage, HandOffMessage, WithdrawalMessage };
export type QueueMessage = z.infer<typeof queueMessageSchema>;

/** A message in the area's own queue of records that could not be dispatched. */
export const parkedMessageSchema = z.object({
  schema: z.literal('victim-referral-intake/parked/1'),
  id: z.string().min(1).max(200),
  version: z.int(),
  reason: z.string().max(200),
  at: z.string(),
});

/** Schemas are named by a short path, which is safe to log. */
const namedSchema = z.object({ schema: z.string().regex(/^[a-z0-9-]{1,60}(\/[a-z0-9-]{1,60}){1,4}$/) });
const knownSchemas: readonly string[] = queueMessageSchema.options.map(({ shape }) => shape.schema.value);

/** A message of another schema than those known here was perhaps added later. */
export type ParsedMessage = { message: QueueMessage } | { unknownSchema: string } | { fault: string };

/** The message, or its fault with names of fields but never their values. */
export function parseMessage(body: string | undefined): ParsedMessage {
  const content = parseJson(body ?? '');
  if (content === undefined) return { fault: 'it is not JSON' };
  const parsed = queueMessageSchema.safeParse(content);
  if (parsed.success) return { message: parsed.data };
  const named = namedSchema.safeParse(content);
  if (named.success && !knownSchemas.includes(named.data.schema)) return { unknownSchema: named.data.schema };
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
