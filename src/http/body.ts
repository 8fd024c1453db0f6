/** Parses request bodies and queries, and validates the media types and size. */
import type * as z from 'zod';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { jsonReply, type Reply } from '#src/platform/exchange.ts';
import type { Call } from './app.ts';
import { faultsProblem, ProblemError } from './problem.ts';

/**
 * The body as JSON, not yet validated.
 * @param limit bytes
 * @throws ProblemError unsupported-media-type, payload-too-large, malformed-json
 */
export async function jsonBody(call: Call, limit: number): Promise<unknown> {
  const type = (call.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && !type?.endsWith('+json')) throw new ProblemError('unsupported-media-type');
  const tooLarge = () =>
    new ProblemError('payload-too-large', { detail: `At most ${limit / 1024} KiB may be sent here.` });
  if (Number(call.header('content-length') ?? 0) > limit) throw tooLarge();
  const text = call.text();
  if (Buffer.byteLength(text) > limit) throw tooLarge();
  try {
    return JSON.parse(text);
  } catch (cause) {
    const error = new ProblemError('malformed-json', {
      detail: 'The body cannot be read as JSON. Nothing was stored.',
    });
    error.cause = cause;
    throw error;
  }
}

/** @throws ProblemError `code`, listing every fault in the body */
export async function bodyAs<Schema extends z.ZodType>(
  call: Call,
  schema: Schema,
  limit: number,
  code: ProblemCode = 'invalid-request',
): Promise<z.output<Schema>> {
  const body = await jsonBody(call, limit);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw faultsProblem(code, faultsOf(read.error.issues, body));
}

/** @throws ProblemError malformed-query, naming each parameter */
export function queryAs<Schema extends z.ZodType>(call: Call, schema: Schema): z.output<Schema> {
  const read = schema.safeParse(call.query);
  if (read.success) return read.data;
  throw faultsProblem('malformed-query', faultsOf(read.error.issues, call.query));
}

/** @throws ProblemError not-acceptable when the caller does not accept JSON */
export function wantsJson(call: Call): void {
  const accept = call.header('accept');
  if (accept === undefined || accept === '') return;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const taken = ['*/*', 'application/*', 'application/json', 'application/problem+json'];
  if (!types.some((type) => taken.includes(type)))
    throw new ProblemError('not-acceptable', { detail: 'This address answers in JSON.' });
}

/** A JSON response with only the fields that the schema names. */
export function ok<Schema extends z.ZodType>(
  schema: Schema,
  body: z.input<Schema>,
  status = 200,
  headers: Record<string, string> = {},
): Reply {
  return jsonReply(status, schema.parse(body), { 'cache-control': 'no-store', ...headers });
}
