/**
 * The other referral of a possible duplicate. One that was withdrawn as a duplicate itself stands for the one that goes on in
 * its place: with a referral that is over there would be nothing to decide, and the person would be contacted twice.
 */

import type { CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { goesOnAs } from '#src/domain/case/triage/decide-duplicate.ts';
import type { PartyId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';

/** @param own the referral that is compared, which is never the answer; @param of the other, as it was marked or said */
export const readOther = (
  { cases }: { cases: Pick<Cases, 'read'> },
  own: ReferralId,
  of: ReferralId,
): Promise<ReferralCase | undefined> => follow(own, of, (id) => cases.read(id));

/**
 * Of a case that was withdrawn as a duplicate: this service's open hand-off of the one that goes on. Undefined for any other
 * service, which is told nothing of another sender's referral.
 */
export async function findGoingOn(
  deps: { cases: Pick<Cases, 'read'> },
  head: CaseHead,
  service: ServiceId | PartyId,
): Promise<HandOff | undefined> {
  const of = goesOnAs(head);
  const other = of && (await readOther(deps, head.id, of));
  return other?.handOffs.findLast((one) => one.service === service && isOpenHandOff(one.status));
}

/** As readOther, for the cases of a list: a read for all, and one more where any was withdrawn as a duplicate. */
export async function findOthers(
  { cases }: { cases: Pick<Cases, 'heads'> },
  heads: readonly CaseHead[],
): Promise<Map<ReferralId, CaseHead>> {
  const read = new Map<ReferralId, { head: CaseHead }>();
  const asked = new Set<ReferralId>();
  let next = new Set(heads.flatMap(({ possibleDuplicateOf: of }) => of ?? []));
  while (next.size > 0) {
    const found = await cases.heads([...next]);
    for (const id of next) asked.add(id);
    for (const head of found) read.set(head.id, { head });
    next = new Set(found.flatMap((head) => goesOnAs(head) ?? []).filter((id) => !asked.has(id)));
  }
  const others = new Map<ReferralId, CaseHead>();
  for (const { id, possibleDuplicateOf: of } of heads) {
    const other = of && (await follow(id, of, async (one) => read.get(one)));
    if (other) others.set(id, other.head);
  }
  return others;
}

/** Ends at the last one that is there, where two were each withdrawn as a duplicate of the other. */
async function follow<Found extends { head: CaseHead }>(
  own: ReferralId,
  of: ReferralId,
  read: (id: ReferralId) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const seen = new Set([own]);
  let other: Found | undefined;
  let next: ReferralId | undefined = of;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const found: Found | undefined = await read(next);
    other = found ?? other;
    next = found && goesOnAs(found.head);
  }
  return other;
}
