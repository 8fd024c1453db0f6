/**
 * Sign-in for people at the local issuer: authorization code with PKCE. Instead of asking for
 * a password or an e-mailed code, a page lets you choose whom to sign in as. On your own
 * machine, with made-up people, no proof is needed: the code of the authenticator app, the second
 * factor, is filled in, and can be left out, to see what a deployment does then.
 */
import { randomBytes } from 'node:crypto';
import { Events, type MutableRedirectUri, type OAuth2Server, type RouteHandler } from 'oauth2-mock-server';
import { isTimeCode, timeCode } from './authenticator.ts';
import type { AuthorizationCodes, CodeGrant, IssuerClient } from './token-request.ts';
import type { Person, UserPool } from './user-pool.ts';

/** A party of the register. */
export interface SignInParty {
  id: string;
  name: string;
  kind: string;
}

export const signInPath = '/oauth2/authorize';
/** The links of the page lead here; oauth2-mock-server handles the rest of the protocol. */
export const choicePath = '/oauth2/authorize-as';

/** Of the links: the authenticator's code, and of the page that it is to be left out. */
const codeName = 'totp';
const withoutName = 'without';

type Query = Record<string, string | string[] | undefined>;

export function serveSignIn(
  server: OAuth2Server,
  clients: ReadonlyMap<string, IssuerClient>,
  pool: Pick<UserPool, 'people' | 'find'>,
  parties: ReadonlyMap<string, SignInParty>,
): AuthorizationCodes {
  const grants = new Map<string, CodeGrant>();
  /** Everybody's authenticator has it, until the run ends. */
  const key = randomBytes(20);
  const showChoices: RouteHandler = ({ query }, response) => {
    const fault = findFault(query, clients);
    response.writeHead(fault === undefined ? 200 : 400, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    const shown =
      fault === undefined
        ? renderChoices(query, pool.people(), parties, timeCode(key, Date.now()))
        : renderPage(`<p>${escapeHtml(fault)}</p>`);
    response.end(shown);
  };
  server.service.addRoute('GET', signInPath, showChoices);
  server.service.on(Events.BeforeAuthorizeRedirect, ({ url }: MutableRedirectUri, request: { query: Query }) => {
    const { client_id: clientId, redirect_uri: redirectUri, person: chosen } = request.query;
    const code = url.searchParams.get('code');
    const person = pool.find(String(chosen));
    const given = request.query[codeName];
    const isWrong = given !== undefined && !isTimeCode(key, String(given), Date.now());
    if (code !== null && person && !isWrong && findFault(request.query, clients) === undefined) {
      const methods = given === undefined ? ['otp'] : ['otp', 'mfa'];
      grants.set(code, { clientId: String(clientId), redirectUri: String(redirectUri), person, methods });
      return;
    }
    url.searchParams.delete('code');
    url.searchParams.set('error', 'access_denied');
  });
  return {
    find: (code) => grants.get(code),
    redeem: (code) => void grants.delete(code),
  };
}

/** What is wrong with the authorization request; undefined if nothing is. */
function findFault(query: Query, clients: ReadonlyMap<string, IssuerClient>): string | undefined {
  const client = clients.get(String(query['client_id']));
  if (!client?.flows.includes('code')) return 'The client is not known, or people do not sign in to it.';
  if (!client.callbackUrls.includes(String(query['redirect_uri']))) {
    return `The way back is not one of the client's: ${client.callbackUrls.join(', ')}.`;
  }
  if (query['response_type'] !== 'code') return 'Only response_type=code is served.';
  if (query['code_challenge_method'] !== 'S256' || typeof query['code_challenge'] !== 'string') {
    return 'PKCE with S256 is needed.';
  }
  return undefined;
}

function renderChoices(
  { [withoutName]: without, ...query }: Query,
  people: readonly Person[],
  parties: ReadonlyMap<string, SignInParty>,
  code: string,
): string {
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (typeof value === 'string') asked.set(key, value);
  const link = ({ id, text }: { id: string; text: string }) => {
    const params = new URLSearchParams(asked);
    if (without === undefined) params.set(codeName, code);
    params.set('person', id);
    return `<a href="${escapeHtml(`${choicePath}?${params}`)}">${escapeHtml(text)}</a>`;
  };
  const itemOf = ({ id: party, name, kind }: SignInParty) => {
    const known = people.filter((person) => person.party === party);
    const links = known.map(({ id, name: own, roles }) => ({
      id,
      text: own === undefined ? `A person of ${name}` : `${own}${standingOf(roles)}`,
    }));
    const [first, ...others] = links.map(link);
    return `<li>${[`${first ?? escapeHtml(name)} (${escapeHtml(kind)})`, ...others].join(', ')}</li>`;
  };
  const [says, leadsTo, change] =
    without === undefined
      ? [`, ${code}, is filled in: two factors`, `${asked}&${withoutName}=code`, 'Leave it out']
      : [' is left out: one factor', String(asked), 'Fill it in'];
  const factors = `The code of the authenticator app${says}. <a href="${escapeHtml(`${signInPath}?${leadsTo}`)}">${change}</a>`;
  return renderPage(
    `<p>This page stands in for the sign-in page of a deployment. It runs on this machine only; these people are made up.</p>\n<p>${factors}</p>\n<ul>${[...parties.values()].map(itemOf).join('\n')}</ul>`,
  );
}

/** What sets somebody apart from a colleague who may do most things. */
function standingOf(roles = ''): string {
  if (roles.includes('administrator')) return ', administrator';
  return roles === 'manager' ? ', manager only' : '';
}

const renderPage = (content: string): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in to the local run</title>
<style>body { font: 1.1rem/1.6 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }</style></head>
<body><main><h1>Whom do you want to be?</h1>
${content}
</main></body></html>
`;

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => htmlEntities[mark] ?? mark);
