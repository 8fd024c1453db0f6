/** What triage does with referrals that could not be handed off. */
import type { Case, Head, HistoryEvent, NotAllowed, Setting } from '#src/domain/case/model.ts';
import { returnToSender, routeByHand, withdraw } from '#src/domain/case/take-back.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ReturnReason, WithdrawReason } from '#src/domain/vocabulary.ts';
import { type Changed, changeCase } from './change-case.ts';
import { type RecordDeps, standingCase } from './dispatch-referral.ts';
import { sealText } from './own-referrals.ts';
import type { Keys, ListPage } from './ports.ts';
import { type SendDeps, sendOrLeave } from './send-hand-offs.ts';

export interface TriageDeps extends RecordDeps, SendDeps {
  keys: Keys;
  setting: Omit<Setting, 'now'>;
}

export const listTriage = (deps: Pick<TriageDeps, 'cases'>, cursor?: string): Promise<ListPage<Head>> =>
  deps.cases.triageList(cursor);

export type Triaged =
  | { whole: Case; left: number }
  | { notAllowed: NotAllowed }
  | { unknownService: true }
  | { absent: true };

/** @param instruction its reason is free text, stored sealed */
export async function routeForHub(
  deps: TriageDeps,
  party: string,
  id: ReferralId,
  told: { service: string; reason: string },
): Promise<Triaged> {
  const service = deps.area.services.find((one) => one.id === told.service && one.availability === 'open');
  if (!service) return { unknownService: true };
  if (!(await standing(deps, id))) return { absent: true };
  const note = sealText(deps.keys, id, told.reason);
  const changed = await changeCase(deps.cases, id, (whole) =>
    routeByHand(whole, service, note, party, { ...deps.setting, now: deps.now() }),
  );
  return settled(deps, changed);
}

/** @param instruction its advice is free text, stored sealed */
export async function returnForHub(
  deps: TriageDeps,
  party: string,
  id: ReferralId,
  told: { reason: ReturnReason; advice: string },
): Promise<Triaged> {
  if (!(await standing(deps, id))) return { absent: true };
  const advice = sealText(deps.keys, id, told.advice);
  const changed = await changeCase(deps.cases, id, (whole) =>
    returnToSender(whole, told.reason, advice, party, deps.now()),
  );
  return settled(deps, changed);
}

/** Finds a referral by its spoken reference, whoever sent it. */
export const findForHub = async (
  { ledger }: Pick<TriageDeps, 'ledger'>,
  reference: string,
): Promise<ReferralId | undefined> => (await ledger.byReference(reference))[0];

/** Records a referral that has not been dispatched yet. @returns false when it does not exist */
async function standing(deps: TriageDeps, id: ReferralId): Promise<boolean> {
  if (await deps.cases.read(id)) return true;
  if (!(await deps.ledger.get(id))) return false;
  await standingCase(deps, id);
  return true;
}

async function settled(deps: TriageDeps, changed: Changed): Promise<Triaged> {
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return { notAllowed: changed.refused };
  const { left } = await sendOrLeave(deps, changed.whole.handOffs);
  return { whole: changed.whole, left };
}

/** Withdraws a referral on behalf of its sender, for example after a call from the victim. */
export async function withdrawForHub(
  deps: TriageDeps,
  party: string,
  id: ReferralId,
  reason: WithdrawReason,
): Promise<Triaged> {
  if (!(await standing(deps, id))) return { absent: true };
  const by = { party, mover: 'hub' } as const;
  return settled(deps, await changeCase(deps.cases, id, (whole) => withdraw(whole, reason, by, deps.now())));
}

export interface HubView {
  whole: Case;
  /** What the rules decided about each service; the personal data stays sealed. */
  decision: Decision;
  history: HistoryEvent[];
}

/** The referral as triage sees it: the decision and the history, without personal data. */
export async function readForHub(deps: TriageDeps, id: ReferralId): Promise<HubView | undefined> {
  if (!(await standing(deps, id))) return undefined;
  const whole = await deps.cases.read(id);
  const record = whole && (await deps.ledger.get(id, whole.head.version));
  return whole && record && { whole, decision: record.decision, history: await deps.cases.history(id) };
}
