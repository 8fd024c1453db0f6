/** Runs the demo day by day: moves the clock, lets services work yesterday's messages, then sends the day's referrals. */
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Client } from './client.ts';
import { type Habits, usualHabits } from './habits.ts';
import { keep } from './kept.ts';
import { type Pace, paces } from './pace.ts';
import { planReferrals } from './plan.ts';
import { sharesOf } from './referrals.ts';
import { type Sent, sendDay } from './send.ts';
import { type Services, services } from './services.ts';

/** London days, inclusive. */
export interface Days {
  from: string;
  to: string;
}

export interface Play {
  referrals: number;
  seed: number;
  /** Omitted: everything is sent on the clock's current day. */
  days?: Days | undefined;
  /** Folder for the demo log. */
  folder: string;
  habits?: Habits;
  progress?: (done: number, what: string) => void;
}

export interface Played {
  sent: Sent[];
  range: Days;
  /** Messages that services received. */
  taken: number;
  /** Services' requests that were refused unexpectedly. */
  refused: string[];
  /** Milliseconds by activity. */
  times: Map<string, number>;
  /** Pace by month of the run's clock. */
  pace: Map<string, Pace>;
}

/** Referrals are sent from the morning on, so that the clock stays within the day while they are. */
const morning = '07:00';

export async function play(
  client: Client,
  { referrals, seed, days, folder, habits = usualHabits, progress = () => undefined }: Play,
): Promise<Played> {
  const start = await client.clock();
  const today = londonDate(new Date(start));
  const range = days ?? { from: today, to: today };
  const kept = keep(folder);
  const sent: Sent[] = [];
  const numbers = new Map<string, number>();
  const record = (one: Sent): void => {
    sent.push(one);
    kept.sent(one);
    if (one.answered.referralId !== undefined) numbers.set(one.answered.referralId, one.number);
  };
  const workers: Services = services(client, {
    patient: days !== undefined,
    habits,
    seed,
    numberOf: (referralId) => numbers.get(referralId),
    record: kept.worked,
  });
  const { times, pace, timed } = paces(() => ({ sent: sent.length, taken: workers.taken() }));
  const move = async (day: string, to: Date): Promise<void> => {
    const from = await client.clock();
    await timed(day, 'dispatch, sweep and deadlines', () => client.moveClock(to.toISOString()));
    kept.moved({ from, to: to.toISOString(), until: await client.clock() });
  };
  const work = (day: string) => timed(day, 'services at work', () => workers.work(day));
  const before = (day: string): number =>
    (days === undefined ? Date.parse(start) : instantOf(day, morning).getTime()) - 60_000;

  const plan = planReferrals({ referrals, seed, ...range, senders: sharesOf(client.endpoints.clients), before });
  for (const { day, referrals: some } of plan) {
    if (days !== undefined) {
      await move(day, instantOf(day, morning));
      await work(day);
    }
    await timed(day, 'sending', () => sendDay(client, some, record));
    progress(sent.length, day);
  }
  // Moving the clock waits until everything sent has been dispatched.
  const soon = async () => new Date(Date.parse(await client.clock()) + 2000);
  await move(range.to, days === undefined ? await soon() : instantOf(range.to, '20:00'));
  // A declined hand-off goes to the next service, so repeat until no new messages arrive.
  for (let taken = -1; workers.taken() > taken; ) {
    taken = workers.taken();
    await work(range.to);
    await move(range.to, await soon());
  }
  return { sent, range, taken: workers.taken(), refused: workers.refused(), times, pace };
}
