/**
 * The fields that functions' environments are made of. Each functions/<name>/env.ts takes
 * those it needs; lib/ must then give exactly these, and its types say so.
 */
import * as z from 'zod';

const name = z.string().min(1);

/** `{"<client id>": "<party id>"}` as JSON; parsed to that record. Empty where the issuer puts `party` into its tokens. */
const clientParties = z.string().transform((text, context): Record<string, string> => {
  const parsed = z.record(z.string(), z.string()).safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
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

/** A base to which a path is joined, so without a slash at its end. */
const baseUrl = z.url().transform((url) => url.replace(/\/+$/, ''));

export const fields = {
  /** Path of the loaded area as JSON, beside the code. */
  AREA_FILE: name,
  /** Path of the OpenAPI document, beside the code. */
  OPENAPI_FILE: name,
  /** Path of the pages' stylesheet, script and icon as JSON, beside the code. */
  PAGES_FILE: name,
  REFERRALS_TABLE: name,
  WORK_TABLE: name,
  COUNTERS_TABLE: name,
  WEB_TABLE: name,
  /** ARN of the secret from which identities, pseudonyms and seals are derived. */
  SECRET_ID: name,
  /** A hand-off queue's URL is this and the service's id. A map of all URLs would not fit an environment. */
  QUEUE_URL_PREFIX: z.url(),
  /** Where a record goes that could not be dispatched. */
  PARKED_QUEUE_URL: z.url(),
  /** Base of the links given to others, without a slash at its end. */
  PUBLIC_URL: baseUrl,
  CLIENT_PARTIES: clientParties,
  /** The OpenID Connect issuer at which people sign in to the pages, and the pages' client id there. */
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: name,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']),
};
