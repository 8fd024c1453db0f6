/** All problem types (RFC 9457): code, status and title. */
import * as z from 'zod';

export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'malformed-query': { status: 400, title: 'The query is not understood' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your access does not allow this' },
  'not-found': { status: 404, title: 'There is nothing here for you' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'not-acceptable': { status: 406, title: 'There is no answer of a type that you accept' },
  'already-referred': { status: 409, title: 'This referral was sent before with other content' },
  'transition-not-allowed': { status: 409, title: 'That may not follow the present status' },
  'legal-hold': { status: 409, title: 'It is kept for legal reasons' },
  erased: { status: 409, title: 'The person’s details were erased' },
  'precondition-failed': { status: 412, title: 'The referral has moved on to another version' },
  'precondition-required': { status: 428, title: 'Say in If-Match which version you correct' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'invalid-referral': { status: 422, title: 'The referral has faults' },
  'invalid-request': { status: 422, title: 'The request has faults' },
  'wrong-confirmation-code': { status: 422, title: 'The confirmation code is not that of this hand-off' },
  'channel-not-safe': { status: 422, title: 'A reason is needed for a way of contact that is not safe' },
  'unknown-reason': { status: 422, title: 'The reason is not one of those listed' },
  'explicit-consent-required': { status: 422, title: 'The victim’s explicit consent is needed first' },
  'victim-opted-out': { status: 422, title: 'The victim opted out' },
  'not-a-victim': { status: 422, title: 'An organisation is not a victim' },
  deceased: { status: 422, title: 'The person has died' },
  'guardian-required': { status: 422, title: 'A parent or guardian is needed for a child of this age' },
  'override-reason-required': { status: 422, title: 'The reason for going without consent is needed' },
  'service-not-eligible': { status: 422, title: 'The case does not meet the criteria of this service' },
  'no-safe-contact': { status: 422, title: 'No channel is safe, so no service may have the case' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something failed on our side' },
  unavailable: { status: 503, title: 'We cannot answer just now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A refusal by API Gateway itself, which no code of ours sees: it has no problem document and none of our headers. */
export const gatewayRefusalSchema = z
  .object({ message: z.string().meta({ example: 'Unauthorized' }) })
  .meta({ id: 'GatewayRefusal', description: 'A refusal by API Gateway, before the request reached the system' });
/** The statuses that API Gateway answers by itself: no valid token, too large, too many, failed or timed out. */
export const gatewayStatuses: readonly number[] = [401, 413, 429, 500, 503];

export const faultSchema = z
  .object({
    pointer: z.string().meta({ description: 'JSON Pointer into the body, or the name of a query parameter' }),
    code: z.string(),
    detail: z.string().meta({ description: 'What to do, in a sentence. The value sent is never repeated.' }),
  })
  .meta({ id: 'Fault' });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    correlationId: z.string(),
    errors: z.array(faultSchema).optional(),
    referralId: z.string().optional().meta({ description: 'already-referred: the referral that stands' }),
    links: z
      .object({ self: z.string(), correct: z.string().optional() })
      .optional()
      .meta({ description: 'already-referred: `correct` is there only where a PUT may follow' }),
    currentStatus: z
      .string()
      .optional()
      .meta({ description: 'already-referred, transition-not-allowed: the status as it stands' }),
    allowed: z.array(z.string()).optional().meta({ description: 'transition-not-allowed: what may follow' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof problemSchema>;
