/** Lets the days go by: the clock moves, services work what came the day before, and the day's referrals are sent. */
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Client } from './client.ts';
import { type Habits, usualHabits } from './habits.ts';
import { keep } from './kept.ts';
import { type Pace, paces } from './pace.ts';
import { planReferrals } from './plan.ts';
import { sharesOf } from './referrals.ts';
import { type Sent, sendDay } from './send.ts';
import { type Services, services } from './services.ts';

/** London days, both included. */
export interface Days {
  from: string;
  to: string;
}

export interface Play {
  referrals: number;
  seed: number;
  /** Left out: all on the clock's present day. */
  days?: Days | undefined;
  /** Folder that what was done and seen is written to. */
  folder: string;
  habits?: Habits;
  progress?: (done: number, what: string) => void;
}

export interface Played {
  sent: Sent[];
  range: Days;
  /** Messages that services took. */
  taken: number;
  /** What services were refused although they should not have been. */
  refused: string[];
  /** Milliseconds by what they went on. */
  times: Map<string, number>;
  /** How fast it went, by month of the run's clock. */
  pace: Map<string, Pace>;
}

/** Referrals come in the morning; the clock must not run past its own day while they do. */
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
  // Moving the clock waits until all that was sent has been dispatched.
  const soon = async () => new Date(Date.parse(await client.clock()) + 2000);
  await move(range.to, days === undefined ? await soon() : instantOf(range.to, '20:00'));
  // What a service declines goes to the next one, whose message is worked too.
  for (let taken = -1; workers.taken() > taken; ) {
    taken = workers.taken();
    await work(range.to);
    await move(range.to, await soon());
  }
  return { sent, range, taken: workers.taken(), refused: workers.refused(), times, pace };
}
