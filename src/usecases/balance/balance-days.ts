/**
 * Makes the daily balance: of yesterday, once more of the day four weeks before, when most of its cases are over, and of
 * each day since that has none or did not add up, so that a day that was put right is said to be.
 */

import type { Area } from '#src/domain/area.ts';
import { balanceOf, type DailyBalance, unknownSender } from '#src/domain/balance.ts';
import { counterKey } from '#src/domain/counting/cells.ts';
import { totalCell } from '#src/domain/counting/codes.ts';
import type { PartyId, ServiceId } from '#src/domain/ids.ts';
import { addDays, londonDate } from '#src/domain/london.ts';
import { withoutTests } from '#src/domain/test-party.ts';
import { senderKinds } from '#src/domain/vocabulary.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { BalanceStore, DeadLetterQueues } from '#src/usecases/ports/balance.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { CounterReader } from '#src/usecases/ports/counters.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { listReceivedOn } from './received-on-day.ts';

export interface BalanceDeps {
  area: Area;
  ledger: Pick<Ledger, 'byHour' | 'get'>;
  cases: Pick<Cases, 'read'>;
  counters: Pick<CounterReader, 'read'>;
  deadLetters: DeadLetterQueues;
  balances: BalanceStore;
  log: Log;
  now: Clock;
}

/** How far back a day is looked at again. */
const lookBackDays = 28;
/** A further day is begun only with so much time left; the next run takes up what is left. */
const minTimeLeftMs = 5 * 60_000;
const readsAtATime = 20;

/**
 * The newest day first.
 * @param timeLeftMs time until the function is stopped
 * @returns how many days were balanced, and how many differences were found
 */
export async function balanceDays(
  deps: BalanceDeps,
  timeLeftMs = () => Number.POSITIVE_INFINITY,
): Promise<{ days: number; differences: number }> {
  const result = { days: 0, differences: 0 };
  for (const day of await daysToBalance(deps)) {
    if (result.days > 0 && timeLeftMs() < minTimeLeftMs) break;
    const balance = await balanceDay(deps, day);
    await deps.balances.keep(balance);
    tell(deps.log, balance);
    result.days += 1;
    result.differences += balance.differences.length;
  }
  return result;
}

async function daysToBalance({ balances, now }: BalanceDeps): Promise<string[]> {
  const yesterday = addDays(londonDate(now()), -1);
  const from = addDays(yesterday, -lookBackDays);
  const kept = new Map((await balances.read(from, yesterday)).balances.map((one) => [one.day, one]));
  const first = [...kept.keys()].sort()[0] ?? yesterday;
  const all = Array.from({ length: lookBackDays + 1 }, (_, ago) => addDays(yesterday, -ago));
  return all.filter((day) => {
    const differences = kept.get(day)?.differences;
    const isLeftOut = differences === undefined && day >= first;
    return day === yesterday || day === from || isLeftOut || (differences?.length ?? 0) > 0;
  });
}

/** One read for each referral of the day, whoever sent it: the case with its hand-offs. Tests are in no line. */
export async function balanceDay(deps: BalanceDeps, day: string): Promise<DailyBalance> {
  const { ledger, cases } = deps;
  const area = withoutTests(deps.area);
  const ids = await listReceivedOn(ledger, day);
  const all = await mapConcurrently(ids, readsAtATime, async (id) => {
    // One row that cannot be read must not keep the day from being balanced: it is a referral without a case.
    const referralCase = await ifReadable(cases.read(id));
    const { sender = unknownSender, facts } = referralCase?.head ?? (await ifReadable(ledger.get(id))) ?? {};
    return { sender, referralCase, isTest: facts?.test === true };
  });
  const received = all.filter(({ isTest }) => !isTest);
  const canSend: readonly string[] = senderKinds;
  const senders = area.parties.filter(({ active, kind }) => active && canSend.includes(kind)).map(({ id }) => id);
  const services = area.services.map(({ id }) => id);
  const [counted, deadLetters] = await Promise.all([
    readCounted(deps, day, [...new Set([...senders, ...received.map(({ sender }) => sender)])]),
    countDeadLetters(deps, services),
  ]);
  return balanceOf({ day, now: deps.now(), received, senders, services, counted, deadLetters });
}

async function readCounted(
  { counters }: BalanceDeps,
  day: string,
  senders: readonly PartyId[],
): Promise<Map<PartyId, number>> {
  const keys = new Map(
    senders.map((sender) => [counterKey('received', { dimension: 'source', value: sender }), sender]),
  );
  const { rows } = await counters.read({ keys: [...keys.keys()], from: day, to: day, cells: [totalCell] });
  return new Map(
    rows.flatMap(({ k, cells }) => {
      const sender = keys.get(k);
      return sender === undefined ? [] : [[sender, cells[totalCell] ?? 0]];
    }),
  );
}

const countDeadLetters = async (
  { deadLetters }: BalanceDeps,
  services: readonly ServiceId[],
): Promise<Map<ServiceId, number>> =>
  new Map(
    await mapConcurrently(services, readsAtATime, async (service) => [service, await deadLetters.count(service)]),
  );

/** The alarm counts the lines of differences. */
function tell(log: Log, { day, senders, differences }: DailyBalance): void {
  for (const { kind, party, expected, found } of differences)
    log.warn('balance-differs', { period: day, party, reason: kind, count: found, recounted: expected });
  const received = senders.reduce((sum, one) => sum + one.received, 0);
  log.info('balance-finished', { period: day, count: received, failed: differences.length });
}
