/**
 * The issuer of access tokens on this machine: oauth2-mock-server for the protocol, with
 * the checks it leaves out. It gives a token only to a client of the template that knows
 * its secret, only by client credentials, and only for scopes that the client may have.
 *
 * Tokens live in real time, not in the shifted clock: moving the clock forward by a week
 * to see what becomes due must not sign everybody out.
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import {
  Events,
  type MutableResponse,
  type MutableToken,
  OAuth2Server,
  type TokenRequestIncomingMessage,
} from 'oauth2-mock-server';
import type { Kept } from '#local/data-folder/kept.ts';
import { loopback } from './ports.ts';

export interface IssuerClient {
  clientId: string;
  clientSecret: string;
  /** The scopes it may have, each on its own. */
  scopes: readonly string[];
  /** The claims that its tokens carry, such as party. */
  claims: Readonly<Record<string, string>>;
}

export interface Issuer {
  /** As the iss claim has it. */
  url: string;
  tokenUrl: string;
  /** Public keys that its tokens are signed with. */
  keys(): JWK[];
  admit(clients: readonly IssuerClient[]): void;
  stop(): Promise<void>;
}

type Judgement = { client: IssuerClient; scope: string } | { status: number; error: string; why: string };

export async function startIssuer(options: { port: number; kept: Kept }): Promise<Issuer> {
  const clients = new Map<string, IssuerClient>();
  const server = new OAuth2Server(undefined, undefined, { endpoints: { token: '/oauth2/token' } });
  await server.issuer.keys.add(await signingKey(options.kept));
  const url = `http://${loopback}:${options.port}`;
  server.issuer.url = url;
  server.service.on(Events.BeforeTokenSigning, (token: MutableToken, request: TokenRequestIncomingMessage) => {
    const judged = judge(request, clients);
    if (!('client' in judged)) return;
    const { clientId, claims } = judged.client;
    Object.assign(token.payload, claims, {
      sub: clientId,
      client_id: clientId,
      aud: clientId,
      token_use: 'access',
      scope: judged.scope,
      jti: randomUUID(),
    });
  });
  server.service.on(Events.BeforeResponse, (response: MutableResponse, request: TokenRequestIncomingMessage) => {
    const judged = judge(request, clients);
    if ('client' in judged) {
      if (response.body !== '') response.body['scope'] = judged.scope;
      return;
    }
    response.statusCode = judged.status;
    response.body = { error: judged.error, error_description: judged.why };
  });
  await server.start(options.port, loopback);
  return {
    url,
    tokenUrl: `${url}/oauth2/token`,
    keys: () => server.issuer.keys.toJSON(),
    admit(known) {
      for (const client of known) clients.set(client.clientId, client);
    },
    stop: () => server.stop(),
  };
}

/** RFC 6749 §5.2. The secret comes in the header (Basic) or in the body. */
function judge(request: TokenRequestIncomingMessage, clients: ReadonlyMap<string, IssuerClient>): Judgement {
  const { clientId, clientSecret } = credentials(request);
  const client = clients.get(clientId);
  if (!client || !same(clientSecret, client.clientSecret)) {
    return { status: 401, error: 'invalid_client', why: 'The client is not known, or its secret is wrong.' };
  }
  if (request.body.grant_type !== 'client_credentials') {
    return { status: 400, error: 'unsupported_grant_type', why: 'Only client_credentials is given here.' };
  }
  const asked = (request.body.scope ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.some((scope) => !client.scopes.includes(scope))) {
    return { status: 400, error: 'invalid_scope', why: `This client may have: ${client.scopes.join(' ')}.` };
  }
  return { client, scope: (asked.length === 0 ? client.scopes : asked).join(' ') };
}

function credentials(request: TokenRequestIncomingMessage): { clientId: string; clientSecret: string } {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '');
  if (basic?.[1] !== undefined) {
    const [clientId = '', clientSecret = ''] = Buffer.from(basic[1], 'base64').toString('utf8').split(/:(.*)/s);
    return { clientId: decodeURIComponentSafely(clientId), clientSecret: decodeURIComponentSafely(clientSecret) };
  }
  const body: Record<string, unknown> = { ...request.body };
  return { clientId: String(body['client_id'] ?? ''), clientSecret: String(body['client_secret'] ?? '') };
}

/** RFC 6749 §2.3.1 form-encodes both parts; a stray percent sign stands for itself. */
function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

async function signingKey(kept: Kept): Promise<Record<string, unknown>> {
  const found = kept.find('issuer signing key');
  if (found === undefined) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() };
    kept.set('issuer signing key', JSON.stringify(jwk));
    return jwk;
  }
  const jwk: unknown = JSON.parse(found);
  return { ...Object(jwk) };
}
