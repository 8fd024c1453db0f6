/**
 * The token issuer on this machine: oauth2-mock-server, plus the checks that it leaves out
 * (token-request.ts, sign-in.ts). Systems get access tokens by client credentials; people get
 * an ID token by authorization code with PKCE.
 *
 * Access tokens use real time, not the shifted clock: moving the clock forward by a week must
 * not expire every system's token. ID tokens are validated once, by functions whose Date is
 * shifted, so their times are shifted too.
 */
import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import {
  Events,
  type MutableResponse,
  type MutableToken,
  OAuth2Server,
  type TokenRequestIncomingMessage,
} from 'oauth2-mock-server';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import { loopback } from './ports.ts';
import { choicePath, type SignInParty, serveSignIn, signInPath } from './sign-in.ts';
import { checkTokenRequest, type IssuerClient, type TokenGrant } from './token-request.ts';
import { madeUpPeopleOf, subjectOf, type UserPool } from './user-pool.ts';

export interface Issuer {
  /** The value of the iss claim. */
  url: string;
  tokenUrl: string;
  /** The public keys of its signatures. */
  keys(): JWK[];
  /** Registers the clients that may get tokens and the parties whose people the sign-in page offers. */
  register(clients: readonly IssuerClient[], parties: readonly SignInParty[]): void;
  stop(): Promise<void>;
}

export interface IssuerOptions {
  port: number;
  savedValues: SavedValues;
  pool: Pick<UserPool, 'people' | 'find' | 'add' | 'clientSecrets'>;
  /** The shift of the local clock. */
  shiftMs: () => number;
  /** Whether its ID tokens say by what somebody signed in, which those of a user pool may not. */
  saysMethods?: boolean;
}

const tokenPath = '/oauth2/token';

export async function startIssuer({
  port,
  savedValues,
  pool,
  shiftMs,
  saysMethods = true,
}: IssuerOptions): Promise<Issuer> {
  const clients = new Map<string, IssuerClient>();
  const parties = new Map<string, SignInParty>();
  const server = new OAuth2Server(undefined, undefined, { endpoints: { token: tokenPath, authorize: choicePath } });
  await server.issuer.keys.add(await loadSigningKey(savedValues));
  const url = `http://${loopback}:${port}`;
  server.issuer.url = url;
  const codes = serveSignIn(server, clients, pool, parties);
  server.service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
    if (body !== '') Object.assign(body, { authorization_endpoint: `${url}${signInPath}` });
  });
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, request: TokenRequestIncomingMessage) => {
    const result = checkTokenRequest(request, clients, codes, pool.clientSecrets);
    if ('error' in result) return;
    // Only access tokens have a scope.
    if ('scope' in payload) Object.assign(payload, accessClaims(result));
    else Object.assign(payload, idClaims(result, payload, shiftMs()), saysMethods && { amr: result.methods });
  });
  server.service.on(Events.BeforeResponse, (response: MutableResponse, request: TokenRequestIncomingMessage) => {
    const result = checkTokenRequest(request, clients, codes, pool.clientSecrets);
    if ('error' in result) {
      response.statusCode = result.status;
      response.body = { error: result.error, error_description: result.description };
      return;
    }
    if (result.code !== undefined) codes.redeem(result.code);
    if (response.body !== '') response.body['scope'] = result.scope;
  });
  await server.start(port, loopback);
  return {
    url,
    tokenUrl: `${url}${tokenPath}`,
    keys: () => server.issuer.keys.toJSON(),
    register(knownClients, knownParties) {
      for (const client of knownClients) clients.set(client.clientId, client);
      for (const party of knownParties) parties.set(party.id, party);
      pool.clientSecrets.register(knownClients);
      pool.add(knownParties.flatMap(madeUpPeopleOf));
    },
    stop: () => server.stop(),
  };
}

function accessClaims({ client, scope, party, person }: TokenGrant): object {
  return {
    ...(person === undefined && { party }),
    sub: person === undefined ? client.clientId : subjectOf(person),
    client_id: client.clientId,
    aud: client.clientId,
    token_use: 'access',
    scope,
    jti: randomUUID(),
  };
}

/** As in Cognito, the party and the roles are custom attributes of the user. */
function idClaims({ party, person }: TokenGrant, { iat, nbf, exp }: MutableToken['payload'], shiftMs: number): object {
  const shift = Math.round(shiftMs / 1000);
  return {
    ...(person && {
      sub: subjectOf(person),
      ...(person.name !== undefined && { name: person.name }),
      ...(person.email !== undefined && { email: person.email }),
      ...(person.roles !== undefined && { 'custom:roles': person.roles }),
    }),
    'custom:party': party,
    token_use: 'id',
    iat: iat + shift,
    nbf: nbf + shift,
    exp: exp + shift,
  };
}

async function loadSigningKey(savedValues: SavedValues): Promise<Record<string, unknown>> {
  const saved = savedValues.find('issuer signing key');
  if (saved === undefined) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() };
    savedValues.set('issuer signing key', JSON.stringify(jwk));
    return jwk;
  }
  const jwk: unknown = JSON.parse(saved);
  return { ...Object(jwk) };
}
