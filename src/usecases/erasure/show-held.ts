/** All that is held about the person of a referral, as the hub sees it to decide; what it is shown is in the disclosure log. */
import { type NotErasable, whyNotErasable } from '#src/domain/case/retention/propose-erasure.ts';
import type { PersonNames } from '#src/domain/identity.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { ensureRecorded, type TriageDeps } from '#src/usecases/triage/triage.ts';
import { findHeldAboutPerson, type HeldReferral } from './held-about-person.ts';

export interface ShownReferral extends Omit<HeldReferral, 'said'> {
  /** Of one to be looked at, and of the one that it is compared with; nobody's where nothing is to be looked at. */
  names?: PersonNames;
  /** Notes, reasons and advice that people typed, and how often it was opened. */
  texts: number;
  readings: number;
  /** Why it cannot be erased now. */
  kept?: NotErasable;
}

export interface ShownHoldings {
  referrals: ShownReferral[];
  notCompared: number;
}

/** In the disclosure log: that the referral was among what was found, and then whose it is. */
const shownFields = ['held'];
const shownNames = [...shownFields, 'victim.givenName', 'victim.familyName', 'victim.dateOfBirth'];

/** Undefined where there is no such referral. */
export async function showHeldAboutPerson(
  deps: TriageDeps,
  by: PartyId,
  id: ReferralId,
): Promise<ShownHoldings | undefined> {
  if (!(await ensureRecorded(deps, id))) return undefined;
  const { referrals: found, notCompared } = await findHeldAboutPerson(deps, { referrals: [id] });
  const referrals = [...found, ...(await findOthersOfActs(deps, found))];
  const isAnyToLookAt = referrals.some(({ isCertain }) => !isCertain);
  const shown: ShownReferral[] = [];
  for (const { said, ...one } of referrals) {
    const isNamed = said !== undefined && isAnyToLookAt && (!one.isCertain || one.id === id);
    shown.push(await showReferral(deps, by, one, isNamed ? said.victim : undefined));
  }
  return { referrals: shown, notCompared };
}

/**
 * What is to be erased together with any of these, and was not found from here: whoever confirms an act sees all of it. It is to be
 * looked at, since nothing here says that it is of the person.
 */
async function findOthersOfActs(deps: TriageDeps, found: readonly HeldReferral[]): Promise<HeldReferral[]> {
  const ids = new Set(found.flatMap(({ referralCase }) => referralCase?.head.proposedErasure?.act?.of ?? []));
  for (const { id } of found) ids.delete(id);
  if (ids.size === 0) return [];
  const { referrals } = await findHeldAboutPerson(deps, { referrals: [...ids] });
  return referrals.filter(({ id }) => ids.has(id)).map((one) => ({ ...one, because: ['same-act'], isCertain: false }));
}

async function showReferral(
  { cases, now }: Pick<TriageDeps, 'cases' | 'now'>,
  by: PartyId,
  one: Omit<HeldReferral, 'said'>,
  said: PersonNames | undefined,
): Promise<ShownReferral> {
  const { id: referral, first, referralCase } = one;
  const [history, disclosures] = await Promise.all([cases.history(referral), cases.disclosures(referral)]);
  const at = now();
  const { triage } = referralCase?.head ?? {};
  await cases.disclose({
    referral,
    number: 0,
    by,
    at: at.toISOString(),
    fields: said ? shownNames : shownFields,
    workOf: said ? (triage ? 'party' : 'nobody') : undefined,
    test: first.facts.test,
  });
  const kept = referralCase ? whyNotErasable(referralCase, at) : 'open';
  return {
    ...one,
    ...(said && { names: said }),
    texts: history.filter(({ note }) => note !== undefined).length,
    readings: disclosures.length,
    ...(kept && { kept }),
  };
}
