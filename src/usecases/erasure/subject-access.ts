/**
 * Answers a subject access request (UK GDPR, article 15): what was sent about the person, what was decided and done,
 * and who was shown what. The request itself goes in the disclosure log too.
 */
import { type Area, partyName } from '#src/domain/area.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { retainedUntil } from '#src/domain/case/retention/retention.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { PersonMatch } from '#src/domain/person-match.ts';
import type { Submission } from '#src/domain/submission.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Disclosure } from '#src/usecases/ports/disclosures.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import { disclosureReasonPlace, notePlace } from '#src/usecases/ports/seals.ts';
import { openText, sealText } from '#src/usecases/sealed-text.ts';
import { findHeldAboutPerson, type HeldReferral, type PersonAsked } from './held-about-person.ts';

export interface AccessDeps {
  area: Area;
  ledger: Pick<Ledger, 'get' | 'byReference' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'findByCrime' | 'history' | 'disclose' | 'disclosures'>;
  keys: Pick<Keys, 'open' | 'seal' | 'person'>;
  now: Clock;
}

export interface SubjectAccessReport {
  reference: string;
  from: string;
  status: string;
  /** London ISO date; null while the case is open or under legal hold, and once erased. */
  keptUntil: string | null;
  erasedAt: string | null;
  /** Each version as sent; `said` is null once erased. */
  versions: { version: number; receivedAt: string; said: Submission | null; rulesVersion: string }[];
  handOffs: { service: string; status: string; since: string; outcome: string | null }[];
  history: { at: string; event: string; by: string; service?: string; reason?: string; note?: string; act?: string }[];
  /** Who was shown which fields, before this request. */
  shown: { at: string; by: string; fields: readonly string[]; reasonRequired?: ReasonRequirement; why?: string }[];
}

/** Finds a referral by its spoken reference, whoever sent it. */
export const findByReference = async (
  { ledger }: Pick<AccessDeps, 'ledger'>,
  reference: string,
): Promise<ReferralId | undefined> => (await ledger.byReference(reference))[0];

/** What may be the person's: enough to look it up by its reference, and nothing of what it says. */
export interface ReferralToConfirm {
  reference: string;
  from: string;
  receivedAt: string;
  because: PersonMatch[];
}

export interface SubjectAccessAnswer {
  referrals: SubjectAccessReport[];
  toConfirm: ReferralToConfirm[];
  notCompared: number;
}

/**
 * All that is held about a person. What is not certainly theirs is named and not printed, since it may be somebody else's: whoever has
 * looked asks again with its reference.
 * @param request the party that asks, and why; the reason is stored sealed in the disclosure log of what is printed
 */
export async function answerAboutPerson(
  deps: AccessDeps,
  asked: PersonAsked,
  request: { by: PartyId; why: string },
): Promise<SubjectAccessAnswer> {
  const { referrals, notCompared } = await findHeldAboutPerson(deps, asked);
  const reports: SubjectAccessReport[] = [];
  for (const { id, isCertain } of referrals) {
    const report = isCertain ? await answerSubjectAccess(deps, id, request) : undefined;
    if (report) reports.push(report);
  }
  const toConfirm = referrals.filter(({ isCertain }) => !isCertain).map((one) => toReferralToConfirm(deps, one));
  return { referrals: reports, toConfirm, notCompared };
}

const toReferralToConfirm = (
  { area }: Pick<AccessDeps, 'area'>,
  { first: { reference, sender, receivedAt }, because }: HeldReferral,
): ReferralToConfirm => ({ reference, from: partyName(area, sender), receivedAt, because });

/** @param request the party that asks, and why; the reason is stored sealed in the disclosure log */
export async function answerSubjectAccess(
  deps: AccessDeps,
  id: ReferralId,
  request: { by: PartyId; why: string },
): Promise<SubjectAccessReport | undefined> {
  const { area, ledger, cases, keys, now } = deps;
  const [referralCase, first] = [await cases.read(id), await ledger.get(id)];
  if (!first) return undefined;
  // What was received and is not dispatched yet has no case, and is held all the same.
  const head = referralCase?.head;
  const versions: SubjectAccessReport['versions'] = [];
  for (let version = 1; version <= (head?.version ?? 1); version++) {
    const record = version === 1 ? first : await ledger.get(id, version);
    if (!record) continue;
    const said = openSubmission(keys, record) ?? null;
    versions.push({ version, receivedAt: record.receivedAt, said, rulesVersion: record.decision.rulesVersion });
  }
  const shown = (await cases.disclosures(id)).map((one) => openDisclosure(keys, id, one));
  const history = (await cases.history(id)).map((event) => openEvent(keys, id, event));
  const why = sealText(keys, disclosureReasonPlace(id), request.why);
  await cases.disclose({
    referral: id,
    number: 0,
    by: request.by,
    at: now().toISOString(),
    fields: ['everything'],
    why,
    workOf: undefined,
    test: first.facts.test,
  });
  return {
    reference: first.reference,
    from: partyName(area, first.sender),
    status: head?.status ?? 'received',
    keptUntil: (head && retainedUntil(head, area.rules)) ?? null,
    erasedAt: head?.erasedAt ?? null,
    versions,
    handOffs: (referralCase?.handOffs ?? []).map(({ service, status, since, outcome }) => ({
      service: partyName(area, service),
      status,
      since,
      outcome: outcome ?? null,
    })),
    history,
    shown,
  };
}

const openDisclosure = (
  keys: Pick<Keys, 'open'>,
  id: ReferralId,
  { at, by, fields, reasonRequired, why }: Disclosure,
) => ({
  at,
  by,
  fields,
  ...(reasonRequired && { reasonRequired }),
  ...(why === undefined ? {} : { why: openText(keys, disclosureReasonPlace(id), why) }),
});

const openEvent = (
  keys: Pick<Keys, 'open'>,
  id: ReferralId,
  { at, event, by, service, reason, note, act }: HistoryEvent,
) => ({
  at,
  event,
  by,
  ...(service === undefined ? {} : { service }),
  ...(reason === undefined ? {} : { reason }),
  ...(act === undefined ? {} : { act }),
  ...(note === undefined ? {} : { note: openText(keys, notePlace(id), note) }),
});
