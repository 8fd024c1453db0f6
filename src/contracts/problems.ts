/** All problem types (RFC 9457): code, status, title, and what to do. */
import * as z from 'zod';

export const problems = {
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'Send valid JSON in UTF-8, with each member once.',
  },
  'malformed-query': {
    status: 400,
    title: 'The query is not understood',
    remedy:
      'Correct the query parameters that `errors` names. A cursor is used as it was given, by the party it was given to.',
  },
  unauthenticated: {
    status: 401,
    title: 'Sign in first',
    remedy: 'Get a token, or a new one: it has run out or is not ours.',
  },
  forbidden: {
    status: 403,
    title: 'Your access does not allow this',
    remedy: 'Use a token with the scope that the call needs, of a party that may make it.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here for you',
    remedy: 'Check the address and the id. What is another party’s looks as if it were not there.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'Use one of the methods in the header Allow.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no answer of a type that you accept',
    remedy: 'Accept application/json, or what the page of the call names.',
  },
  'already-referred': {
    status: 409,
    title: 'This referral was sent before with other content',
    remedy:
      'To correct it, send the correction to `links.correct`, if there is one. To send the same again, send the same content.',
  },
  'transition-not-allowed': {
    status: 409,
    title: 'That may not follow the present status',
    remedy: 'Read the case again: `currentStatus` says how it stands, `allowed` what may follow.',
  },
  'legal-hold': { status: 409, title: 'It is kept for legal reasons', remedy: 'Lift the legal hold first.' },
  erased: { status: 409, title: 'The person’s details were erased', remedy: 'Nothing can be done with it any more.' },
  'precondition-failed': {
    status: 412,
    title: 'The referral has moved on to another version',
    remedy: 'Read the referral again, and make the correction from the version that stands.',
  },
  'precondition-required': {
    status: 428,
    title: 'Say in If-Match which version you correct',
    remedy: 'Send the version that you correct in If-Match, for example `"1"`.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send less: 64 KiB for one referral, 1 MiB for a batch.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Send JSON, as the media type that this call takes',
    remedy: 'Send `Content-Type: application/json`, or application/merge-patch+json with PATCH, in UTF-8.',
  },
  'invalid-referral': {
    status: 422,
    title: 'The referral has faults',
    remedy:
      'Correct every fault in `errors`: each has the place (`pointer`), a code and what to do. Nothing was stored.',
  },
  'invalid-request': {
    status: 422,
    title: 'The request has faults',
    remedy: 'Correct every fault in `errors`. Nothing was changed.',
  },
  'wrong-confirmation-code': {
    status: 422,
    title: 'The confirmation code is not that of this hand-off',
    remedy: 'Read the hand-off, and send back the `confirmationCode` of its detail.',
  },
  'channel-not-safe': {
    status: 422,
    title: 'A reason is needed for a way of contact that is not safe',
    remedy: 'Use a way of contact that is safe. If it was used all the same, say why in `safetyReason`.',
  },
  'unknown-reason': {
    status: 422,
    title: 'The reason is not one of those listed',
    remedy: 'Use one of the reasons that the page of the call lists.',
  },
  'explicit-consent-required': {
    status: 422,
    title: 'The victim’s explicit consent is needed first',
    remedy: 'Ask the victim. Then send `consent.basis` as explicit-consent, with when it was given.',
  },
  'victim-opted-out': {
    status: 422,
    title: 'The victim opted out',
    remedy: 'Do not refer this person. You may count it with the call for people who were not referred.',
  },
  'not-a-victim': {
    status: 422,
    title: 'An organisation is not a victim',
    remedy: 'Refer the people who were harmed, not the organisation.',
  },
  deceased: { status: 422, title: 'The person has died', remedy: 'Refer the bereaved relative in their own right.' },
  'guardian-required': {
    status: 422,
    title: 'A parent or guardian is needed for a child of this age',
    remedy: 'Add a parent or guardian who is safe to contact, or the override with its reason.',
  },
  'override-reason-required': {
    status: 422,
    title: 'The reason for going without consent is needed',
    remedy: 'Say in `consent.overrideReason` why the referral is made without consent.',
  },
  'service-not-eligible': {
    status: 422,
    title: 'The case does not meet the criteria of this service',
    remedy: 'Choose another service, or say in `override` why this one.',
  },
  'no-safe-contact': {
    status: 422,
    title: 'No channel is safe, so no service may have the case',
    remedy: 'Correct the referral with a channel that is safe; then hand it to a service.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait and try again, each time a little longer.',
  },
  'internal-error': {
    status: 500,
    title: 'Something failed on our side',
    remedy: 'Try again. If it stays, report it with its `correlationId`.',
  },
  unavailable: {
    status: 503,
    title: 'We cannot answer just now',
    remedy: 'Try again after the seconds in Retry-After. Sending again is safe.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A refusal by API Gateway itself, which no code of ours sees: it has no problem document and none of our headers. */
export const gatewayRefusalSchema = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayRefusal', description: 'A refusal by API Gateway, before the request reached the system' });
/** What API Gateway says where it answers by itself: no valid token, too large, too many, failed or timed out. By status. */
export const gatewayMessages: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export const faultSchema = z
  .object({
    pointer: z.string().meta({ description: 'JSON Pointer into the body, or the name of a query parameter or header' }),
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
    currentStatus: z.string().optional().meta({
      description:
        'already-referred, transition-not-allowed, and where a hand-off is read without a reason that it needs: the status as it stands',
    }),
    allowed: z.array(z.string()).optional().meta({ description: 'transition-not-allowed: what may follow' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof problemSchema>;
