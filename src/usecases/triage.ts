/** What triage does with referrals that could not be handed off. */

import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { canRoute, canWithdraw } from '#src/domain/case/allowed-actions.ts';
import type { CaseHead, HistoryEvent, NotAllowed, ReferralCase, TriageReason } from '#src/domain/case/model.ts';
import { type RouteFault, routeByHand } from '#src/domain/case/route-by-hand.ts';
import { findRouteOptions, openServices, type RouteOptions } from '#src/domain/case/route-options.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { FirstContact } from '#src/domain/detail/first-contact.ts';
import { composeDetail, triageSharing } from '#src/domain/detail/service-detail.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { Priority, ReturnReason, WithdrawReason } from '#src/domain/vocabulary.ts';
import { hashCrimeReference } from './case-references.ts';
import { type ChangeResult, changeCase } from './change-case.ts';
import { type ContactNotes, openContactNotes } from './contact-notes.ts';
import { readSignedPage } from './cursors.ts';
import { type RecordDeps, readOrRecordCase } from './dispatch-referral.ts';
import { readTimeline, type TimelineEvent } from './notes.ts';
import { openSubmission } from './open-submission.ts';
import { openText, sealText } from './own-referrals.ts';
import type { Keys, LedgerRecord, TriagePage } from './ports.ts';
import { readGroup } from './read-group.ts';
import { type SendDeps, sendOrDefer } from './send-hand-offs.ts';
import { nameAgents, type StaffDeps } from './staff.ts';

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

export type RouteResult = TriageResult | { unknownService: true } | { routeFault: RouteFault };

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
  const service = openServices(deps.area).find((one) => one.id === instruction.service);
  if (!service) return { unknownService: true };
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const { reason, override, instead } = instruction;
  const sealed = {
    note: sealText(deps.keys, id, reason),
    ...(override !== undefined && { override: sealText(deps.keys, id, override) }),
  };
  const changed = await changeCase(deps.cases, id, async (referralCase) => {
    const options = await readRouteOptions(deps, referralCase.head);
    const context = { area: deps.area, now: deps.now() };
    return routeByHand(referralCase, { service, by: party, instead, ...sealed }, options, context);
  });
  if (!('refused' in changed)) return finishTriageAction(deps, changed);
  return 'routeFault' in changed.refused ? { routeFault: changed.refused.routeFault } : { notAllowed: changed.refused };
}

/** Undefined where the case may not be routed, or nothing is left to judge. */
async function readRouteOptions(deps: TriageDeps, head: CaseHead): Promise<RouteOptions | undefined> {
  const record = canRoute(head) ? await deps.ledger.get(head.id, head.version) : undefined;
  const submission = record && openSubmission(deps.keys, record);
  return submission && findRouteOptions(submission, { area: deps.area, now: deps.now() });
}

/** @param instruction its advice is free text, stored sealed */
export async function returnAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  instruction: { reason: ReturnReason; advice: string },
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const advice = sealText(deps.keys, id, instruction.advice);
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
  const by = { party, mover: 'triage' } as const;
  return finishTriageAction(
    deps,
    await changeCase(deps.cases, id, (referralCase) => withdrawReferral(referralCase, reason, by, deps.now())),
  );
}

/** Why a service was given the case although it did not meet its criteria. */
export interface RouteOverride {
  service: string;
  /** RFC 3339, UTC. */
  at: string;
  by: string;
  why: string;
}

export interface TriageView {
  referralCase: ReferralCase;
  /** What the rules decided about each service; the personal data stays sealed. */
  decision: Decision;
  /** Without the notes of others. */
  history: TimelineEvent[];
  /** What to know before anybody makes contact; absent once the case is over. */
  firstContact?: FirstContact;
  /** What services said about contact; absent as the first contact is. */
  contactNotes?: ContactNotes;
  /** What each service takes now; absent where the case may not be routed. */
  options?: RouteOptions;
  overrides: RouteOverride[];
  /** Heads of other referrals of the same event. */
  group: CaseHead[];
  /** Head of the other referral of a possible duplicate, or of the one that goes on. */
  other?: CaseHead;
}

/**
 * The referral as triage sees it: the decision, the history, and how to make contact safely, without what says who the
 * person is. The last is put in the disclosure log.
 */
export async function readForTriage(
  deps: TriageDeps & StaffDeps,
  party: PartyId,
  id: ReferralId,
): Promise<TriageView | undefined> {
  if (!(await ensureRecorded(deps, id))) return undefined;
  const referralCase = await deps.cases.read(id);
  const record = referralCase && (await deps.ledger.get(id, referralCase.head.version));
  if (!record) return undefined;
  const { head } = referralCase;
  const submission = canWithdraw(head, 'triage') ? openSubmission(deps.keys, record) : undefined;
  const { possibleDuplicateOf } = head;
  const [history, group = [], other] = await Promise.all([
    readTimeline(deps, party, id).then((events) => nameAgents(deps, party, id, events)),
    readGroup(deps, head),
    possibleDuplicateOf && deps.cases.read(possibleDuplicateOf),
  ]);
  const context = { area: deps.area, now: deps.now() };
  return {
    referralCase,
    decision: record.decision,
    history,
    overrides: history.flatMap((event) => openOverride(deps, id, event)),
    group,
    ...(submission && {
      firstContact: await discloseFirstContact(deps, party, record, submission),
      contactNotes: openContactNotes(deps.keys, referralCase, history),
    }),
    ...(submission && canRoute(head) && { options: findRouteOptions(submission, context) }),
    ...(other && { other: other.head }),
  };
}

/** The note is gone once the referral is erased. */
const openOverride = (
  { keys }: Pick<TriageDeps, 'keys'>,
  id: ReferralId,
  { event, service, at, by, note }: HistoryEvent,
): RouteOverride[] =>
  event === 'overridden' && service !== undefined && note !== undefined
    ? [{ service, at, by, why: openText(keys, id, note) }]
    : [];

async function discloseFirstContact(
  { area, cases, now }: TriageDeps,
  by: PartyId,
  { id, decision }: LedgerRecord,
  submission: Submission,
): Promise<FirstContact> {
  const at = now();
  const context = { rules: area.rules, now: at };
  const { firstContact } = composeDetail({ submission, notes: decision.notes }, triageSharing, context);
  await cases.disclose({ referral: id, number: 0, by, at: at.toISOString(), fields: triageSharing });
  return firstContact;
}
