/** What triage does with referrals that could not be handed off. */

import { returnToSender } from '#src/domain/case/actions.ts';
import type { CaseHead, NotAllowed, Outcome, ReferralCase, TriageReason } from '#src/domain/case/model.ts';
import { canRoute } from '#src/domain/case/triage/allowed-actions.ts';
import { type RouteFault, routeByHand } from '#src/domain/case/triage/route-by-hand.ts';
import { findRouteOptions, openServices, type RouteOptions } from '#src/domain/case/triage/route-options.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Priority, ReturnReason, WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCase } from '#src/usecases/change-case.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import { type RecordDeps, readOrRecordCase } from '#src/usecases/dispatch/dispatch-referral.ts';
import { type SendDeps, sendOrDefer } from '#src/usecases/dispatch/send-hand-offs.ts';
import { hashCrimeReference } from '#src/usecases/intake/case-references.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { TriagePage } from '#src/usecases/ports/lists.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { withdrawCase } from '#src/usecases/sender/withdraw-case.ts';

export interface TriageDeps extends RecordDeps, SendDeps {
  keys: Keys;
}

export interface TriageQuery {
  reasons?: readonly TriageReason[] | undefined;
  /** A spoken reference. */
  reference?: string | undefined;
  crimeReference?: string | undefined;
  priorities?: readonly Priority[] | undefined;
  senders?: readonly PartyId[] | undefined;
  cursor?: string | undefined;
}

/** What waits for triage, longest first, narrowed as asked. */
export async function listTriage(
  { cases, keys, ledger }: Pick<TriageDeps, 'cases' | 'keys' | 'ledger'>,
  { reasons, reference, crimeReference, priorities, senders, cursor }: TriageQuery = {},
): Promise<TriagePage> {
  const among = await Promise.all([
    ...(reference === undefined ? [] : [ledger.byReference(reference)]),
    ...(crimeReference === undefined ? [] : [cases.findByCrime(hashCrimeReference(keys, crimeReference))]),
  ]);
  const filter = { among, ...(reasons && { reasons }), ...(priorities && { priorities }), ...(senders && { senders }) };
  return readSignedPage(keys, 'triage', cursor, (place) => cases.triageList(filter, place));
}

export type TriageResult =
  | { referralCase: ReferralCase; deferred: number }
  | { notAllowed: NotAllowed }
  | { absent: true };

/** The service is unknown, takes nobody now, or is a test service where the case is no test. */
type RouteRefusal = NotAllowed | { unknownService: true } | { routeFault: RouteFault };

export type RouteResult = TriageResult | Exclude<RouteRefusal, NotAllowed>;

/**
 * @param instruction its reason and override are free text, stored sealed. `instead` is the service whose place it
 *   takes, null for nobody's; left out, the lead's
 */
export async function routeAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  instruction: { service: string; reason: string; override?: string | undefined; instead?: string | null | undefined },
): Promise<RouteResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const { reason, override, instead } = instruction;
  const sealed = {
    note: sealText(deps.keys, notePlace(id), reason),
    ...(override !== undefined && { override: sealText(deps.keys, notePlace(id), override) }),
  };
  const decide = async (referralCase: ReferralCase): Promise<Outcome<RouteRefusal>> => {
    const open = openServices(referralCase.head.facts, deps.area);
    const service = open.find((one) => one.id === instruction.service);
    if (!service) return { refused: { unknownService: true } };
    const options = await readRouteOptions(deps, referralCase.head);
    const context = { area: deps.area, now: deps.now() };
    return routeByHand(referralCase, { service, by: party, instead, ...sealed }, options, context);
  };
  const changed = await changeCase(deps.cases, id, decide);
  if (!('refused' in changed)) return finishTriageAction(deps, changed);
  return 'status' in changed.refused ? { notAllowed: changed.refused } : changed.refused;
}

/** Undefined where the case may not be routed, or nothing is left to judge. */
async function readRouteOptions(deps: TriageDeps, head: CaseHead): Promise<RouteOptions | undefined> {
  const record = canRoute(head) ? await deps.ledger.get(head.id, head.version) : undefined;
  const submission = record && openSubmission(deps.keys, record);
  return submission && findRouteOptions(submission, head.facts, { area: deps.area, now: deps.now() });
}

/** @param instruction its advice is free text, stored sealed */
export async function returnAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  instruction: { reason: ReturnReason; advice: string },
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const advice = sealText(deps.keys, notePlace(id), instruction.advice);
  const changed = await changeCase(deps.cases, id, (referralCase) =>
    returnToSender(referralCase, instruction.reason, advice, party, deps.now()),
  );
  return finishTriageAction(deps, changed);
}

/** Finds referrals by their spoken reference, or else by that of the crime, whoever sent them and wherever they are. */
export async function findForTriage(
  { cases, keys, ledger }: Pick<TriageDeps, 'cases' | 'keys' | 'ledger'>,
  { reference, crimeReference }: { reference?: string | undefined; crimeReference?: string | undefined },
): Promise<ReferralId[]> {
  const named = reference === undefined ? [] : await ledger.byReference(reference);
  if (named.length > 0 || crimeReference === undefined) return named;
  return cases.findByCrime(hashCrimeReference(keys, crimeReference));
}

/** Records a referral that has not been dispatched yet. @returns false when it does not exist */
export async function ensureRecorded(deps: TriageDeps, id: ReferralId): Promise<boolean> {
  if (await deps.cases.read(id)) return true;
  if (!(await deps.ledger.get(id))) return false;
  await readOrRecordCase(deps, id);
  return true;
}

export async function finishTriageAction(deps: TriageDeps, changed: ChangeResult): Promise<TriageResult> {
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return { notAllowed: changed.refused };
  const { deferred } = await sendOrDefer(deps, changed.referralCase.handOffs);
  return { referralCase: changed.referralCase, deferred };
}

/** Withdraws a referral on behalf of its sender, for example after a call from the victim. */
export async function withdrawAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  reason: WithdrawReason,
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  return finishTriageAction(deps, await withdrawCase(deps, id, reason, { party, mover: 'triage' }));
}
