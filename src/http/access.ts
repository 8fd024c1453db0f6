/** Authorization: the token's scope says what the caller may do, its party says who the caller is. */
import type { Route } from '#src/contracts/routes.ts';
import type { Party } from '#src/domain/area.ts';
import type { PartyId } from '#src/domain/ids.ts';
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { Claims } from '#src/platform/http-message.ts';
import { ProblemError } from './problem.ts';

export interface PartyRegister {
  parties: ReadonlyMap<string, Party>;
  /** Client id to party id, for issuers whose tokens carry no `party` claim (Cognito). */
  clients: Readonly<Record<string, string>>;
}

export function buildPartyRegister(
  parties: readonly Party[],
  clients: Readonly<Record<string, string>>,
): PartyRegister {
  const clientPairs = parties.flatMap((party) => party.clients.map((client) => [client, party.id] as const));
  return {
    parties: new Map(parties.filter((party) => party.active).map((party) => [party.id, party])),
    clients: { ...Object.fromEntries(clientPairs), ...clients },
  };
}

/** @throws ProblemError unauthenticated or forbidden */
export function authorizeCaller(
  claims: Claims | undefined,
  access: NonNullable<Route['access']>,
  register: PartyRegister,
): Party & { kind: PartyKind } {
  if (!claims) throw new ProblemError('unauthenticated', {}, { 'www-authenticate': 'Bearer' });
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  const inScope = access.filter(({ scope }) => scopes.includes(scope));
  if (inScope.length === 0) {
    const needed = access.map(({ scope }) => scope).join(' or ');
    throw new ProblemError('forbidden', { detail: `The token lacks the scope ${needed}.` });
  }
  const party = register.parties.get(findPartyId(claims, register) ?? '');
  if (!party) throw new ProblemError('forbidden', { detail: 'The token names no party in the register of this area.' });
  if (!inScope.some(({ kinds }) => kinds.includes(party.kind))) {
    throw new ProblemError('forbidden', { detail: `A party of kind ${party.kind} may not do this.` });
  }
  return party;
}

/** The party of the register that a token names, whatever it may do: for the log. */
export const namedParty = (claims: Claims | undefined, register: PartyRegister): PartyId | undefined =>
  claims && register.parties.get(findPartyId(claims, register) ?? '')?.id;

function findPartyId(claims: Claims, register: PartyRegister): string | undefined {
  if (typeof claims.party === 'string') return claims.party;
  return typeof claims.client_id === 'string' ? register.clients[claims.client_id] : undefined;
}
