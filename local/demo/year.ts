/** Lets the days go by: the clock moves, services work what came the day before, and the day's referrals are sent. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { en, en_GB, Faker } from '@faker-js/faker';
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Client } from './client.ts';
import { planReferrals } from './plan.ts';
import { sharesOf } from './referrals.ts';
import { type Sent, sendDay } from './send.ts';
import { type Services, services, type Worked } from './services.ts';

export interface Play {
  referrals: number;
  seed: number;
  /** Left out: all on the clock's present day. */
  year?: number | undefined;
  /** Folder that sent.ndjson and worked.ndjson are written to. */
  folder: string;
  progress?: (done: number, what: string) => void;
}

export interface Played {
  sent: Sent[];
  /** London days, both included. */
  range: { from: string; to: string };
  /** Messages that services took. */
  taken: number;
  /** What services were refused although they should not have been. */
  refused: string[];
  /** Milliseconds by what they went on. */
  times: Map<string, number>;
}

/** Referrals come in the morning; the clock must not run past its own day while they do. */
const morning = '07:00';

export async function play(
  client: Client,
  { referrals, seed, year, folder, progress = () => undefined }: Play,
): Promise<Played> {
  const today = londonDate(new Date(await client.clock()));
  const range = year === undefined ? { from: today, to: today } : { from: `${year}-01-01`, to: `${year}-12-31` };
  const now = Date.parse(await client.clock());
  const kept = keep(folder);
  const times = new Map<string, number>();
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    times.set(what, (times.get(what) ?? 0) + performance.now() - began);
  };
  const sent: Sent[] = [];
  const record = (one: Sent): void => {
    sent.push(one);
    kept.sent(one);
  };
  const faker = new Faker({ locale: [en_GB, en], seed: seed + 1 });
  const workers: Services = services(client, faker, year !== undefined, kept.worked);
  const before = (day: string): number => (year === undefined ? now : instantOf(day, morning).getTime()) - 60_000;

  const plan = planReferrals({ referrals, seed, ...range, senders: sharesOf(client.endpoints.clients), before });
  for (const { day, referrals: some } of plan) {
    if (year !== undefined) {
      await timed('dispatch, sweep and deadlines', () => client.moveClock(instantOf(day, morning).toISOString()));
      await timed('services at work', () => workers.work(day));
    }
    await timed('sending', () => sendDay(client, some, record));
    progress(sent.length, day);
  }
  // Moving the clock waits until all that was sent has been dispatched.
  const soon = async () => new Date(Date.parse(await client.clock()) + 2000);
  const last = year === undefined ? await soon() : instantOf(range.to, '20:00');
  await timed('dispatch, sweep and deadlines', () => client.moveClock(last.toISOString()));
  // What a service declines goes to the next one, whose message is worked too.
  for (let before = -1; workers.taken() > before; ) {
    before = workers.taken();
    await timed('services at work', () => workers.work(range.to));
    await timed('dispatch, sweep and deadlines', async () => client.moveClock((await soon()).toISOString()));
  }
  return { sent, range, taken: workers.taken(), refused: workers.refused(), times };
}

/** Lines of JSON, written as things happen, so that they are there also when the demo is interrupted. */
function keep(folder: string): { sent: (one: Sent) => void; worked: (one: Worked) => void } {
  mkdirSync(folder, { recursive: true });
  const to = (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, '', { mode: 0o600 });
    return (one: object) => appendFileSync(file, `${JSON.stringify(one)}\n`);
  };
  return { sent: to('sent.ndjson'), worked: to('worked.ndjson') };
}
