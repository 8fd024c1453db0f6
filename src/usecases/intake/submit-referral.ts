/** Accepts a referral: validates it, judges it and stores it with one write. One sent before is not stored again. */
import type { Area } from '#src/domain/area.ts';
import { canonicalJson } from '#src/domain/canonical.ts';
import { releaseDatesOf } from '#src/domain/case/triage/release.ts';
import { caseFactsOf } from '#src/domain/counting/case-facts.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import { groupIdentity, type ReferralReferences, referralIdentity } from '#src/domain/identity.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { judge } from '#src/domain/judge.ts';
import { consentGivenAt } from '#src/domain/judgement/consent.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Counters } from '#src/usecases/ports/counters.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { type CurrentReferral, readCurrent } from '#src/usecases/read-current.ts';
import { sealReferences } from './case-references.ts';
import { hashPerson } from './person-hashes.ts';
import { hashContent, isAcceptedContent, isSameContent, type ReadAsAccepted } from './same-content.ts';

/**
 * Parses a body into a normalised submission, or lists everything that is wrong with it. In a correction, a detail that
 * is unchanged from the accepted version is not refused.
 */
export type ParseSubmission = (
  body: unknown,
  sender: Sender,
  now: Date,
  accepted?: Submission,
) => ParsedSubmission | Promise<ParsedSubmission>;
export type ParsedSubmission =
  /** `standing`: JSON Pointers of details that today's formats refuse, kept as they were accepted. */
  | { submission: Submission; standing: readonly string[] }
  /** `references` as far as they can be read: what was accepted before is recognised by them. */
  | { refused: Refusal; references?: ReferralReferences };

export interface SubmitDeps {
  area: Area;
  parseSubmission: ParseSubmission;
  readAsAccepted: ReadAsAccepted;
  keys: Keys;
  ledger: Pick<Ledger, 'put' | 'get'>;
  /** Read only where the referral was sent before. */
  cases: Pick<Cases, 'read'>;
  counters: Counters;
  log: Log;
  now: Clock;
}

export type SubmitResult =
  | { refused: Refusal }
  | { created: LedgerRecord }
  | { replayed: CurrentReferral }
  | { conflict: CurrentReferral }
  | { dryRun: LedgerRecord };

export interface SubmitOptions {
  /** Gives the same answer, stores nothing and counts nothing. */
  dryRun?: boolean;
  /** The body as it was sent, where unknown fields were dropped from it. */
  sentBody?: unknown;
}

/** @param body parsed JSON, not yet validated */
export async function submitReferral(
  deps: SubmitDeps,
  sender: Sender,
  body: unknown,
  { dryRun = false, sentBody }: SubmitOptions = {},
): Promise<SubmitResult> {
  const prepared = await prepareRecord(deps, sender, body);
  if ('refused' in prepared) {
    const { refused, id, submission } = prepared;
    // A resend of an accepted referral is a replay, even if the rules or the date would now refuse it.
    const earlier = id && (await deps.ledger.get(id));
    const again = earlier && (await recogniseResend(deps, earlier, { body, submission }));
    if (!again?.isReplay) return { refused };
    if (!dryRun) await countDuplicate(deps, again.current);
    return { replayed: again.current };
  }
  const { record, submission } = prepared;
  const earlier = dryRun
    ? await deps.ledger.get(record.id)
    : await putOrFind(deps, sentBody === undefined ? record : withSentBody(deps.keys, record, sentBody));
  if (!earlier && dryRun) return { dryRun: record };
  if (!earlier) {
    await countCharacteristics(deps, record, submission);
    return { created: record };
  }
  const { current, isReplay } = await recogniseResend(deps, earlier, { body, submission });
  if (!dryRun) await countDuplicate(deps, current);
  return isReplay ? { replayed: current } : { conflict: current };
}

/** Returns the record that has this id already; undefined once this one is stored. */
async function putOrFind({ ledger }: SubmitDeps, record: LedgerRecord): Promise<LedgerRecord | undefined> {
  const result = await ledger.put(record);
  return result.stored ? undefined : result.existing;
}

interface Sent {
  body: unknown;
  /** Undefined where today's formats refuse the body. */
  submission: Submission | undefined;
}

/** How the referral stands, and whether any of its versions says what was sent. */
async function recogniseResend(
  deps: SubmitDeps,
  first: LedgerRecord,
  { body, submission }: Sent,
): Promise<{ current: CurrentReferral; isReplay: boolean }> {
  const isSame = (version: LedgerRecord | undefined): boolean | Promise<boolean> =>
    version !== undefined &&
    (submission ? isSameContent(deps.keys, version, { body, submission }) : isAcceptedContent(deps, version, body));
  const current = await readCurrent(deps, first);
  if (await isSame(first)) return { current, isReplay: true };
  for (let { version } = current.record; version > 1; version--) {
    const isNewest = version === current.record.version;
    if (await isSame(isNewest ? current.record : await deps.ledger.get(first.id, version)))
      return { current, isReplay: true };
  }
  return { current, isReplay: false };
}

const withSentBody = (keys: Keys, record: LedgerRecord, sentBody: unknown): LedgerRecord => ({
  ...record,
  sentBodyHash: keys.bodyHash(canonicalJson(sentBody)),
});

interface RefusedRecord {
  refused: Refusal;
  /** Undefined where its references cannot be read. */
  id?: ReferralId;
  /** Undefined where today's formats refuse the body. */
  submission?: Submission;
}

/**
 * Validates and judges a body, and builds the record to store. Writes nothing.
 * @param corrected in a correction, the version that it corrects; undefined content where that is erased
 */
export async function prepareRecord(
  deps: Pick<SubmitDeps, 'area' | 'parseSubmission' | 'keys' | 'now'>,
  sender: Sender,
  body: unknown,
  corrected?: { version: number; accepted: Submission | undefined },
): Promise<{ record: LedgerRecord; submission: Submission } | RefusedRecord> {
  const { area, keys } = deps;
  const now = deps.now();
  const accepted = corrected?.accepted;
  const parsed = await deps.parseSubmission(body, sender, now, accepted);
  if ('refused' in parsed) {
    const { refused, references } = parsed;
    return references ? { refused, id: keys.identify(referralIdentity(sender.id, references)).id } : { refused };
  }
  const { submission, standing } = parsed;
  const { id, reference } = keys.identify(referralIdentity(sender.id, submission));
  const judged = judge({ submission, sender, area, now, standing, ...(accepted && { accepted }) });
  if ('refused' in judged) return { refused: judged.refused, id, submission };
  const { decision } = judged;
  const group = groupIdentity(sender.id, submission);
  const releaseDates = releaseDatesOf(submission, londonDate(now));
  const agreedAt = consentGivenAt(submission);
  const version = (corrected?.version ?? 0) + 1;
  const record: LedgerRecord = {
    id,
    version,
    sender: sender.id,
    senderKind: sender.kind,
    reference,
    bodyHash: hashContent(keys, submission),
    receivedAt: now.toISOString(),
    decision,
    facts: factsOf(deps.area, sender, submission, decision, now),
    // Nobody real is known again by a test.
    ...(sender.test ? {} : hashPerson(keys, submission.victim)),
    ...(submission.offence.occurredOn ? { occurredOn: submission.offence.occurredOn } : {}),
    ...(agreedAt !== undefined && { consentGivenAt: agreedAt }),
    ...(group && { group: keys.group(group) }),
    references: sealReferences(keys, id, sender.id, submission),
    ...(releaseDates && { releaseDates }),
    sealed: keys.seal(submissionPlace(id, version), JSON.stringify(submission)),
  };
  return { record, submission };
}

const factsOf = (area: Area, sender: Sender, submission: Submission, decision: Decision, now: Date) =>
  caseFactsOf({
    submission,
    sender,
    area,
    enhancedRights: decision.enhancedRights,
    riskLevel: decision.riskLevel,
    priority: decision.priority,
    now,
  });

/** The referral is stored, and its sender must not be told otherwise: what cannot be counted now is not counted. */
async function countCharacteristics(
  { counters, log }: SubmitDeps,
  { id, facts, decision, receivedAt }: LedgerRecord,
  { characteristics }: Submission,
): Promise<void> {
  if (!characteristics) return;
  const day = londonDate(new Date(receivedAt));
  const services = decision.chosen.map((chosen) => chosen.service);
  await counters.addCharacteristics({ day, facts, services, characteristics }).catch((error: unknown) => {
    log.warn('characteristics-not-counted', { referralId: id, ...errorFields(error) });
  });
}

/** The sender is told that the referral is known, whether or not that can be counted now. */
async function countDuplicate(
  { counters, log, now }: SubmitDeps,
  { first: { id, facts, decision } }: CurrentReferral,
): Promise<void> {
  const services = decision.chosen.map((chosen) => chosen.service);
  await counters.add([{ measure: 'duplicates', day: londonDate(now()), facts, services }]).catch((error: unknown) => {
    log.warn('duplicate-not-counted', { referralId: id, ...errorFields(error) });
  });
}
