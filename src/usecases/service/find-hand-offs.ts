/** Finds a service's own hand-offs, open or over, for example when the victim rings. */
import type { PersonNames } from '#src/domain/identity.ts';
import type { ReferralId, ServiceId } from '#src/domain/ids.ts';
import { hashCrimeReference } from '#src/usecases/intake/case-references.ts';
import { formsOf, hashPerson } from '#src/usecases/intake/person-hashes.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import type { InboxItem } from './inbox.ts';

export interface FindDeps {
  cases: Pick<Cases, 'read' | 'findByCrime' | 'openHandOffs'>;
  ledger: Pick<Ledger, 'byReference' | 'byPerson' | 'get'>;
  keys: Pick<Keys, 'person' | 'policeReference'>;
}

/** By what was quoted or said; what matches any of them is found. */
export interface FindQuery {
  /** A spoken reference. */
  reference?: string | undefined;
  crimeReference?: string | undefined;
  person?: PersonNames | undefined;
}

/** Newest case first, and nothing of another service. */
export async function findOwnHandOffs(
  deps: FindDeps,
  service: ServiceId,
  { reference, crimeReference, person }: FindQuery,
): Promise<InboxItem[]> {
  const { cases, keys, ledger } = deps;
  const found = await Promise.all([
    reference === undefined ? [] : ledger.byReference(reference),
    crimeReference === undefined ? [] : cases.findByCrime(hashCrimeReference(keys, crimeReference)),
    person === undefined ? [] : findByPerson(deps, service, person),
  ]);
  const referralCases = await Promise.all([...new Set(found.flat())].map((id) => cases.read(id)));
  return referralCases
    .flatMap((one) => one?.handOffs.map((handOff) => ({ handOff, facts: one.head.facts })) ?? [])
    .filter(({ handOff }) => handOff.service === service)
    .sort(byNewest);
}

const byNewest = (one: InboxItem, other: InboxItem): number => (one.handOff.queuedAt < other.handOff.queuedAt ? 1 : -1);

/** By the keyed hash of the names and the date of birth, in whatever spelling: nothing is opened for it. */
async function findByPerson(
  { cases, ledger, keys }: FindDeps,
  service: ServiceId,
  person: PersonNames,
): Promise<ReferralId[]> {
  const hashes = formsOf(hashPerson(keys, person));
  if (hashes.length === 0) return [];
  const [asFirstSent, corrected] = await Promise.all([
    ledger.byPerson(hashes, '2000', '9999'),
    findCorrected({ cases, ledger }, service, new Set(hashes)),
  ]);
  return [...asFirstSent.map(({ id }) => id), ...corrected];
}

/** The index knows the person as the first version named them. Of what is open, the version that stands is asked too. */
async function findCorrected(
  { cases, ledger }: Pick<FindDeps, 'cases' | 'ledger'>,
  service: ServiceId,
  hashes: ReadonlySet<string>,
): Promise<ReferralId[]> {
  const corrected = (await cases.openHandOffs(service)).filter(({ version }) => version > 1);
  const records = await Promise.all(corrected.map(({ referral, version }) => ledger.get(referral, version)));
  return records.flatMap((one) => (one && formsOf(one).some((hash) => hashes.has(hash)) ? [one.id] : []));
}
