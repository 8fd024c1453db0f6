/** Parses request bodies and queries, and validates the media types and size. */
import type * as z from 'zod';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { type HttpResponse, jsonResponse } from '#src/platform/http-message.ts';
import { parseStrictJson } from '#src/platform/json.ts';
import type { ApiCall } from './app.ts';
import { ProblemError, problemFromFaults } from './problem.ts';

type BodyType = 'application/json' | 'application/merge-patch+json';

/**
 * The body as JSON, not yet validated.
 * @param maxBytes bytes
 * @throws ProblemError unsupported-media-type, payload-too-large, malformed-json
 */
export async function readJsonBody(
  call: ApiCall,
  maxBytes: number,
  mediaType: BodyType = 'application/json',
): Promise<unknown> {
  requireJsonSent(call.header('content-type') ?? '', mediaType);
  const tooLargeProblem = () =>
    new ProblemError('payload-too-large', { detail: `At most ${maxBytes / 1024} KiB may be sent here.` });
  if (Number(call.header('content-length') ?? 0) > maxBytes) throw tooLargeProblem();
  const bytes = call.body();
  if (bytes.length > maxBytes) throw tooLargeProblem();
  try {
    if (isChangedText(bytes, call.header('content-length'))) throw new SyntaxError('The text was not UTF-8.');
    return parseStrictJson(bytes);
  } catch (cause) {
    const error = new ProblemError('malformed-json', {
      detail:
        'Send JSON in UTF-8, with each name only once in an object. The body cannot be read as that. Nothing was stored.',
    });
    error.cause = cause;
    throw error;
  }
}

/**
 * API Gateway hands JSON on as text. Bytes that are not UTF-8 have then become U+FFFD, which has another length than
 * what was sent.
 */
const isChangedText = (bytes: Buffer, contentLength: string | undefined): boolean =>
  contentLength !== undefined && Number(contentLength) !== bytes.length && bytes.includes('\u{FFFD}');

/** @throws ProblemError unsupported-media-type when it is not JSON in UTF-8, which is also what no charset means */
function requireJsonSent(contentType: string, mediaType: BodyType): void {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const isTaken = type === mediaType || (mediaType === 'application/json' && isOtherJson(type));
  if (!isTaken) throw new ProblemError('unsupported-media-type', { detail: `Send the body as ${mediaType}.` });
  const charset = charsetParameter.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8')
    throw new ProblemError('unsupported-media-type', { detail: 'Send the body in UTF-8.' });
}

/** A merge patch means something else than the JSON that it looks like. */
const isOtherJson = (type: string): boolean => type.endsWith('+json') && type !== 'application/merge-patch+json';

const charsetParameter = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** @throws ProblemError `code`, listing every fault in the body */
export async function parseBody<Schema extends z.ZodType>(
  call: ApiCall,
  schema: Schema,
  maxBytes: number,
  code: ProblemCode = 'invalid-request',
): Promise<z.output<Schema>> {
  const body = await readJsonBody(call, maxBytes);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw problemFromFaults(code, faultsOf(result.error.issues, body));
}

/** @throws ProblemError malformed-query, naming each parameter */
export function parseQuery<Schema extends z.ZodType>(call: ApiCall, schema: Schema): z.output<Schema> {
  // So few parameters that zod would take longer to compile the schema than to read them.
  const result = schema.safeParse(call.query, { jitless: true });
  if (result.success) return result.data;
  const faults = faultsOf(result.error.issues, call.query);
  // In a query the pointer is the parameter's name, as contracts/problems.ts says.
  throw problemFromFaults(
    'malformed-query',
    faults.map((fault) => ({ ...fault, pointer: fault.pointer.slice(1) })),
  );
}

/** @throws ProblemError not-acceptable when the caller does not accept JSON */
export function requireJsonAccepted(call: ApiCall): void {
  const accept = call.header('accept');
  if (accept === undefined || accept === '') return;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const producible = ['*/*', 'application/*', 'application/json', 'application/problem+json'];
  if (!types.some((type) => producible.includes(type)))
    throw new ProblemError('not-acceptable', { detail: 'This address answers in JSON.' });
}

/** A JSON response with only the fields that the schema names. */
export function ok<Schema extends z.ZodType>(
  schema: Schema,
  body: z.input<Schema>,
  status = 200,
  headers: Record<string, string> = {},
): HttpResponse {
  return jsonResponse(status, schema.parse(body), { 'cache-control': 'no-store', ...headers });
}
