/** Headers of the API for the OpenAPI document: those that a caller may send, and those of the answers. */
import * as z from 'zod';
import { accessReasonHeader, accessReasonText } from '#src/contracts/access-reason.ts';
import { maxOnBehalfOf, onBehalfOfHeader, onBehalfOfText } from '#src/contracts/on-behalf-of.ts';
import { maxAccessReason } from '#src/domain/access-reason-length.ts';
import type { Rules } from '#src/domain/area.ts';
import { retryAfterS } from './problem.ts';

const ofAnswer = (name: string, description: string, example?: string): z.ZodString =>
  z.string().meta({ description, header: { id: name }, ...(example === undefined ? {} : { example }) });

/** A header that some of the answers have. Its own component, because a component says whether a header is always there. */
const sometimes = (name: string, description: string, example?: string) =>
  z
    .string()
    .optional()
    .meta({ description, header: { id: name }, ...(example === undefined ? {} : { example }) });

const correlationText =
  'Whoever runs this system finds the call by it: the id that you sent, or one that was made. Not where API Gateway answers by itself';

/** Of every answer that this system makes. */
const always = {
  'X-Correlation-Id': ofAnswer('X-Correlation-Id', correlationText, 'cf3a6c1e-0b52-4d0e-9a53-2f1f4a7e9d10'),
  'Cache-Control': ofAnswer('Cache-Control', 'What may be kept, and for how long', 'no-store'),
};

/** Of every answer of a call that will be switched off, and of those that a part of a call ends for. */
const deprecation = {
  Deprecation: sometimes(
    'Deprecation',
    'RFC 9745: when it was announced that the call, or what `title` in Link names of it, will be switched off',
    '@1796083200',
  ),
  Sunset: sometimes('Sunset', 'RFC 8594: until when it is answered', 'Wed, 30 Jun 2027 22:59:59 GMT'),
  Link: sometimes(
    'Link',
    'Where that end is explained. A `title` says what of the call ends',
    '</docs/changes>; rel="deprecation"; type="text/html"',
  ),
};

/** Of every answer with a body. */
const transport = {
  'X-Content-Type-Options': ofAnswer('X-Content-Type-Options', 'Keeps browsers to the media type', 'nosniff'),
  'Strict-Transport-Security': ofAnswer(
    'Strict-Transport-Security',
    'Keeps browsers to HTTPS',
    'max-age=31536000; includeSubDomains',
  ),
};

export const commonHeaders = {
  withBody: { ...always, ...transport, ...deprecation },
  notModified: { ...always, ...deprecation },
};

const optional = (headers: Record<string, z.ZodType>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, schema]) => {
      const { header: _, ...meta } = schema.meta() ?? {};
      return [name, z.string().optional().meta(meta)];
    }),
  );
/** Of a refusal that API Gateway may make in place of this system: none of ours is certain. */
export const gatewayHeaders = optional(commonHeaders.withBody);

export const wwwAuthenticate = {
  'WWW-Authenticate': ofAnswer(
    'WWW-Authenticate',
    'RFC 6750: a bearer token is needed, and what was wrong with this one',
    'Bearer',
  ),
};
export const retryAfter = {
  'Retry-After': sometimes(
    'Retry-After',
    'Seconds to wait before you try again. Not where API Gateway answers by itself: then wait a second, and longer each time',
    String(retryAfterS),
  ),
};

/** What a successful answer has besides. */
export const answerHeaders = {
  location: { Location: ofAnswer('Location', 'Path of the referral', '/v1/referrals/75canhrhtklwedayb77bfwkg67') },
  replay: {
    Location: z.string().optional().meta({ description: 'Path of the referral. Not of a dry run, which stores none' }),
    'Idempotency-Replayed': z
      .literal('true')
      .optional()
      .meta({
        description: 'There if this content was sent before: nothing was stored anew',
        header: { id: 'Idempotency-Replayed' },
      }),
  },
  version: { ETag: ofAnswer('ETag', 'The version of the referral, for If-Match', '"1"') },
  volumes: {
    ETag: z.string().meta({
      description: 'Of these figures: send it in If-None-Match to ask whether they changed',
      example: '"Xy3kD0"',
    }),
  },
  file: {
    'Content-Disposition': z.string().optional().meta({
      description: 'With format=csv: the name of the file',
      example: 'attachment; filename="greater-manchester-referrals-2026-10-01-2026-11-30-each-month.csv"',
    }),
  },
} as const;

/** Of every request. */
const correlationId = {
  'X-Correlation-Id': z
    .string()
    .optional()
    .meta({
      param: { id: 'X-Correlation-Id' },
      example: 'force-1-000123',
      description:
        'Your own id of the call, which comes back in the answer: at most 100 letters, digits and . _ : - with a digit among them, and not what could be a telephone number or a date. Any other is replaced',
    }),
};
const onBehalfOf = {
  [onBehalfOfHeader]: z
    .string()
    .max(maxOnBehalfOf)
    .optional()
    .meta({
      param: { id: onBehalfOfHeader },
      example: 'r.patel',
      description: `Kept in the history and the disclosure log: ${onBehalfOfText}`,
    }),
};
export const anybodysHeaders = z.object(correlationId);
export const callersHeaders = z.object({ ...onBehalfOf, ...correlationId });

export const accessReasonOf = ({ accessReasonRequired }: Rules) =>
  z.object({
    [accessReasonHeader]: z
      .string()
      .max(maxAccessReason)
      .optional()
      .meta({
        param: { id: accessReasonHeader },
        example: 'They rang and ask for support again.',
        description: `For a hand-off that you have closed, or that is new to you after another service accepted the case: ${accessReasonText}. It is kept in the disclosure log, sealed. ${withoutReason(accessReasonRequired)}`,
      }),
  });

function withoutReason(required: Rules['accessReasonRequired']): string {
  const refused = 'without it such a hand-off is refused with 422 and shown to nobody';
  if (required === 'always') return `It is needed: ${refused}`;
  const logged = 'the log says that none was given';
  return required === undefined
    ? `Without it ${logged}`
    : `It is needed from ${required.from} on, London time: ${refused}. Before that ${logged}, and the answer has \`Deprecation\``;
}

export const ifMatch = z.object({
  'If-Match': z.string().meta({
    param: { id: 'If-Match' },
    example: '"1"',
    description:
      'The version you correct, as a strong entity tag: a weak one (`W/"1"`) is answered 412 (RFC 9110, section 13.1.1)',
  }),
});
export const ifNoneMatch = z.object({
  'If-None-Match': z.string().optional().meta({
    example: '"Xy3kD0"',
    description: 'The ETag of an earlier answer: 304 without a body if the figures are the same',
  }),
});
