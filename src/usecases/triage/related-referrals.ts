/** The person's other referrals that may be about the same crime, and what they say of one of them. */

import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { isOver } from '#src/domain/case/triage/allowed-actions.ts';
import { mayBeRelated } from '#src/domain/case/triage/possible-duplicate.ts';
import {
  findRefusal,
  type PersonRefusal,
  type RelatedReferral,
  refusalOf,
  unlessAgreedSince,
} from '#src/domain/case/triage/refusal.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { formsOf } from '#src/usecases/intake/person-hashes.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { Ledger, LedgerRecord, PersonReferral } from '#src/usecases/ports/ledger.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';

type ReadDeps = { cases: Pick<Cases, 'read'>; log: Log };

export interface RelatedDeps extends ReadDeps {
  ledger: Pick<Ledger, 'byPerson'>;
}

const readsAtOnce = 8;
/** Nobody is referred so often within a year; a system that is tried out with one name may be. */
const mostRead = 100;

/**
 * All that are known to be of the person, until they are forgotten.
 * @param versions of one referral: the name or the date of birth may have been corrected
 */
export async function findOthersOf(
  { ledger }: Pick<RelatedDeps, 'ledger'>,
  ...versions: LedgerRecord[]
): Promise<PersonReferral[]> {
  const forms = [...new Set(versions.flatMap(formsOf))];
  return forms.length === 0 ? [] : ledger.byPerson(forms, '2000', '9999');
}

/** Of those, the ones that may be related, with their cases; none that cannot be read. */
export async function readRelated(
  deps: ReadDeps,
  record: LedgerRecord,
  others: readonly PersonReferral[],
): Promise<RelatedReferral[]> {
  const toRead = others.filter((other) => other.id !== record.id && mayBeRelated(record, other)).slice(-mostRead);
  const cases = await readCasesOf(deps, toRead);
  return cases.flatMap(({ other, read }) => (read === 'unreadable' ? [] : [asRelated(other, read)]));
}

/** Several at a time, in the order of the referrals. */
export const readCasesOf = (deps: ReadDeps, others: readonly PersonReferral[]) =>
  mapConcurrently(others, readsAtOnce, async (other) => ({ other, read: await readOrLog(deps, other.id) }));

export const asRelated = (other: PersonReferral, referralCase: ReferralCase | undefined): RelatedReferral => ({
  ...other,
  ...(referralCase?.head.references && { references: referralCase.head.references }),
  ...(referralCase && { referralCase }),
});

/** One that cannot be read keeps nobody else's from being sent or withdrawn; the sweep raises an alarm about it too. */
export const readOrLog = ({ cases, log }: ReadDeps, id: ReferralId): Promise<ReferralCase | 'unreadable' | undefined> =>
  cases.read(id).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error;
    log.error('other-referral-unreadable', { referralId: id, ...errorFields(error) });
    return 'unreadable';
  });

export const findRelated = async (deps: RelatedDeps, record: LedgerRecord): Promise<RelatedReferral[]> =>
  readRelated(deps, record, await findOthersOf(deps, record));

/**
 * @param record the version that stands, or that is to
 * @param head of its case: it came when the first version did
 */
export const findRefusalOf = async (
  deps: RelatedDeps,
  record: LedgerRecord,
  head: CaseHead,
): Promise<PersonRefusal | undefined> =>
  findRefusal({ ...record, receivedAt: head.receivedAt }, await findRelated(deps, record)) ??
  readMarkedRefusal(deps, record, head);

/**
 * What the person said to the referral with which this one is marked, until the hub has decided: it may be erased since, at their
 * request, and by their hash they are not known again.
 */
export async function readMarkedRefusal(
  deps: ReadDeps,
  { consentGivenAt }: LedgerRecord,
  { possibleDuplicateOf: of }: CaseHead,
): Promise<PersonRefusal | undefined> {
  const other = of && (await readOrLog(deps, of));
  const refusal = typeof other === 'object' && isOver(other.head) ? refusalOf(other) : undefined;
  return unlessAgreedSince(refusal, consentGivenAt);
}
