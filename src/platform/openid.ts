/** OpenID Connect sign-in: authorization code flow with PKCE, with Cognito or the deployment's own issuer. */
import * as oauth from 'oauth4webapi';
import { type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { type Identity, type SignInProvider, SignInRefused } from '#src/usecases/ports/web.ts';
import { lazy } from './lazy.ts';

export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  /** Such as `openid profile email`. */
  scope: string;
  /** Where the issuer redirects the browser after sign-in. */
  redirectUri: string;
  /** Where the issuer redirects the browser after sign-out. */
  signedOutUri: string;
}

/** An issuer that takes longer is treated as down. */
const timeoutMs = 5000;
/** Difference allowed between the issuer's clock and ours, in seconds. */
const clockToleranceS = 60;

export function openIdProvider({ issuer, clientId, scope, redirectUri, signedOutUri }: OpenIdSettings): SignInProvider {
  const issuerUrl = new URL(issuer);
  const client: oauth.Client = { client_id: clientId, [oauth.clockTolerance]: clockToleranceS };
  const requestOptions = {
    [oauth.customFetch]: fetchFromIssuer,
    // Only the local issuer has no TLS.
    [oauth.allowInsecureRequests]: issuerUrl.protocol === 'http:',
  };
  const getServer = lazy(() => discoverServer(issuerUrl, requestOptions));

  return {
    async authorizeUrl({ state, nonce, verifier }) {
      const { authorization_endpoint } = await getServer();
      if (authorization_endpoint === undefined) throw new Error('the issuer has no authorization endpoint');
      return withParameters(authorization_endpoint, {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        // Whoever sits at the computer next is asked who they are.
        prompt: 'login',
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },

    async redeem({ callback, state, verifier, nonce }) {
      const server = await getServer();
      try {
        const parameters = oauth.validateAuthResponse(server, client, callback, state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          parameters,
          redirectUri,
          verifier,
          requestOptions,
        );
        const expected = { expectedNonce: nonce, requireIdToken: true };
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
        await oauth.validateApplicationLevelSignature(server, response, requestOptions);
        return identityFromClaims(oauth.getValidatedIdTokenClaims(tokens));
      } catch (cause) {
        if (isProtocolError(cause)) throw new SignInRefused('the issuer’s response is not valid', { cause });
        throw cause;
      }
    },

    async signOutUrl() {
      const { end_session_endpoint } = await getServer();
      if (end_session_endpoint === undefined) return undefined;
      return withParameters(end_session_endpoint, {
        client_id: clientId,
        // Cognito's name for the standard post_logout_redirect_uri is logout_uri.
        logout_uri: signedOutUri,
        post_logout_redirect_uri: signedOutUri,
      });
    },
  };
}

async function discoverServer(issuer: URL, options: oauth.DiscoveryRequestOptions): Promise<oauth.AuthorizationServer> {
  const response = await oauth.discoveryRequest(issuer, options);
  if (!response.ok) throw new Unavailable('SignInIssuer');
  return oauth.processDiscoveryResponse(issuer, response);
}

/** The fetch of every request to the issuer. @throws Unavailable when it fails, times out or answers with a 5xx */
async function fetchFromIssuer(
  url: string,
  { method, headers, body, redirect }: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method, headers, body: body ?? null, redirect, signal }).catch(
    (cause: unknown) => {
      throw new Unavailable('SignInIssuer', { cause });
    },
  );
  if (response.status >= 500) throw new Unavailable('SignInIssuer');
  return response;
}

/** Whether the issuer's response was an error or is not valid; other errors are faults of ours, or an outage. */
const isProtocolError = (error: unknown): boolean =>
  [
    oauth.AuthorizationResponseError,
    oauth.OperationProcessingError,
    oauth.ResponseBodyError,
    oauth.UnsupportedOperationError,
    oauth.WWWAuthenticateChallengeError,
  ].some((kind) => error instanceof kind);

function withParameters(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** The party is in the claim `party`, or with Cognito in `custom:party`; so are the roles. */
function identityFromClaims(claims: oauth.IDToken | undefined): Identity {
  const party = claims?.['party'] ?? claims?.['custom:party'];
  if (claims === undefined || typeof party !== 'string') throw new SignInRefused('the token names no party');
  const { name, email } = claims;
  const roles = rolesFromClaim(claims['roles'] ?? claims['custom:roles']);
  const hasSecondFactor = findSecondFactor(claims.amr);
  return {
    subject: `${claims.iss} ${claims.sub}`,
    party,
    ...(typeof name === 'string' && name !== '' && { name }),
    ...(typeof email === 'string' && email !== '' && { email }),
    ...(roles && { roles }),
    ...(hasSecondFactor !== undefined && { hasSecondFactor }),
  };
}

/** What somebody knows, and what is sent to them or shown by a device of theirs, by the names of RFC 8176 and one that is common. */
const knowledge = ['pwd', 'pin', 'kba'];
const codes = ['otp', 'sms', 'tel', 'email'];
/** What the issuer noticed of the sign-in, which is no factor. */
const circumstances = ['rba', 'geo', 'user'];
/** Signed in to a network (RFC 8176), or at another issuer (Microsoft Entra): no more than one, as far as it says. */
const elsewhere = ['wia', 'fed'];

/**
 * By the methods that the issuer names; undefined where it names none. A method that is none of the above counts as more: `mfa`, or a key of a device, which asks who holds it, under whatever name.
 */
function findSecondFactor(methods: unknown): boolean | undefined {
  const texts = (Array.isArray(methods) ? methods : methods === undefined ? [] : [methods]).map(String);
  const named = texts.flatMap((text) => text.toLowerCase().split(/\s+/)).filter((method) => method !== '');
  if (named.length === 0) return undefined;
  const isAmong = (list: readonly string[]) => named.some((method) => list.includes(method));
  const oneFactor = [...knowledge, ...codes, ...circumstances, ...elsewhere];
  const isOther = named.some((method) => !oneFactor.includes(method));
  return isOther || (isAmong(knowledge) && isAmong(codes));
}

/** A list, or one text with spaces. Roles that are not ours are left out: an issuer may have others. */
function rolesFromClaim(claim: unknown): StaffRole[] | undefined {
  if (claim === undefined) return undefined;
  const named = Array.isArray(claim) ? claim.map(String) : String(claim).split(/[\s,]+/);
  return staffRoles.filter((role) => named.includes(role));
}
