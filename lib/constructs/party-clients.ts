/** A client (id and secret) for each party whose system calls the API, with the scopes of its kind. */
import { Duration, Fn } from 'aws-cdk-lib';
import { OAuthScope, ResourceServerScope, type UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { type Route, routes } from '#src/contracts/routes.ts';
import type { Area, Party } from '#src/domain/area.ts';
import { type PartyKind, type Scope, scopes } from '#src/domain/vocabulary.ts';

/** API Gateway's limit on audiences per authorizer; with Cognito, each client is an audience. */
const maxClients = 50;
/** What the other variables leave of Lambda's 4 KB environment. */
const maxClientPartiesBytes = 2800;
/** CloudFormation creates independent resources in parallel, and Cognito's rate limit for this call is low. */
const maxParallelClients = 5;
/** Bytes of `"<26-character client id>":"<party>",`. */
const entryBytes = ({ id }: Party): number => 26 + id.length + 6;

export interface PartyClient {
  party: Party;
  client: UserPoolClient;
}

export function addPartyClients(pool: UserPool, area: Area): PartyClient[] {
  const parties = area.parties.filter(({ active, api }) => active && api);
  if (parties.length > maxClients) {
    throw new Error(
      `${area.id} has ${parties.length} active parties with \`api: true\` and one authorizer takes ${maxClients}: name another issuer in its deployment`,
    );
  }
  const bytes = parties.reduce((sum, party) => sum + entryBytes(party), 0);
  if (bytes > maxClientPartiesBytes) {
    throw new Error(
      `The ids of ${area.id}'s parties take ${bytes} bytes of a function's environment and may take ${maxClientPartiesBytes}`,
    );
  }
  const byScope = new Map<Scope, ResourceServerScope>(
    scopes.map((name) => [name, new ResourceServerScope({ scopeName: scopeNameOf(name), scopeDescription: name })]),
  );
  const server = pool.addResourceServer('Referrals', { identifier: 'referrals', scopes: [...byScope.values()] });
  const created: PartyClient[] = [];
  for (const party of parties) {
    const allowedScopes = [...byScope].filter(([name]) => scopesOf(party.kind).includes(name));
    const client = pool.addClient(`Client-${party.id}`, {
      userPoolClientName: party.id,
      generateSecret: true,
      // Without this, Cognito would let people sign in through a system's client.
      authFlows: { user: false },
      // Each token is paid for, and the canary needs one at all times. A day is Cognito's limit.
      accessTokenValidity: party.canary ? Duration.days(1) : Duration.hours(1),
      enableTokenRevocation: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: allowedScopes.map(([, scope]) => OAuthScope.resourceServer(server, scope)),
      },
    });
    const earlier = created.at(-maxParallelClients);
    if (earlier) client.node.addDependency(earlier.client);
    created.push({ party, client });
  }
  return created;
}

/** The scopes of all routes that a party of this kind may use. */
export function scopesOf(kind: PartyKind): Scope[] {
  const grants = Object.values<Route>(routes).flatMap(({ access = [] }) => access);
  return [...new Set(grants.filter(({ kinds }) => kinds.includes(kind)).map(({ scope }) => scope))];
}

const scopeNameOf = (scope: Scope): string => scope.slice(scope.indexOf('/') + 1);

/** JSON object of client id to party id. */
export function clientPartiesJson(clients: readonly PartyClient[]): string {
  const pairs = clients.flatMap(({ client, party }, at) => [
    at ? '","' : '{"',
    client.userPoolClientId,
    '":"',
    party.id,
  ]);
  return clients.length === 0 ? '{}' : Fn.join('', [...pairs, '"}']);
}
