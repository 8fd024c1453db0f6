/**
 * Sign-in for people at the local issuer: authorization code with PKCE. Instead of asking for
 * a password or an e-mailed code, a page lets you choose whom to sign in as. On your own
 * machine, with made-up people, no proof is needed.
 */
import { Events, type MutableRedirectUri, type OAuth2Server, type RouteHandler } from 'oauth2-mock-server';
import type { AuthorizationCodes, CodeGrant, IssuerClient } from './token-request.ts';

/** Somebody to sign in as, who acts for a party. */
export interface Person {
  party: string;
  name: string;
  kind: string;
}

export const signInPath = '/oauth2/authorize';
/** The links of the page lead here; oauth2-mock-server handles the rest of the protocol. */
export const choicePath = '/oauth2/authorize-as';

type Query = Record<string, string | string[] | undefined>;

export function serveSignIn(
  server: OAuth2Server,
  clients: ReadonlyMap<string, IssuerClient>,
  people: ReadonlyMap<string, Person>,
): AuthorizationCodes {
  const grants = new Map<string, CodeGrant>();
  const showChoices: RouteHandler = ({ query }, response) => {
    const fault = findFault(query, clients);
    response.writeHead(fault === undefined ? 200 : 400, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(
      fault === undefined ? renderChoices(query, [...people.values()]) : renderPage(`<p>${escapeHtml(fault)}</p>`),
    );
  };
  server.service.addRoute('GET', signInPath, showChoices);
  server.service.on(Events.BeforeAuthorizeRedirect, ({ url }: MutableRedirectUri, request: { query: Query }) => {
    const { client_id: clientId, redirect_uri: redirectUri, person: chosen } = request.query;
    const code = url.searchParams.get('code');
    const person = people.get(String(chosen));
    if (code !== null && person && findFault(request.query, clients) === undefined) {
      grants.set(code, { clientId: String(clientId), redirectUri: String(redirectUri), party: person.party });
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

function renderChoices(query: Query, people: readonly Person[]): string {
  const link = ({ party, name, kind }: Person) => {
    const params = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (typeof value === 'string') params.set(key, value);
    params.set('person', party);
    return `<li><a href="${escapeHtml(`${choicePath}?${params}`)}">A person of ${escapeHtml(name)}</a> (${escapeHtml(kind)})</li>`;
  };
  return renderPage(
    `<p>This page stands in for the sign-in page of a deployment. It runs on this machine only; these people are made up.</p>\n<ul>${people.map(link).join('\n')}</ul>`,
  );
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
