/**
 * Recounts each month that is over and not rolled up, from that month's own history, and rolls it up where it agrees
 * (docs/adr/0009-monthly-roll-ups.md). What it reads grows with the month and not with the years, but for one short line for each person counted before.
 * A month is done before the next is begun, so a run that ends early loses one month's work at most, and the next run goes on.
 */
import type { Area } from '#src/domain/area.ts';
import {
  addCounts,
  counterKey,
  deltaAccumulator,
  type Family,
  families,
  mergeDeltas,
  type Scope,
} from '#src/domain/counting/cells.ts';
import {
  linkDeltas,
  linkKey,
  packCountedReferral,
  unpackCountedReferral,
} from '#src/domain/counting/distinct-people.ts';
import type { CounterDelta } from '#src/domain/counting/model.ts';
import { crossDimensions } from '#src/domain/counting/model.ts';
import { canRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import { addDays, monthOf, startOfDay } from '#src/domain/london.ts';
import { firstDayOf, lastDayOf, wholeMonths } from '#src/domain/months.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type {
  MonthCounters,
  MonthHistory,
  MonthPeople,
  RollUpWriter,
  SeenInMonth,
} from '#src/usecases/ports/counters.ts';
import { compareRows, type Difference } from './recount.ts';

export interface RecountMonthsDeps {
  area: Area;
  history: MonthHistory;
  counters: MonthCounters;
  people: MonthPeople;
  rollUpWriter: RollUpWriter;
  now: Clock;
}

export interface MonthRecount {
  month: string;
  /** Counts found in its history. */
  counts: number;
  rows: number;
  /** None where a count came late meanwhile, to it or to a month before: the next run recounts it. */
  differences: Difference[];
  /** Not where it differs, nor where a count came late or another run began meanwhile. */
  isRolledUp: boolean;
}

export interface RecountMonthsResult {
  months: MonthRecount[];
  /** Months that the next run goes on with: there was no time for them, or one before was overtaken. */
  left: string[];
}

/** How long a month must have been over: most of what comes late comes in the first hours. */
const minAgeMs = 24 * 3_600_000;
/** With less time left no further month is begun: a month of 120,000 referrals takes some minutes (docs/measured.md). */
const minTimeLeftMs = 6 * 60_000;

/** @param timeLeftMs time until the function is stopped */
export async function recountMonths(
  deps: RecountMonthsDeps,
  timeLeftMs: () => number = () => Number.POSITIVE_INFINITY,
): Promise<RecountMonthsResult> {
  const { rollUpWriter } = deps;
  const due = await findMonthsToRecount(deps);
  const result: RecountMonthsResult = { months: [], left: [] };
  /** Of months that differ: later months still need to know who was counted in them. */
  const notRolledUp: SeenInMonth[] = [];
  const differing = new Set<string>();
  /** Something came late to a month before, whose people were then not all known. */
  const isEarlierOvertaken = async (month: string): Promise<boolean> =>
    (await findMonthsToRecount(deps)).some((one) => one < month && !differing.has(one));
  let isOvertaken = false;
  for (const month of due) {
    // After a month that was overtaken it is not known who was counted before.
    if (isOvertaken || (result.months.length > 0 && timeLeftMs() < minTimeLeftMs)) {
      result.left.push(month);
      continue;
    }
    // Must come before any row is read: from here on, a late count invalidates the token.
    const token = await rollUpWriter.begin(month);
    // The operator has rolled it up since, with its people.
    if (token === undefined) continue;
    const { recounted, seen, standing } = await recountOne(deps, month, notRolledUp);
    const agrees = recounted.differences.length === 0;
    let isRolledUp = false;
    if (agrees) {
      await deps.people.write(month, token, seen);
      isRolledUp = await rollUpWriter.complete(
        month,
        token,
        standing.filter(({ k }) => canRollUp(k)),
      );
    } else {
      notRolledUp.push(...seen);
      differing.add(month);
    }
    isOvertaken = agrees ? !isRolledUp : !(await rollUpWriter.holds(month, token)) || (await isEarlierOvertaken(month));
    // What came between the history and the counters is no difference.
    result.months.push({ month, ...recounted, ...(isOvertaken && { differences: [] }), isRolledUp });
  }
  return result;
}

async function findMonthsToRecount({ counters, now }: RecountMonthsDeps): Promise<string[]> {
  const first = await counters.firstDay();
  if (first === undefined) return [];
  const cutOff = now().getTime() - minAgeMs;
  const isOver = (month: string): boolean => startOfDay(addDays(lastDayOf(month), 1)).getTime() <= cutOff;
  const months = wholeMonths(firstDayOf(monthOf(first)), lastDayOf(monthOf(new Date(cutOff).toISOString()))).filter(
    isOver,
  );
  const rolledUp = await counters.rolledUp(months);
  return months.filter((month) => !rolledUp.has(month));
}

/** The month's rows according to its history, compared with those that stand. */
async function recountOne(deps: RecountMonthsDeps, month: string, notRolledUp: readonly SeenInMonth[]) {
  const accumulator = deltaAccumulator();
  const people = new Map<string, string[]>();
  let counts = 0;
  for await (const all of deps.history.counts(month)) {
    const ofMonth = all.filter(({ day, facts }) => monthOf(day) === month && !facts.test);
    counts += ofMonth.length;
    for (const { measure, person, day, facts, services = [] } of ofMonth) {
      if (measure !== 'victims' || person === undefined) continue;
      // Packed: a month may have a hundred thousand of them.
      people.set(person, [...(people.get(person) ?? []), packCountedReferral({ day, facts, services })]);
    }
    addCounts(accumulator, ofMonth);
  }
  const links = await recountLinks(deps, month, people, notRolledUp);
  const deltas = mergeDeltas(accumulator.deltas(), links);
  const keys = [...new Set([...areaKeys(deps.area), ...deltas.map(({ k }) => k)])];
  const standing = await deps.counters.rows(month, keys);
  const seen = [...people].flatMap(([person, referrals]) => referrals.map((referral) => ({ person, referral })));
  return { recounted: { counts, ...compareRows(deltas, standing) }, seen, standing };
}

/** The links of the month's referrals to those of the same people before, in that month and in earlier ones. */
async function recountLinks(
  { people: stored }: RecountMonthsDeps,
  month: string,
  people: ReadonlyMap<string, readonly string[]>,
  notRolledUp: readonly SeenInMonth[],
): Promise<CounterDelta[]> {
  const before = new Map<string, string[]>();
  const add = ({ person, referral }: SeenInMonth): void => {
    if (people.has(person)) before.set(person, [...(before.get(person) ?? []), referral]);
  };
  for await (const some of stored.readBefore(month)) for (const one of some) add(one);
  for (const one of notRolledUp) add(one);
  return [...people].flatMap(([person, referrals]) => {
    const all = [...(before.get(person) ?? []), ...referrals];
    if (all.length < 2) return [];
    return linkDeltas([], all.map(unpackCountedReferral)).filter(({ d }) => monthOf(d) === month);
  });
}

/** All counters that a question about the area can read, and those of parties that have left. */
function areaKeys(area: Area): string[] {
  const scopes: Scope[] = [
    'all',
    ...crossDimensions.flatMap((dimension) => dimensionValues(dimension, area).map((value) => ({ dimension, value }))),
  ];
  return scopes.flatMap((scope) => [
    linkKey(scope),
    ...(Object.keys(families) as Family[]).map((family) => counterKey(family, scope)),
  ]);
}
