/**
 * Sends what people are told by e-mail. Each notice was written with the change that gives reason for it; here it is read
 * what it asks now, those of one address are put together, and it is recorded what went. After a crash between an e-mail
 * and its record the e-mail goes again, after a pause: it asks nothing but to look at a page, so its effect is the same.
 */
import { partyName } from '#src/domain/area.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { isReferralId, type PartyId, type ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import {
  type AddressState,
  type ComposeMail,
  type MailAddresses,
  type MailContent,
  type Mailer,
  MailFailed,
  type MailItem,
  type WaitingNotice,
} from '#src/usecases/ports/mail.ts';
import { prepareItem } from './mail-item.ts';
import { findRecipients, type Recipient, type RecipientDeps } from './mail-recipients.ts';
import { addMorningNotice, type MorningDeps, readMorningSummary } from './morning-summary.ts';
import {
  beginAttempt,
  isUsedUp,
  type MailResult,
  type Pending,
  park,
  putOff,
  type SettleDeps,
  settle,
} from './settle-notice.ts';

export interface MailDeps extends RecipientDeps, MorningDeps, SettleDeps {
  cases: Pick<Cases, 'read' | 'triageList'>;
  addresses: MailAddresses;
  mailer: Mailer;
  compose: ComposeMail;
}

const minuteMs = 60_000;
/** Within this time an address gets others than urgent notices once. */
const bundleMs = 15 * minuteMs;
/** With less time left no further e-mail is begun; the next run goes on. */
const minTimeLeftMs = 20_000;

/** An e-mail in the making: all that is for one address of one party. */
interface Draft {
  recipient: Recipient;
  state: AddressState;
  pending: Pending[];
}

/** @param timeLeftMs time until the function is stopped */
export async function sendDueMail(deps: MailDeps, timeLeftMs = () => Number.POSITIVE_INFINITY): Promise<MailResult> {
  const result: MailResult = { sent: 0, failed: 0, parked: 0 };
  await addMorningNotice(deps);
  const drafts = await prepareDrafts(deps, result, () => timeLeftMs() > 2 * minTimeLeftMs);
  for (const draft of drafts) {
    const handle = timeLeftMs() < minTimeLeftMs ? leaveDraft : sendDraft;
    await handle(deps, draft, result);
  }
  return result;
}

async function prepareDrafts(deps: MailDeps, result: MailResult, hasTimeLeft: () => boolean): Promise<Draft[]> {
  const drafts = new Map<string, Draft>();
  const readCase = caseReader(deps);
  for await (const notice of deps.notices.due(deps.now().toISOString())) {
    if (!hasTimeLeft()) break;
    if ('fault' in notice) {
      deps.log.warn('mail-failed', { reason: 'unreadable', ...errorFields(notice.fault) });
      await record(deps, result, () => park(deps, notice, 'unreadable', result));
      continue;
    }
    let prepared: Awaited<ReturnType<typeof prepareNotice>>;
    const failure = await tryTo(deps, {}, async () => {
      prepared = await prepareNotice(deps, notice, readCase, result);
    });
    // One notice that cannot be read must not keep back the others.
    if (failure !== undefined) await record(deps, result, () => putOff(deps, { notice }, failure, result));
    if (!prepared) continue;
    for (const { recipient, state } of prepared.addressees) {
      const key = `${recipient.party.id} ${recipient.hash}`;
      const draft = drafts.get(key) ?? { recipient, state, pending: [] };
      draft.pending.push(prepared.pending);
      drafts.set(key, draft);
    }
  }
  return [...drafts.values()];
}

/** Cases are read once in a run: many notices may be of one. */
function caseReader({ cases }: Pick<MailDeps, 'cases'>) {
  const known = new Map<ReferralId, Promise<ReferralCase | undefined>>();
  return (id: ReferralId): Promise<ReferralCase | undefined> => {
    const reading = known.get(id) ?? cases.read(id);
    known.set(id, reading);
    return reading;
  };
}

/** Undefined where nothing of it is sent in this run: it is finished, or waits. */
async function prepareNotice(
  deps: MailDeps,
  notice: WaitingNotice,
  readCase: ReturnType<typeof caseReader>,
  result: MailResult,
): Promise<{ pending: Pending; addressees: { recipient: Recipient; state: AddressState }[] } | undefined> {
  const at = deps.now().toISOString();
  if (isUsedUp(notice)) {
    await park(deps, notice, 'not-recorded', result);
    return undefined;
  }
  const referralCase = isReferralId(notice.id) ? await readCase(notice.id) : undefined;
  const item = referralCase && (await prepareItem({ read: readCase }, referralCase, notice));
  if (isReferralId(notice.id) && !item) {
    await deps.notices.finish(notice, 'overtaken', at);
    return undefined;
  }
  const recipients = await findRecipients(deps, notice, referralCase?.head.version);
  if (recipients.length === 0) {
    await deps.notices.finish(notice, 'no-address', at);
    return undefined;
  }
  const states = await deps.addresses.states(recipients.map(({ hash }) => hash));
  const pending: Pending = {
    notice,
    ...(item && { item }),
    open: new Set(),
    told: 0,
    isBegun: false,
    isMarked: false,
    isUnwanted: false,
  };
  const addressees = recipients.flatMap((recipient) => {
    const state = states.get(recipient.hash) ?? { isMarked: false, isUrgentOnly: false };
    if (!mayWriteTo(pending, recipient, state, deps.now().getTime())) return [];
    pending.open.add(recipient.hash);
    return [{ recipient, state }];
  });
  if (addressees.length > 0) return { pending, addressees };
  await settle(deps, pending, result);
  return undefined;
}

/** Notes in `pending` why not. */
function mayWriteTo(pending: Pending, { hash }: Recipient, state: AddressState, now: number): boolean {
  const { notice } = pending;
  if (notice.told.includes(hash)) {
    pending.told += 1;
    return false;
  }
  if (state.isMarked) pending.isMarked = true;
  else if (notice.isUrgent) return true;
  else if (state.isUrgentOnly) pending.isUnwanted = true;
  else {
    const free = state.lastBundleAt === undefined ? 0 : Date.parse(state.lastBundleAt) + bundleMs;
    if (free <= now) return true;
    pending.waitsUntil = Math.min(pending.waitsUntil ?? free, free);
  }
  return false;
}

type Outcome = 'sent' | 'nothing' | { failure: string };

async function sendDraft(deps: MailDeps, { recipient, pending }: Draft, result: MailResult): Promise<void> {
  const { hash } = recipient;
  const outcome = await trySending(deps, recipient, pending);
  for (const one of pending) await recordOutcome(deps, one, { hash, outcome }, result);
  if (outcome !== 'sent') return;
  result.sent += 1;
  if (pending.some(({ notice }) => !notice.isUrgent))
    await tryTo(deps, {}, () => deps.addresses.recordBundle(hash, deps.now().toISOString()));
}

async function recordOutcome(
  deps: MailDeps,
  one: Pending,
  { hash, outcome }: { hash: string; outcome: Outcome },
  result: MailResult,
): Promise<void> {
  one.open.delete(hash);
  if (outcome === 'sent') one.told += 1;
  else if (outcome !== 'nothing') one.hasFailed = outcome.failure;
  const isLast = one.open.size === 0;
  const staysOpen = !isLast || one.hasFailed !== undefined || one.waitsUntil !== undefined;
  if (outcome === 'sent' && staysOpen) {
    const failure = await tryTo(deps, {}, () => deps.notices.recordTold(one.notice, hash));
    if (failure !== undefined) one.hasFailed = failure;
  }
  if (isLast) await record(deps, result, () => settle(deps, one, result));
}

/** The next run sends it: what was begun for another address is not counted as an attempt. */
async function leaveDraft(deps: MailDeps, { recipient, pending }: Draft, result: MailResult): Promise<void> {
  for (const one of pending) {
    one.open.delete(recipient.hash);
    if (!one.isBegun) continue;
    one.waitsUntil = deps.now().getTime();
    if (one.open.size === 0) await record(deps, result, () => settle(deps, one, result));
  }
}

async function trySending(deps: MailDeps, recipient: Recipient, pending: readonly Pending[]): Promise<Outcome> {
  const { address, party } = recipient;
  let hasContent = false;
  const failure = await tryTo(deps, { party: party.id }, async () => {
    const content = await mailContent(deps, recipient, pending);
    if (!content) return;
    hasContent = true;
    for (const one of pending) await beginAttempt(deps, one);
    await deps.mailer.send({ to: address, ...deps.compose(content), party: party.id });
  });
  if (failure !== undefined) return { failure };
  return hasContent ? 'sent' : 'nothing';
}

/** A record that fails must not end the run: its notice is looked at again. */
async function record(deps: MailDeps, result: MailResult, write: () => Promise<void>): Promise<void> {
  if ((await tryTo(deps, {}, write)) !== undefined) result.failed += 1;
}

/** @returns the code of what failed, which is logged; undefined where nothing did */
async function tryTo(
  { log }: MailDeps,
  fields: { party?: PartyId },
  work: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const reason = error instanceof MailFailed ? error.reason : error instanceof Error ? error.name : 'Error';
    log.warn('mail-failed', { ...fields, reason, ...errorFields(error) });
    return reason;
  }
}

/** Undefined where nothing is to be told: nothing waits in the morning. */
async function mailContent(
  deps: MailDeps,
  { party, audience }: Recipient,
  pending: readonly Pending[],
): Promise<MailContent | undefined> {
  const items = withoutRepeats(pending.flatMap(({ item }) => item ?? []));
  const has = (kind: WaitingNotice['kind']) => pending.filter(({ notice }) => notice.kind === kind);
  const summary = has('morning').length > 0 ? await readMorningSummary(deps) : undefined;
  const newlyMarked = has('address-marked').flatMap(({ notice }) =>
    notice.party === undefined ? [] : partyName(deps.area, notice.party),
  );
  if (items.length === 0 && !summary && newlyMarked.length === 0) return undefined;
  return {
    audience,
    recipient: party.name,
    items,
    ...(summary && { summary }),
    ...(newlyMarked.length > 0 && { newlyMarked: [...new Set(newlyMarked)] }),
  };
}

/** Each thing asked once: who opens a new hand-off sees its corrections too. */
function withoutRepeats(items: readonly MailItem[]): MailItem[] {
  const paths = new Set(items.filter(({ kind }) => kind === 'new-hand-off').map(({ path }) => path));
  const isNew = ({ kind, path }: MailItem): boolean =>
    !paths.has(path) || kind === 'new-hand-off' || kind === 'stop-contact';
  const once = new Map(items.filter(isNew).map((item) => [`${item.kind} ${item.path}`, item]));
  return [...once.values()].sort((one, other) => rank(one) - rank(other));
}

const rank = ({ kind, priority }: MailItem): number => {
  if (kind === 'stop-contact' || kind === 'safety' || kind === 'stop-unread') return 0;
  return priority === 'high' ? 1 : 2;
};
