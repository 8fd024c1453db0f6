/** OpenID Connect sign-in: authorization code flow with PKCE, with Cognito or the deployment's own issuer. */
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { Unavailable } from '#src/usecases/ports.ts';
import { type Identity, type SignInProvider, SignInRefused } from '#src/usecases/web-ports.ts';

export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  /** Where the issuer redirects the browser after sign-in. */
  redirectUri: string;
  /** Where the issuer redirects the browser after sign-out. */
  signedOutUri: string;
}

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
});
const tokenSchema = z.object({ id_token: z.string() });
/** An issuer that takes longer is treated as down. */
const timeoutMs = 5000;

interface Issuer {
  document: z.infer<typeof discoverySchema>;
  keys: ReturnType<typeof createRemoteJWKSet>;
}

export const codeChallenge = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export function openIdProvider(settings: OpenIdSettings): SignInProvider {
  let cached: Promise<Issuer> | undefined;
  /** Fetched once; a failure is not cached. */
  const getIssuer = (): Promise<Issuer> => {
    const pending = cached ?? fetchIssuer(settings.issuer);
    cached = pending;
    pending.catch(() => {
      cached = undefined;
    });
    return pending;
  };
  return {
    async authorizeUrl({ state, nonce, challenge }) {
      const { document } = await getIssuer();
      const url = new URL(document.authorization_endpoint);
      const params = {
        response_type: 'code',
        client_id: settings.clientId,
        redirect_uri: settings.redirectUri,
        scope: 'openid',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      return url.href;
    },

    async redeem({ code, verifier, nonce }) {
      const { document, keys } = await getIssuer();
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: settings.clientId,
        redirect_uri: settings.redirectUri,
        code,
        code_verifier: verifier,
      });
      const response = await fetchFromIssuer(document.token_endpoint, { method: 'POST', body });
      if (response.status >= 500) throw new Unavailable('SignInIssuer');
      const tokens = tokenSchema.safeParse(response.ok ? await response.json() : undefined);
      if (!tokens.success) throw new SignInRefused('the issuer returned no token for the code');
      const claims = await verifyIdToken(tokens.data.id_token, keys, settings, document.issuer);
      if (claims.nonce !== nonce) throw new SignInRefused('the token is for another sign-in');
      return identityFromClaims(claims);
    },

    async signOutUrl() {
      const { document } = await getIssuer();
      if (!document.end_session_endpoint) return undefined;
      const url = new URL(document.end_session_endpoint);
      url.searchParams.set('client_id', settings.clientId);
      // Cognito's name for the standard post_logout_redirect_uri is logout_uri.
      url.searchParams.set('logout_uri', settings.signedOutUri);
      url.searchParams.set('post_logout_redirect_uri', settings.signedOutUri);
      return url.href;
    },
  };
}

async function fetchIssuer(issuer: string): Promise<Issuer> {
  const response = await fetchFromIssuer(`${issuer}/.well-known/openid-configuration`);
  if (!response.ok) throw new Unavailable('SignInIssuer');
  const document = discoverySchema.parse(await response.json());
  return { document, keys: createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: timeoutMs }) };
}

async function fetchFromIssuer(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new Unavailable('SignInIssuer', { cause });
  }
}

async function verifyIdToken(
  token: string,
  keys: Issuer['keys'],
  { clientId }: OpenIdSettings,
  issuer: string,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, { issuer, audience: clientId, clockTolerance: 60 })).payload;
  } catch (cause) {
    if (cause instanceof errors.JWKSTimeout) throw new Unavailable('SignInIssuer', { cause });
    throw new SignInRefused('the token is not valid', { cause });
  }
}

/** The party is in the claim `party`, or with Cognito in `custom:party`. */
function identityFromClaims(claims: JWTPayload): Identity {
  const party = claims['party'] ?? claims['custom:party'];
  if (typeof claims.sub !== 'string' || typeof party !== 'string') {
    throw new SignInRefused('the token names no person or no party');
  }
  return { subject: `${claims.iss} ${claims.sub}`, party };
}
