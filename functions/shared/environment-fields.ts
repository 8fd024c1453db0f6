/**
 * Every environment variable that a function can have. Each functions/<name>/env.ts picks the ones it needs,
 * and the types in lib/ make the stack provide exactly those.
 */
import * as z from 'zod';
import { stages } from '#src/domain/stage.ts';

const nonEmptyText = z.string().min(1);

/** JSON object of client id to party id. Empty when the issuer puts a `party` claim in its tokens. */
const clientParties = z.string().transform((text, context): Record<string, string> => {
  const result = z.record(z.string(), z.string()).safeParse(parseJson(text));
  if (result.success) return result.data;
  context.addIssue({ code: 'custom', message: 'must be a JSON object of client id to party id' });
  return z.NEVER;
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON of the issuer at which the authority's people alone sign in. */
const authoritySignIn = z.string().transform((text, context) => {
  const form = z.strictObject({ issuer: z.url(), clientId: nonEmptyText, userPoolId: nonEmptyText });
  const result = form.safeParse(parseJson(text));
  if (result.success) return result.data;
  context.addIssue({ code: 'custom', message: 'must be a JSON object of issuer, clientId and userPoolId' });
  return z.NEVER;
});

/** Without trailing slashes, because paths are appended to it. */
const baseUrl = z.url().transform((url) => url.replace(/\/+$/, ''));

export const fields = {
  /** Path of the area as JSON, in the bundle. */
  AREA_FILE: nonEmptyText,
  /** Path of the OpenAPI document, in the bundle. */
  OPENAPI_FILE: nonEmptyText,
  /** Path of the pages' stylesheet, script and icon as JSON, in the bundle. */
  PAGES_FILE: nonEmptyText,
  REFERRALS_TABLE: nonEmptyText,
  WORK_TABLE: nonEmptyText,
  COUNTERS_TABLE: nonEmptyText,
  WEB_TABLE: nonEmptyText,
  ERASURES_TABLE: nonEmptyText,
  /** ARN of the secret from which identities, pseudonyms and seals are derived. */
  SECRET_ID: nonEmptyText,
  /** ARN of the secret with the canary's two clients; empty where the area has no canary. */
  CANARY_SECRET_ID: z.string(),
  /** ARN of the secret with the certificate that the canary presents, where the API asks for one. */
  CANARY_CERTIFICATE_ID: nonEmptyText.optional(),
  /** Followed by the service's id, the URL of its hand-off queue. A map of all URLs would exceed Lambda's 4 KB limit. */
  QUEUE_URL_PREFIX: z.url(),
  /** Queue for records that could not be dispatched. */
  PARKED_QUEUE_URL: z.url(),
  /** Base of the API, and of the pages where they have no domain of their own, without a trailing slash. */
  PUBLIC_URL: baseUrl,
  /** Base of the pages where they have a domain of their own. */
  PAGES_URL: baseUrl.optional(),
  CLIENT_PARTIES: clientParties,
  /** Where callers of the API present a certificate (mutual TLS). */
  CLIENT_CERTIFICATE: z.literal('required').optional(),
  /** OpenID Connect issuer for signing in to the pages, and the pages' client id there. */
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: nonEmptyText,
  /** Where that issuer demands a second factor of the authority's people, whether its tokens say so or not. */
  OIDC_SECOND_FACTOR: z.literal('required').optional(),
  /** The authority's own issuer beside it, a user pool that demands a second factor of everybody. */
  AUTHORITY_SIGN_IN: authoritySignIn.optional(),
  /** Where a system gets its access token: the OpenAPI document says it. */
  TOKEN_URL: z.url(),
  /** Sender of e-mails, and the name beside it. */
  MAIL_FROM: z.email(),
  MAIL_NAME: nonEmptyText,
  /** Of Amazon SES: its events tell of bounces and complaints. */
  MAIL_CONFIGURATION_SET: nonEmptyText,
  /** What the pages ask the issuer for: with Cognito `openid`, which brings all that the client may read. */
  OIDC_SCOPE: nonEmptyText,
  /** The user pool whose accounts are looked after on the pages; empty where the authority has an issuer of its own. */
  USER_POOL_ID: z.string(),
  /** All but production say in pages and e-mails that nobody in them is real. */
  STAGE: z.enum(stages),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']),
};
