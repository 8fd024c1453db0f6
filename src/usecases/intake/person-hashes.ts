/**
 * Both forms of a person's keyed hash. Rows of before know only the old form, so nobody known would be found by the new
 * one alone (docs/adr/0017-known-again.md).
 */
import { oldPersonIdentity, type PersonNames, personIdentity } from '#src/domain/identity.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';

type PersonHashes = Pick<LedgerRecord, 'person' | 'personOldForm'>;

/** Empty when the person cannot be recognised. */
export function hashPerson(keys: Pick<Keys, 'person'>, names: PersonNames): PersonHashes {
  const identity = personIdentity(names);
  const oldIdentity = oldPersonIdentity(names);
  if (!identity || !oldIdentity) return {};
  return { person: keys.person(identity), personOldForm: keys.person(oldIdentity) };
}

/** The forms to look a person up by. */
export const formsOf = ({ person, personOldForm }: PersonHashes): string[] =>
  [person, personOldForm].filter((hash) => hash !== undefined);
