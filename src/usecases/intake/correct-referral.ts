/**
 * Corrects a referral, by its sender or by triage for them: the new version is judged, and takes effect in the transaction
 * that stores it. A case that services hold is amended; any other is opened and dispatched anew.
 */

import { amendCase, type Correction } from '#src/domain/case/correction/amend.ts';
import { findDifferences } from '#src/domain/case/correction/differences.ts';
import {
  type Corrector,
  findReopeningFault,
  refuseCorrection,
  reopenCase,
} from '#src/domain/case/correction/reopen.ts';
import type { NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { type ContactReport, findReports, reportedWrong } from '#src/domain/case/report/contact-reports.ts';
import { canCorrect } from '#src/domain/case/triage/allowed-actions.ts';
import type { Refusal } from '#src/domain/decision.ts';
import { findOtherReferences, type ReferralReferences } from '#src/domain/identity.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { Submission } from '#src/domain/submission.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import {
  dispatchReferral,
  readOrRecordCase,
  recordOrDefer,
  Undispatchable,
} from '#src/usecases/dispatch/dispatch-referral.ts';
import { sendOrDefer } from '#src/usecases/dispatch/send-hand-offs.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { SendFailed } from '#src/usecases/ports/queue.ts';
import type { OwnDeps } from '#src/usecases/sender/own-referrals.ts';
import { findRefusalOf } from '#src/usecases/triage/related-referrals.ts';
import { openSubmission } from './open-submission.ts';
import { isSameContent } from './same-content.ts';
import { prepareRecord } from './submit-referral.ts';

/** The version to correct. */
export interface CorrectionTarget {
  id: ReferralId;
  version: number;
}

export type CorrectionResult =
  /** `first` is the first version, which says when the referral came. */
  | { corrected: LedgerRecord; first: LedgerRecord; referralCase: ReferralCase }
  | { refused: Refusal }
  | { notAllowed: NotAllowed }
  | { otherVersion: number }
  /** The references that are others than those it was sent under. */
  | { otherIdentity: readonly (keyof ReferralReferences)[] }
  | { absent: true };

/** Makes the corrected body from the version that it corrects. */
export type ComposeBody = (accepted: Submission) => unknown;

/** The sender corrects its own referral; triage corrects any, and it stays its sender's. */
export type CorrectingParty = { sender: Sender } | { triage: PartyId };

export async function correctReferral(
  deps: OwnDeps,
  party: CorrectingParty,
  target: CorrectionTarget,
  composeBody: ComposeBody,
): Promise<CorrectionResult> {
  const { id, version } = target;
  const first = await deps.ledger.get(id);
  if (!first || ('sender' in party && first.sender !== party.sender.id)) return { absent: true };
  const by: Corrector =
    'sender' in party ? { party: party.sender.id, mover: 'sender' } : { party: party.triage, mover: 'triage' };
  const referralCase = await readRecordedCase(deps, id);
  const { head } = referralCase;
  if (!canCorrect(head)) return { notAllowed: refuseCorrection(head, by).refused };
  const accepted = await readVersion(deps, first, version);
  if (!accepted) return { otherVersion: head.version };

  const body = composeBody(accepted.submission);
  const sender: Sender = { id: first.sender, kind: first.senderKind, ...(first.facts.test && { test: true }) };
  const prepared = await prepareRecord(deps, sender, body, { version, accepted: accepted.submission });
  if (head.version !== version) {
    const late = { body, submission: prepared.submission };
    return answerLate(deps, { first, target, sent: late, referralCase });
  }
  if ('refused' in prepared) return { refused: prepared.refused };
  const sent = { body, submission: prepared.submission };
  if (prepared.record.id !== id)
    return { otherIdentity: findOtherReferences(accepted.submission, prepared.submission) };
  if (head.status === 'routed' && isSameContent(deps.keys, accepted.record, sent))
    return { corrected: accepted.record, first, referralCase };

  return storeCorrection(deps, { first, target, sent, prepared: prepared.record, previous: accepted, by });
}

interface CheckedCorrection extends Omit<LateCorrection, 'referralCase' | 'sent'> {
  sent: { body: unknown; submission: Submission };
  prepared: LedgerRecord;
  previous: StoredVersion;
  by: Corrector;
}

/** Decides again when the case has moved meanwhile: whatever it is then decides. */
async function storeCorrection(
  deps: OwnDeps,
  { first, target, sent, prepared, previous, by }: CheckedCorrection,
): Promise<CorrectionResult> {
  // Whether it came in time is about the first version.
  const record: LedgerRecord = {
    ...prepared,
    decision: { ...prepared.decision, withinCode: first.decision.withinCode },
  };
  const correction = { first, record, corrected: sent.submission, previous, by };
  const changed = await changeCase(deps.cases, target.id, (current) => decideCorrection(deps, current, correction), {
    correction: record,
  });
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed)
    return 'faults' in changed.refused ? { refused: changed.refused } : { notAllowed: changed.refused };
  if ('already' in changed) return answerLate(deps, { first, target, sent, referralCase: changed.referralCase });
  return { corrected: record, first, referralCase: await takeEffect(deps, changed.referralCase) };
}

/** Recorded at its latest version: a correction whose dispatch was interrupted is dispatched first. */
async function readRecordedCase(deps: OwnDeps, id: ReferralId): Promise<ReferralCase> {
  const referralCase = await readOrRecordCase(deps, id);
  const { status, version } = referralCase.head;
  return status === 'received' ? recordOrDefer(deps, id, version) : referralCase;
}

export interface VersionToStore {
  first: LedgerRecord;
  record: LedgerRecord;
  corrected: Submission;
  previous: StoredVersion;
  by: Corrector;
}

/** What the correction does to the case as it stands; writes nothing. */
export async function decideCorrection(
  deps: Pick<OwnDeps, 'area' | 'ledger' | 'keys' | 'log' | 'now'> & {
    cases: Pick<OwnDeps['cases'], 'read' | 'history'>;
  },
  current: ReferralCase,
  { first, record, corrected, previous, by }: VersionToStore,
): Promise<Outcome<NotAllowed | Refusal>> {
  if (current.head.version !== record.version - 1) return { already: true };
  const reopeningFault = findReopeningFault(current, corrected);
  if (reopeningFault) return { refused: { code: 'explicit-consent-required', faults: [reopeningFault] } };
  if (current.head.status !== 'routed') return reopenCase(current, record.version, by, deps.now());
  const context = { area: deps.area, now: deps.now() };
  const wrongReports = current.head.isSuspended
    ? findReports(reportedWrong, await deps.cases.history(current.head.id))
    : [];
  const suspended = await readSuspendedVersions(deps, first, current, wrongReports);
  const compared = { corrected, previous: previous.submission, suspended, wrongReports };
  const differences = findDifferences(current, compared, context);
  const refusal = await findRefusalOf(deps, record, current.head);
  const isRefusalNew = refusal !== undefined && !(await findRefusalOf(deps, previous.record, current.head));
  const judgement = { judged: record, differences, previous: previous.record.decision };
  const correction: Correction = { ...judgement, by, refusal, isRefusalNew };
  return amendCase(current, correction, context);
}

async function readSuspendedVersions(
  deps: Pick<OwnDeps, 'ledger' | 'keys'>,
  first: LedgerRecord,
  { handOffs }: ReferralCase,
  wrongReports: readonly ContactReport[],
): Promise<Map<number, Submission>> {
  const versions = new Set([
    ...handOffs.flatMap(({ status, suspension }) => (isOpenHandOff(status) && suspension ? [suspension.version] : [])),
    ...wrongReports.flatMap(({ version }) => version ?? []),
  ]);
  const submissions = new Map<number, Submission>();
  for (const version of versions) {
    const found = await readVersion(deps, first, version);
    if (found) submissions.set(version, found.submission);
  }
  return submissions;
}

export interface StoredVersion {
  record: LedgerRecord;
  submission: Submission;
}

/** Undefined where there is no such version, or it is erased. */
async function readVersion(
  { ledger, keys }: Pick<OwnDeps, 'ledger' | 'keys'>,
  first: LedgerRecord,
  version: number,
): Promise<StoredVersion | undefined> {
  const record = version === 1 ? first : await ledger.get(first.id, version);
  const submission = record && openSubmission(keys, record);
  return record && submission && { record, submission };
}

interface LateCorrection {
  first: LedgerRecord;
  target: CorrectionTarget;
  /** Without a submission where the rules refuse the body. */
  sent: { body: unknown; submission: Submission | undefined };
  referralCase: ReferralCase;
}

/** It was corrected since: by this very correction, whose answer was lost or whose form was sent twice, or by another. */
async function answerLate(
  { ledger, keys }: Pick<OwnDeps, 'ledger' | 'keys'>,
  { first, target, sent: { body, submission }, referralCase }: LateCorrection,
): Promise<CorrectionResult> {
  const next = await ledger.get(target.id, target.version + 1);
  const isRepeat = next && submission && isSameContent(keys, next, { body, submission });
  return isRepeat ? { corrected: next, first, referralCase } : { otherVersion: referralCase.head.version };
}

/** Sends what is to be sent without waiting for the stream, so that the sender sees the result; the sweep tries again. */
async function takeEffect(deps: OwnDeps, referralCase: ReferralCase): Promise<ReferralCase> {
  const { id, status, version } = referralCase.head;
  if (status !== 'received') {
    await sendOrDefer(deps, referralCase.handOffs);
    return referralCase;
  }
  try {
    await dispatchReferral(deps, id, version);
  } catch (error) {
    // The version is stored: what cannot be dispatched is parked by the stream, with an alarm.
    if (!isDeferred(error)) throw error;
  }
  return (await deps.cases.read(id)) ?? referralCase;
}

const isDeferred = (error: unknown): boolean =>
  error instanceof SendFailed || error instanceof Unavailable || error instanceof Undispatchable;
