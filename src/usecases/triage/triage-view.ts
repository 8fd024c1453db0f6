/** A case as triage sees it, to decide. */

import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import type { ReportedWays } from '#src/domain/case/report/reported-ways.ts';
import { canDecideDuplicate, canRoute, canWithdraw } from '#src/domain/case/triage/allowed-actions.ts';
import { type PersonRefusal, refusalOf, unlessAgreedSince } from '#src/domain/case/triage/refusal.ts';
import { findRouteOptions, type RouteOptions } from '#src/domain/case/triage/route-options.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { FirstContact } from '#src/domain/detail/first-contact.ts';
import { composeDetail, duplicateSharing, triageSharing } from '#src/domain/detail/service-detail.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { WorkOf } from '#src/domain/openings.ts';
import { fieldPaths } from '#src/domain/submission/registry.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import { type ContactNotes, openContactNotes } from '#src/usecases/service/contact-notes.ts';
import { readTimeline, type TimelineEvent } from '#src/usecases/service/notes.ts';
import { readGroup } from '#src/usecases/service/read-group.ts';
import { readReportedWays } from '#src/usecases/service/reported-ways.ts';
import { nameAgents, type StaffDeps } from '#src/usecases/staff/staff.ts';
import { readOther } from './other-referrals.ts';
import { findRefusalOf } from './related-referrals.ts';
import { ensureRecorded, type TriageDeps } from './triage.ts';

/** The fields of two referrals by which the hub tells whether they are of one incident. */
export interface ComparedReferrals {
  own: PartialSubmission;
  other: PartialSubmission;
}

export interface TriageView {
  referralCase: ReferralCase;
  /** What the rules decided about each service; the personal data stays sealed. */
  decision: Decision;
  /** With what the hub typed, and its own notes; without the notes of others. */
  history: TimelineEvent[];
  /** What to know before anybody makes contact; absent once the case is over. */
  firstContact?: FirstContact;
  /** What has come to be known of the ways since, as marks alone; absent as the first contact is. */
  contactState?: ReportedWays & { isStopped: boolean };
  /** Who referred, and how they are reached; absent as the first contact is. */
  referrer?: PartialSubmission['referrer'];
  /** What services said about contact; absent as the first contact is. */
  contactNotes?: ContactNotes;
  /** What each service takes now; absent where the case may not be routed. */
  options?: RouteOptions;
  /** Heads of other referrals of the same event. */
  group: CaseHead[];
  /** The other referral of a possible duplicate, or the one that goes on. */
  other?: ReferralCase;
  /** While it is to be decided. */
  compared?: ComparedReferrals;
  /** The person said no, to this referral or to another of what may be the same crime, and not yes since; while it is open. */
  refusal?: PersonRefusal;
}

/**
 * The referral as triage sees it: the decision, the history, who referred, and how to make contact safely, without what
 * says who the person is. What was said in either referral is put in its disclosure log.
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
  const [timeline, group = [], other] = await Promise.all([
    readTimeline(deps, party, id).then((events) => nameAgents(deps, party, id, events)),
    readGroup(deps, head),
    possibleDuplicateOf && readOther(deps, id, possibleDuplicateOf),
  ]);
  const compared = other && (await compareReferrals(deps, party, { head, record }, other));
  const shown = submission && (await disclose(deps, party, record, triageSharing, workOf(head)));
  const contactState = shown && (await readContactState(deps, referralCase, timeline));
  const refusal = await readRefusal(deps, record, referralCase);
  const context = { area: deps.area, now: deps.now() };
  return {
    referralCase,
    decision: record.decision,
    history: timeline.map((event) => openReason(deps, id, event)),
    group,
    ...(shown && {
      firstContact: shown.firstContact,
      ...(contactState && { contactState }),
      ...(shown.shared.referrer && { referrer: shown.shared.referrer }),
      contactNotes: openContactNotes(deps.keys, referralCase, timeline),
    }),
    ...(submission && canRoute(head) && { options: findRouteOptions(submission, head.facts, context) }),
    ...(other && { other }),
    ...(compared && { compared }),
    ...(refusal && { refusal }),
  };
}

async function readRefusal(
  deps: TriageDeps,
  record: LedgerRecord,
  referralCase: ReferralCase,
): Promise<PersonRefusal | undefined> {
  const { head } = referralCase;
  if (!canWithdraw(head, 'triage')) return undefined;
  const own = unlessAgreedSince(refusalOf(referralCase), record.consentGivenAt);
  return own ?? findRefusalOf(deps, record, head);
}

/** What is not on the hub's list waits for nobody there. */
const workOf = ({ triage }: CaseHead): WorkOf => (triage ? 'party' : 'nobody');

/** The versions are compared by what the hub is not shown: only the marks leave this. */
async function readContactState(
  deps: TriageDeps,
  { head: { id, version }, handOffs }: ReferralCase,
  timeline: readonly HistoryEvent[],
): Promise<TriageView['contactState']> {
  const reported = await readReportedWays(deps, { id, version, sharing: fieldPaths }, timeline);
  return { ...reported, isStopped: handOffs.some(({ status }) => status === 'suspended') };
}

/** Where somebody typed why, or what the referrer should do. What services noted about contact is opened apart. */
const typedEvents: readonly CaseEvent[] = [
  'routed',
  'overridden',
  'returned',
  'withdrawn',
  'reviewed',
  'not-duplicate',
  'legal-hold',
];

/** The note is gone once the referral is erased. */
const openReason = ({ keys }: Pick<TriageDeps, 'keys'>, id: ReferralId, event: TimelineEvent): TimelineEvent =>
  event.note !== undefined && typedEvents.includes(event.event)
    ? { ...event, text: openText(keys, notePlace(id), event.note) }
    : event;

async function compareReferrals(
  deps: TriageDeps,
  party: PartyId,
  { head, record }: { head: CaseHead; record: LedgerRecord },
  other: ReferralCase,
): Promise<ComparedReferrals | undefined> {
  if (!canDecideDuplicate(head)) return undefined;
  const otherRecord = await deps.ledger.get(other.head.id, other.head.version);
  const [own, theirs] = await Promise.all([
    disclose(deps, party, record, duplicateSharing, 'party'),
    otherRecord && disclose(deps, party, otherRecord, duplicateSharing, 'party'),
  ]);
  return own && theirs && { own: own.shared, other: theirs.shared };
}

/** Opens these fields of a version and puts that in the disclosure log; undefined once it is erased. */
async function disclose(
  { area, cases, keys, now }: TriageDeps,
  by: PartyId,
  record: LedgerRecord,
  fields: readonly string[],
  work: WorkOf,
) {
  const submission = openSubmission(keys, record);
  if (!submission) return undefined;
  const at = now();
  const context = { rules: area.rules, now: at };
  const { firstContact, shared } = composeDetail({ submission, notes: record.decision.notes }, fields, context);
  const { test } = record.facts;
  await cases.disclose({ referral: record.id, number: 0, by, at: at.toISOString(), fields, workOf: work, test });
  return { firstContact, shared };
}
