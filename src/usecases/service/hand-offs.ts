/** What a service does with its hand-offs: reads the detail and reports a status. */
import type { Area } from '#src/domain/area.ts';
import type { Amendment, HandOff, NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { findReasonRequirement, type ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { type ContactTimeFault, findContactTimeFault } from '#src/domain/case/report/contact-time.ts';
import {
  applyReport,
  collectHandOff,
  isDetailReadable,
  readAmendment,
  type SafetyReasonNeed,
} from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import type { FirstContact } from '#src/domain/detail/first-contact.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import { type HandOffId, handOffId, parseHandOffId, type ServiceId } from '#src/domain/ids.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { WorkOf } from '#src/domain/openings.ts';
import { findShownEntries, repeatVictimPath } from '#src/domain/submission/sharing.ts';
import type { Submission } from '#src/domain/submission.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { type SendDeps, sendOrDefer } from '#src/usecases/dispatch/send-hand-offs.ts';
import { isRepeatVictim } from '#src/usecases/intake/repeat-victim.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import { disclosureReasonPlace, notePlace, submissionPlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { readAttempted } from './attempted-ways.ts';
import { type GroupHandOff, readServiceGroup } from './read-group.ts';

export interface HandOffDeps extends SendDeps {
  area: Area;
  keys: Keys;
  ledger: Ledger;
  cases: Cases;
  now: Clock;
}

export interface HandOffDetail {
  handOff: HandOff;
  confirmationCode: string;
  /** What to know before the first word; absent, as `shared`, once the service may no longer read it. */
  firstContact?: FirstContact;
  /** Only the fields that the service's sharing agreement lists. */
  shared?: PartialSubmission;
  repeatVictim?: boolean;
  notes: string[];
  /** What changed since the service last read it; absent at its first read. */
  amended?: Amendment;
  /** Other referrals of the same event that this service was given; absent if its sender named no group. */
  group?: GroupHandOff[];
  /** A reason was required, and none was given. */
  reasonMissing?: ReasonRequirement;
  /** A reason is required first: nothing was shown and nothing recorded. */
  withheld?: ReasonRequirement;
}

export interface Reading {
  /** Why the service needs the details; stored sealed. */
  why?: string | undefined;
  /** Answers also where a reason is required and none is given, as the API does until its area requires one (ADR 60). */
  isReasonOptional?: boolean;
}

/**
 * Reads a hand-off for its service. The first read sets it to collected, the first after a correction says what changed.
 * Each read is entered in the disclosure log, with whether it required a reason.
 */
export const readHandOff = (
  deps: HandOffDeps,
  service: ServiceId,
  id: HandOffId,
  reading: Reading = {},
): Promise<HandOffDetail | undefined> => readOnce(deps, service, id, reading);

/** @param requiredBefore why a reason was required when this reading began, where it begins again */
async function readOnce(
  deps: HandOffDeps,
  service: ServiceId,
  id: HandOffId,
  reading: Reading,
  requiredBefore?: ReasonRequirement,
): Promise<HandOffDetail | undefined> {
  const parts = parseHandOffId(id);
  const referralCase = parts && (await deps.cases.read(parts.referral));
  const found = referralCase?.handOffs.find((one) => one.number === parts?.number);
  if (!referralCase || found?.service !== service) return undefined;
  const confirmationCode = deps.keys.confirmationCode(id);
  // Out of the catalogue it is shown nothing, and has read nothing.
  if (!deps.area.services.some((one) => one.id === service)) return { handOff: found, confirmationCode, notes: [] };
  const { why, isReasonOptional } = reading;
  const findRequired = ({ handOffs }: ReferralCase) => requiredBefore ?? findReasonRequirement(found, handOffs);
  const findWithheld = (current: ReferralCase) =>
    why === undefined && !isReasonOptional ? findRequired(current) : undefined;
  const { current, isFirst, withheld } = await beginReading(deps, referralCase, found, findWithheld);
  const handOff = handOffOf(current, found);
  if (withheld) return { handOff, confirmationCode, notes: [], withheld };
  if (!isDetailReadable(handOff.status)) return { handOff, confirmationCode, notes: [] };
  const reasonRequired = findRequired(current);
  const { version } = current.head;
  const detail = await discloseDetail(deps, service, handOff, { version, confirmationCode, reasonRequired, why });
  const { amendment } = handOff;
  if (!amendment) return detail;

  // It is read once the service was shown it: a read that fails before that must not hide a stop.
  const after = await recordAmendmentRead(deps, current, handOff);
  // Corrected while it was read: what stands now is shown instead.
  if (after.head.version !== version) return readOnce(deps, service, id, reading, reasonRequired);
  const read = handOffOf(after, handOff);
  if (!isDetailReadable(read.status)) return { handOff: read, confirmationCode, notes: [] };
  return { ...detail, handOff: read, ...(!isFirst && { amended: amendment }) };
}

const handOffOf = ({ handOffs }: ReferralCase, found: HandOff): HandOff =>
  handOffs.find(({ number }) => number === found.number) ?? found;

interface BegunReading {
  current: ReferralCase;
  /** False where another read of this service came first. */
  isFirst: boolean;
  withheld?: ReasonRequirement | undefined;
}

/**
 * The first read is recorded before anything is shown, and shows what stands then.
 * @param findWithheld asked of the case as it is when the read is recorded: another service may accept it meanwhile
 */
async function beginReading(
  deps: HandOffDeps,
  referralCase: ReferralCase,
  { referral, number, service, status }: HandOff,
  findWithheld: (current: ReferralCase) => ReasonRequirement | undefined,
): Promise<BegunReading> {
  if (status !== 'queued') return { current: referralCase, isFirst: false, withheld: findWithheld(referralCase) };
  const decide = (current: ReferralCase): Outcome<ReasonRequirement> => {
    const withheld = findWithheld(current);
    return withheld ? { refused: withheld } : collectHandOff(current, number, service, deps.now());
  };
  const changed = await changeCase(deps.cases, referral, decide, { known: referralCase });
  if ('absent' in changed) return { current: referralCase, isFirst: false };
  const withheld = 'refused' in changed ? changed.refused : undefined;
  return { current: changed.referralCase, isFirst: 'changed' in changed, withheld };
}

/** @param referralCase as the service was shown it */
async function recordAmendmentRead(
  deps: HandOffDeps,
  referralCase: ReferralCase,
  { referral, number }: HandOff,
): Promise<ReferralCase> {
  const { version } = referralCase.head;
  const decide = (current: ReferralCase) => readAmendment(current, number, version);
  const changed = await changeCase(deps.cases, referral, decide, { known: referralCase });
  return 'absent' in changed ? referralCase : changed.referralCase;
}

interface DisclosureContext {
  /** The version of the referral that the case is at. */
  version: number;
  confirmationCode: string;
  reasonRequired: ReasonRequirement | undefined;
  why: string | undefined;
}

async function discloseDetail(
  deps: HandOffDeps,
  service: ServiceId,
  handOff: HandOff,
  { version, confirmationCode, reasonRequired, why }: DisclosureContext,
): Promise<HandOffDetail> {
  const record = await deps.ledger.get(handOff.referral, version);
  const agreement = deps.area.services.find((one) => one.id === service);
  if (!record?.sealed || !agreement) return { handOff, confirmationCode, notes: [] };
  const submission = JSON.parse(
    deps.keys.open(submissionPlace(record.id, record.version), record.sealed),
  ) as Submission;
  const at = deps.now();
  const { notes } = record.decision;
  const detail = composeDetail({ submission, notes }, agreement.sharing, { rules: deps.area.rules, now: at });
  const repeatVictimField = agreement.sharing.includes(repeatVictimPath)
    ? { repeatVictim: await isRepeatVictim(deps, record) }
    : {};
  const group = await readServiceGroup(deps, record, service);
  const { referral, number } = handOff;
  await deps.cases.disclose({
    referral,
    number,
    by: service,
    at: at.toISOString(),
    fields: findShownEntries(detail.shared, agreement.sharing),
    ...(reasonRequired && { reasonRequired }),
    ...(why !== undefined && { why: sealText(deps.keys, disclosureReasonPlace(referral), why) }),
    workOf: workOf(handOff),
    test: record.facts.test,
  });
  const reasonMissing = why === undefined ? reasonRequired : undefined;
  return {
    ...{ handOff, confirmationCode, ...detail, ...repeatVictimField },
    ...(group && { group }),
    ...(reasonMissing && { reasonMissing }),
  };
}

function workOf({ status, assignee }: HandOff): WorkOf {
  if (status === 'closed') return 'nobody';
  return assignee === undefined ? 'party' : { user: assignee };
}

/** Why a report changes nothing. */
export type ReportFault =
  | { refused: NotAllowed }
  | { reasonMissing: SafetyReasonNeed }
  | { standingVersion: number }
  | { wrongCode: true }
  /** The contact is in the future, or long before the hand-off. */
  | { misdated: ContactTimeFault }
  | { absent: true };

export type ReportResult =
  | { handOff: HandOff /** Messages left for the sweep to send. */; deferred: number }
  | ReportFault;

export interface ReportOptions {
  /** Required to accept: proves that the detail was read. */
  code?: string | undefined;
  /** The version of the referral that the reporter had read. */
  readVersion?: number | undefined;
  /** The revision of the hand-off on the page that was submitted. */
  seenRevision?: number | undefined;
}

export async function reportStatus(
  deps: HandOffDeps,
  service: ServiceId,
  id: HandOffId,
  serviceReport: ServiceReport,
  options: ReportOptions = {},
): Promise<ReportResult> {
  const parts = parseHandOffId(id);
  if (!parts) return { absent: true };
  const changed = await changeCase(deps.cases, parts.referral, async (referralCase): Promise<Outcome<ReportFault>> => {
    const handOff = referralCase.handOffs.find((one) => one.number === parts.number);
    const fault = findReportFault(deps, service, handOff, serviceReport, options);
    if (!handOff || fault) return { refused: fault ?? { absent: true } };
    const outcome = applyReport(referralCase, handOff.number, serviceReport, service, {
      area: deps.area,
      now: deps.now(),
      ...(await readAttempted(deps, referralCase, serviceReport)),
      readVersion: options.readVersion,
      seenRevision: options.seenRevision,
    });
    if (!('refused' in outcome)) return outcome;
    return { refused: 'allowed' in outcome.refused ? { refused: outcome.refused } : outcome.refused };
  });
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return changed.refused;
  const { handOffs } = changed.referralCase;
  const handOff = handOffs.find((one) => one.number === parts.number);
  if (!handOff) return { absent: true };
  const { deferred } = await sendOrDefer(deps, handOffs);
  return { handOff, deferred };
}

/** What is wrong with a report before the transition table is asked. */
function findReportFault(
  { keys, now }: HandOffDeps,
  service: ServiceId,
  handOff: HandOff | undefined,
  report: ServiceReport,
  { code }: ReportOptions,
): ReportFault | undefined {
  if (handOff?.service !== service) return { absent: true };
  const misdated = findContactTimeFault(report, handOff, now());
  if (misdated) return { misdated };
  const id = handOffId(handOff.referral, handOff.number);
  if (report.status === 'accepted' && code !== keys.confirmationCode(id)) return { wrongCode: true };
  return undefined;
}

/** Free text about the person is sealed with the referral's key. */
export function sealNote(deps: Pick<HandOffDeps, 'keys'>, id: HandOffId, note: string): string {
  const parts = parseHandOffId(id);
  if (!parts) throw new RangeError('not a hand-off id');
  return sealText(deps.keys, notePlace(parts.referral), note);
}
