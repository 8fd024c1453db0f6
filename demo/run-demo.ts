/**
 * Runs the demo day by day: moves the clock, lets services, the victim hub and senders work on what came yesterday, then
 * sends the day's referrals.
 */
import { instantOf, londonDate } from '#src/domain/london.ts';
import { createAgenda } from './agenda.ts';
import type { Client } from './client.ts';
import { openDemoLog } from './demo-log.ts';
import { simulateFollowUp } from './follow-up.ts';
import { defaultFollowUp, type FollowUpBehaviour } from './follow-up-behaviour.ts';
import { createPaceRecorder, type MonthlyPace } from './pace.ts';
import { planReferrals } from './plan.ts';
import { senderShares } from './referrals.ts';
import { type SentReferral, sendDay } from './send.ts';
import { defaultBehaviour, type ServiceBehaviour } from './service-behaviour.ts';
import { type ServiceSimulation, simulateServices } from './service-simulation.ts';

/** London days, inclusive. */
export interface DateRange {
  from: string;
  to: string;
}

export interface RunDemoOptions {
  referrals: number;
  seed: number;
  /** Omitted: everything is sent on the clock's current day. */
  days?: DateRange | undefined;
  /** Folder for the demo log. */
  folder: string;
  behaviour?: ServiceBehaviour;
  followUpBehaviour?: FollowUpBehaviour;
  progress?: (done: number, what: string) => void;
}

export interface DemoResult {
  sent: SentReferral[];
  range: DateRange;
  /** Messages that services received. */
  messageCount: number;
  /** Requests of services, the hub and senders that were refused unexpectedly. */
  refused: string[];
  /** Milliseconds by activity. */
  times: Map<string, number>;
  /** Pace by month of the run's clock. */
  pace: Map<string, MonthlyPace>;
}

/** Referrals are sent from the morning on, so that the clock stays within the day while they are. */
const morning = '07:00';

export async function runDemo(
  client: Client,
  {
    referrals,
    seed,
    days,
    folder,
    behaviour = defaultBehaviour,
    followUpBehaviour = defaultFollowUp,
    progress = () => undefined,
  }: RunDemoOptions,
): Promise<DemoResult> {
  const start = await client.readClock();
  const today = londonDate(new Date(start));
  const range = days ?? { from: today, to: today };
  const demoLog = openDemoLog(folder);
  const sent: SentReferral[] = [];
  const numberByReferralId = new Map<string, number>();
  const senderByReferralId = new Map<string, string>();
  const agenda = createAgenda(client, days !== undefined);
  const refused: string[] = [];
  const hub = Object.entries(client.endpoints.clients).find(([, { kind }]) => kind === 'authority')?.[0] ?? '';
  const followUp = simulateFollowUp(client, {
    agenda,
    behaviour: followUpBehaviour,
    seed,
    hub,
    record: demoLog.followedUp,
    refused: (why) => refused.push(why),
  });
  const record = (one: SentReferral): void => {
    sent.push(one);
    demoLog.sent(one);
    followUp.sent(one);
    if (one.answered.referralId === undefined) return;
    numberByReferralId.set(one.answered.referralId, one.number);
    senderByReferralId.set(one.answered.referralId, one.sender);
  };
  const simulation: ServiceSimulation = simulateServices(client, {
    agenda,
    isSpreadOverDays: days !== undefined,
    behaviour,
    seed,
    numberOf: (referralId) => numberByReferralId.get(referralId),
    senderOf: (referralId) => senderByReferralId.get(referralId),
    record: demoLog.worked,
    ended: followUp.ended,
  });
  const {
    times,
    pace,
    measure: timed,
  } = createPaceRecorder(() => ({ sentCount: sent.length, messageCount: simulation.messageCount() }));
  const moveClock = async (day: string, to: Date): Promise<void> => {
    const from = await client.readClock();
    await timed(day, 'dispatch', () => client.moveClock(to.toISOString()));
    demoLog.moved({ from, to: to.toISOString(), until: await client.readClock() });
  };
  const workUntil = (day: string) =>
    timed(day, 'services, hub and senders at work', async () => {
      await simulation.receive();
      await agenda.work(day);
      await followUp.workList();
      return undefined;
    });
  const latestInstant = (day: string): number =>
    (days === undefined ? Date.parse(start) : instantOf(day, morning).getTime()) - 60_000;

  const plan = planReferrals({
    referrals,
    seed,
    ...range,
    senders: senderShares(client.endpoints.clients),
    latestInstant,
  });
  for (const { day, referrals: dayReferrals } of plan) {
    if (days !== undefined) {
      await moveClock(day, instantOf(day, morning));
      await workUntil(day);
    }
    await timed(day, 'sending', async () => {
      await sendDay(client, dayReferrals, record);
      return undefined;
    });
    progress(sent.length, day);
  }
  // Moving the clock waits until everything sent has been dispatched.
  const twoSecondsLater = async () => new Date(Date.parse(await client.readClock()) + 2000);
  await moveClock(range.to, days === undefined ? await twoSecondsLater() : instantOf(range.to, '20:00'));
  // A declined hand-off goes to the next service, so repeat until no new messages arrive.
  for (let messageCount = -1; simulation.messageCount() > messageCount; ) {
    messageCount = simulation.messageCount();
    await workUntil(range.to);
    await moveClock(range.to, await twoSecondsLater());
  }
  return {
    sent,
    range,
    messageCount: simulation.messageCount(),
    refused: [...simulation.refused(), ...refused],
    times,
    pace,
  };
}
