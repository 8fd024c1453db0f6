/**
 * Finds every referral of one person, whoever sent it and by whatever reference: by the keyed hash of their names and date of birth,
 * and among the referrals of the same crimes by what they share otherwise. What no hash finds is in docs/rights.md.
 */
import type { ReferralCase } from '#src/domain/case/model.ts';
import type { PersonNames } from '#src/domain/identity.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { isCertainMatch, matchPerson, type PersonMatch, type PersonTraits } from '#src/domain/person-match.ts';
import type { Submission } from '#src/domain/submission.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import { formsOf, hashPerson } from '#src/usecases/intake/person-hashes.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';

export interface HeldDeps {
  ledger: Pick<Ledger, 'get' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'findByCrime'>;
  keys: Pick<Keys, 'open' | 'person'>;
}

/** Who it is about: what stands in these referrals, or what they say of themselves. Both are taken to be one person. */
export interface PersonAsked {
  referrals: readonly ReferralId[];
  names?: PersonNames;
}

export interface HeldReferral {
  id: ReferralId;
  /** The first version, and the one that stands. */
  first: LedgerRecord;
  record: LedgerRecord;
  /** Absent until it is dispatched. */
  referralCase?: ReferralCase;
  because: PersonMatch[];
  /** If not, somebody has to look whether it is this person. */
  isCertain: boolean;
  /** What stands; absent once erased, or where it cannot be opened. */
  said?: Submission;
}

export interface PersonHoldings {
  /** Oldest first, certain ones before the others. */
  referrals: HeldReferral[];
  /** Referrals of the same crimes that were not compared, because they are too many or cannot be read. */
  notCompared: number;
}

/** Of one crime, so that the list of an attack with hundreds of victims still comes. */
const maxCompared = 100;
const readsAtOnce = 10;
const [everFrom, everTo] = ['2000', '9999'];

type Found = Omit<HeldReferral, 'because' | 'isCertain'> & { traits: PersonTraits };

/** Reads and opens; whoever shows it puts that in the disclosure log. Referrals that are not there are left out. */
export async function findHeldAboutPerson(deps: HeldDeps, { referrals, names }: PersonAsked): Promise<PersonHoldings> {
  const found = new Map<ReferralId, HeldReferral>();
  const known: PersonTraits[] = names ? [{ hashes: formsOf(hashPerson(deps.keys, names)), earlierHashes: [] }] : [];
  const add = (all: readonly Found[], isNamed = false): void => {
    for (const { traits, ...one } of all) {
      const because: PersonMatch[] = isNamed ? ['named'] : matchPerson(known, traits);
      if (because.length > 0) found.set(one.id, { ...one, because, isCertain: isCertainMatch(because) });
    }
  };
  const unread = (ids: readonly ReferralId[]): ReferralId[] => [...new Set(ids)].filter((id) => !found.has(id));
  const readNew = async (ids: readonly ReferralId[]): Promise<Found[]> =>
    (await mapConcurrently(unread(ids), readsAtOnce, (id) => readReferral(deps, id))).filter(
      (one) => one !== undefined,
    );
  const findByHashes = async (hashes: readonly string[]): Promise<Found[]> =>
    readNew((await deps.ledger.byPerson([...new Set(hashes)], everFrom, everTo)).map(({ id }) => id));

  const asked = await readNew(referrals);
  add(asked, true);
  known.push(...asked.map(({ traits }) => traits));
  const sameHash = await findByHashes(known.flatMap(({ hashes }) => hashes));
  add(sameHash);
  const certain = sameHash.filter(({ id }) => found.get(id)?.isCertain);
  known.push(...certain.map(({ traits }) => traits));
  add(await findByHashes(known.flatMap(({ earlierHashes }) => earlierHashes)));
  const ofSameCrimes = await findOfSameCrimes(deps, [...asked, ...certain]);
  const candidates = unread(ofSameCrimes.ids);
  const read = await mapConcurrently(candidates, readsAtOnce, (id) => ifReadable(readReferral(deps, id)));
  const compared = read.filter((one) => one !== undefined);
  add(compared);
  const notCompared = ofSameCrimes.left + candidates.length - compared.length;
  return { referrals: [...found.values()].sort(certainThenOldest), notCompared };
}

const certainThenOldest = (one: HeldReferral, other: HeldReferral): number =>
  Number(other.isCertain) - Number(one.isCertain) ||
  Date.parse(one.first.receivedAt) - Date.parse(other.first.receivedAt);

async function findOfSameCrimes(
  { cases }: Pick<HeldDeps, 'cases'>,
  found: readonly Found[],
): Promise<{ ids: ReferralId[]; left: number }> {
  const crimes = new Set(found.flatMap(({ record }) => record.references?.crime ?? []));
  const listed = await Promise.all([...crimes].map((crime) => cases.findByCrime(crime)));
  return {
    ids: [...new Set(listed.flatMap((ids) => ids.slice(0, maxCompared)))],
    left: listed.reduce((sum, { length }) => sum + Math.max(0, length - maxCompared), 0),
  };
}

async function readReferral({ ledger, cases, keys }: HeldDeps, id: ReferralId): Promise<Found | undefined> {
  const [first, referralCase] = await Promise.all([ledger.get(id), cases.read(id)]);
  if (!first) return undefined;
  const versions = [first];
  for (let version = 2; version <= (referralCase?.head.version ?? 1); version++) {
    const record = await ledger.get(id, version);
    if (record) versions.push(record);
  }
  const record = versions.at(-1) ?? first;
  const said = await ifReadable(open(keys, record));
  const { phone, email } = said?.contact ?? {};
  return {
    id,
    first,
    record,
    ...(referralCase && { referralCase }),
    ...(said && { said }),
    traits: {
      hashes: formsOf(record),
      earlierHashes: versions.slice(0, -1).flatMap(formsOf),
      ...(said && { names: said.victim }),
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
    },
  };
}

/** What cannot be opened is still held, and is found by its hash. */
const open = async (keys: Pick<Keys, 'open'>, record: LedgerRecord): Promise<Submission | undefined> =>
  openSubmission(keys, record);
