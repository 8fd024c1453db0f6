/** What is shown of the daily balances. */
import {
  type BalanceDifference,
  type ComparedCount,
  type DailyBalance,
  senderCountDifferences,
} from '#src/domain/balance.ts';
import type { BalanceStore } from '#src/usecases/ports/balance.ts';

export interface DayBalance {
  /** Undefined where the day was not balanced yet. */
  balance: DailyBalance | undefined;
  /** Senders' own counts of the day. */
  counts: ComparedCount[];
  /** Of both. */
  differences: BalanceDifference[];
}

/** @param day ISO date, of London */
export async function readBalance(balances: Pick<BalanceStore, 'read'>, day: string): Promise<DayBalance> {
  const { balances: made, counts } = await balances.read(day, day);
  const balance = made[0];
  return { balance, counts, differences: [...(balance?.differences ?? []), ...counts.flatMap(senderCountDifferences)] };
}

/** Days that do not add up, the latest first. Both ends inclusive. */
export async function differencesByDay(
  balances: Pick<BalanceStore, 'read'>,
  from: string,
  to: string,
): Promise<Map<string, BalanceDifference[]>> {
  const { balances: made, counts } = await balances.read(from, to);
  const byDay = new Map<string, BalanceDifference[]>();
  const add = (day: string, found: readonly BalanceDifference[]): void => {
    if (found.length > 0) byDay.set(day, [...(byDay.get(day) ?? []), ...found]);
  };
  for (const { day, differences } of made) add(day, differences);
  for (const count of counts) add(count.day, senderCountDifferences(count));
  return new Map([...byDay].sort(([one], [other]) => (one < other ? 1 : -1)));
}
