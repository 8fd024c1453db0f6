/** Accepts a referral: validates it, judges it and stores it with one write. */
import type { Area } from '#src/domain/area.ts';
import { canonicalJson } from '#src/domain/canonical.ts';
import { releaseDatesOf } from '#src/domain/case/release.ts';
import { caseFactsOf } from '#src/domain/counting/case-facts.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import { groupIdentity, type ReferralReferences, referralIdentity } from '#src/domain/identity.ts';
import { judge } from '#src/domain/judge.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { hashPerson } from './person-hashes.ts';
import type { Clock, Counters, Keys, Ledger, LedgerRecord } from './ports.ts';

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
  keys: Keys;
  ledger: Ledger;
  counters: Counters;
  now: Clock;
}

export type SubmitResult =
  | { refused: Refusal }
  | { created: LedgerRecord }
  | { replayed: LedgerRecord }
  | { conflict: LedgerRecord }
  | { dryRun: LedgerRecord };

export interface SubmitOptions {
  /** Gives the same answer and stores nothing. */
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
    const { refused, identity } = prepared;
    const earlier = identity && !dryRun ? await deps.ledger.get(identity.id) : undefined;
    // A resend of an accepted referral is a replay, even if the rules or the date would now refuse it.
    return earlier && wasAccepted(earlier, identity?.bodyHash) ? replay(deps, earlier) : { refused };
  }
  const record = sentBody === undefined ? prepared.record : withSentBody(deps.keys, prepared.record, sentBody);
  if (dryRun) return { dryRun: record };
  const putResult = await deps.ledger.put(record);
  if (putResult.stored) return { created: record };
  if (putResult.existing.bodyHash === record.bodyHash) return replay(deps, putResult.existing);
  await countDuplicate(deps, putResult.existing);
  return { conflict: putResult.existing };
}

/** A body whose unknown fields were dropped was accepted as it was sent, too. */
const wasAccepted = ({ bodyHash, sentBodyHash }: LedgerRecord, hash: string | undefined): boolean =>
  hash !== undefined && (hash === bodyHash || hash === sentBodyHash);

const withSentBody = (keys: Keys, record: LedgerRecord, sentBody: unknown): LedgerRecord => ({
  ...record,
  sentBodyHash: keys.bodyHash(canonicalJson(sentBody)),
});

interface Identity {
  id: LedgerRecord['id'];
  bodyHash: string;
}

/**
 * Validates and judges a body, and builds the record to store. Writes nothing.
 * @param corrected in a correction, the version that it corrects; undefined content where that is erased
 */
export async function prepareRecord(
  deps: Omit<SubmitDeps, 'ledger' | 'counters'>,
  sender: Sender,
  body: unknown,
  corrected?: { version: number; accepted: Submission | undefined },
): Promise<{ record: LedgerRecord; submission: Submission } | { refused: Refusal; identity?: Identity }> {
  const { area, keys } = deps;
  const now = deps.now();
  const accepted = corrected?.accepted;
  const parsed = await deps.parseSubmission(body, sender, now, accepted);
  const bodyHash = keys.bodyHash(canonicalJson(body));
  if ('refused' in parsed) {
    const { refused, references } = parsed;
    if (!references) return { refused };
    return { refused, identity: { id: keys.identify(referralIdentity(sender.id, references)).id, bodyHash } };
  }
  const { submission, standing } = parsed;
  const { id, reference } = keys.identify(referralIdentity(sender.id, submission));
  const judged = judge({ submission, sender, area, now, standing, ...(accepted && { accepted }) });
  if ('refused' in judged) return { refused: judged.refused, identity: { id, bodyHash } };
  const { decision } = judged;
  const group = groupIdentity(sender.id, submission);
  const releaseDates = releaseDatesOf(submission, londonDate(now));
  const record: LedgerRecord = {
    id,
    version: (corrected?.version ?? 0) + 1,
    sender: sender.id,
    senderKind: sender.kind,
    reference,
    bodyHash,
    receivedAt: now.toISOString(),
    decision,
    facts: factsOf(deps.area, sender, submission, decision, now),
    ...hashPerson(keys, submission.victim),
    ...(submission.offence.occurredOn ? { occurredOn: submission.offence.occurredOn } : {}),
    ...(group && { group: keys.group(group) }),
    ...(releaseDates && { releaseDates }),
    sealed: keys.seal(id, JSON.stringify(submission)),
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
    now,
  });

async function replay(deps: SubmitDeps, record: LedgerRecord): Promise<SubmitResult> {
  await countDuplicate(deps, record);
  return { replayed: record };
}

const countDuplicate = (deps: SubmitDeps, { facts, decision }: LedgerRecord): Promise<void> =>
  deps.counters.add([
    {
      measure: 'duplicates',
      day: londonDate(deps.now()),
      facts,
      services: decision.chosen.map((chosen) => chosen.service),
    },
  ]);
