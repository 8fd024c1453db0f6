/**
 * What the victim hub and the senders do with referrals that no service holds: the hub returns one with advice, or gives
 * it to a service again; its sender corrects it, withdraws it, or opens it again when there is another way.
 */
import * as z from 'zod';
import { londonDate } from '#src/domain/london.ts';
import type { ReturnReason, WithdrawReason } from '#src/domain/vocabulary.ts';
import type { Agenda, Step } from './agenda.ts';
import type { Client, ClientResponse } from './client.ts';
import { correctContact } from './correct-contact.ts';
import { type FollowUpBehaviour, followUpChoicesFor } from './follow-up-behaviour.ts';
import { type ReferralAnswer, type SentReferral, toAnswer } from './send.ts';
import { seedOf } from './service-behaviour.ts';

/** One move of a case as the demo saw it. Tests recount the volumes from these. */
export interface CaseMove {
  /** `corrected`: judged again. `reopened`: the same, of one that was over. `routed`: by the hub, to `chosen`. */
  what: 'returned' | 'withdrawn' | 'corrected' | 'reopened' | 'routed';
  /** RFC 3339: before it was asked for. */
  at: string;
  /** London day of `at`. */
  day: string;
  referralId: string;
  reason?: ReturnReason | WithdrawReason;
  chosen?: string[];
  eligible?: string[];
  heldReasons?: string[];
}

export interface FollowUp {
  /** A referral was sent, which may be held. */
  sent(one: SentReferral): void;
  /** A service closed a hand-off with this outcome, or returned it. */
  ended(referralId: string, ending: string, now: string): void;
  /** The hub works its list. */
  workList(): Promise<void>;
}

export interface FollowUpOptions {
  agenda: Agenda;
  behaviour: FollowUpBehaviour;
  seed: number;
  /** The id of the party that is the victim hub. */
  hub: string;
  record(move: CaseMove): void;
  /** A request was refused unexpectedly. */
  refused(why: string): void;
}

const returnReasons: Readonly<Record<string, ReturnReason>> = {
  'no-safe-contact': 'unsafe-to-contact',
  'out-of-scope': 'out-of-scope',
};
/** Outcomes after which another way to reach the person is looked for. */
const worthAnotherTry = ['no-contact-after-attempts', 'wrong-contact-details', 'disengaged'];
const statusResponse = z.looseObject({ status: z.string() });
const listResponse = z.looseObject({
  items: z.array(z.looseObject({ referralId: z.string(), status: z.string() })),
});

export function simulateFollowUp(
  client: Client,
  { agenda, behaviour, seed, hub, record, refused }: FollowUpOptions,
): FollowUp {
  const known = new Map<string, Pick<SentReferral, 'number' | 'sender' | 'answered'>>();
  const tried = new Set<string>();
  const routedByHub = new Set<string>();
  const choicesOf = (referralId: string, what: string) =>
    followUpChoicesFor(seedOf(`${seed} ${known.get(referralId)?.number} ${what}`), behaviour);
  const move = (referralId: string, at: string, what: CaseMove['what'], more: Partial<CaseMove>): void =>
    record({ what, at, day: londonDate(new Date(at)), referralId, ...more });
  const isDone = (what: string, { status, text }: ClientResponse): boolean => {
    if (status === 200) return true;
    refused(`${what}: ${status} ${text.slice(0, 200)}`);
    return false;
  };
  const statusOf = async (sender: string, referralId: string): Promise<string> =>
    statusResponse.parse((await client.call(sender, 'GET', `/v1/referrals/${referralId}`)).json).status;

  const returnToSender =
    (referralId: string, heldReason: string): Step =>
    async () => {
      const reason = returnReasons[heldReason] ?? 'other';
      const at = await client.readClock();
      const path = `/v1/referrals/${referralId}/return`;
      const advice = 'Please say how the person can be reached, or take the referral back.';
      if (!isDone('return', await client.call(hub, 'POST', path, { reason, advice }))) return;
      move(referralId, at, 'returned', { reason });
      const choices = choicesOf(referralId, 'answer');
      const answerOn = agenda.workingDayAfter(at, choices.daysToAnswer());
      if (reason === 'unsafe-to-contact' && choices.isCorrected()) agenda.schedule(answerOn, openAgain(referralId));
      else if (choices.isTakenBack()) agenda.schedule(answerOn, withdraw(referralId));
    };

  const withdraw =
    (referralId: string): Step =>
    async () => {
      const { sender = '', answered } = known.get(referralId) ?? {};
      const at = await client.readClock();
      const reason = 'sent-in-error';
      const path = `/v1/referrals/${referralId}/withdraw`;
      if (!isDone('withdraw', await client.call(sender, 'POST', path, { reason }))) return;
      move(referralId, at, 'withdrawn', { reason });
      const choices = choicesOf(referralId, 'withdrawn');
      if (answered?.heldReasons?.includes('no-safe-contact') && choices.isOpenedAfterAll())
        agenda.schedule(agenda.workingDayAfter(at, choices.daysToFindAnother()), openAgain(referralId));
    };

  /** The sender has another number. A case that a service still holds is left alone. */
  const openAgain =
    (referralId: string): Step =>
    async () => {
      const { sender = '' } = known.get(referralId) ?? {};
      const status = await statusOf(sender, referralId);
      if (!['returned', 'withdrawn', 'closed'].includes(status)) return;
      const at = await client.readClock();
      const phone = choicesOf(referralId, status).otherPhone();
      const response = await correctContact(client, sender, referralId, phone);
      // To one of the services the person said no: they would have to be asked first.
      if (toAnswer(response.status, response.json).code === 'explicit-consent-required') return;
      if (!isDone('correction', response)) return;
      const what = status === 'returned' ? 'corrected' : 'reopened';
      move(referralId, at, what, namesOf(toAnswer(response.status, response.json)));
    };

  const routeAgain = async (referralId: string): Promise<void> => {
    const service = known.get(referralId)?.answered.chosen?.[0];
    if (service === undefined) return;
    const at = await client.readClock();
    const path = `/v1/referrals/${referralId}/route`;
    const reason = 'They have room again, they said on the telephone.';
    if (isDone('route', await client.call(hub, 'POST', path, { service, reason })))
      move(referralId, at, 'routed', { chosen: [service], eligible: [] });
  };

  return {
    sent({ number, sender, day, answered }) {
      const { referralId, status, heldReasons = [] } = answered;
      if (referralId === undefined || status !== 201) return;
      known.set(referralId, { number, sender, answered });
      const [heldReason] = heldReasons;
      if (heldReason !== undefined && choicesOf(referralId, 'held').isReturned())
        agenda.schedule(agenda.workingDayAfter(`${day}T12:00:00Z`, 1), returnToSender(referralId, heldReason));
    },
    ended(referralId, ending, now) {
      const choices = choicesOf(referralId, ending);
      const isTriedAgain =
        ending === 'returned' ? choices.isCorrected() : worthAnotherTry.includes(ending) && choices.isReopened();
      if (!isTriedAgain || tried.has(referralId)) return;
      tried.add(referralId);
      const days = ending === 'returned' ? choices.daysToAnswer() : choices.daysToFindAnother();
      agenda.schedule(agenda.workingDayAfter(now, days), openAgain(referralId));
    },
    async workList() {
      const list = await client.call(hub, 'GET', '/v1/triage?reason=declined-by-all');
      for (const { referralId, status } of listResponse.parse(list.json).items) {
        if (status !== 'held' || routedByHub.has(referralId)) continue;
        routedByHub.add(referralId);
        if (choicesOf(referralId, 'list').isRoutedByHub()) await routeAgain(referralId);
      }
    },
  };
}

const namesOf = ({ chosen, eligible, heldReasons }: ReferralAnswer): Partial<CaseMove> => ({
  ...(chosen && { chosen }),
  ...(eligible && { eligible }),
  ...(heldReasons && { heldReasons }),
});
