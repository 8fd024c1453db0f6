/** Adds up counter rows into the lines and periods of a query. */
import { scopeKey } from '../counting/cells.ts';
import { parseLink } from '../counting/distinct-people.ts';
import type { CounterRow } from '../counting/model.ts';
import { addDays } from '../london.ts';
import type { Period } from './periods.ts';
import { cellsOfLine, counterKeysOf, type Line, linkKeysOf, type Plan } from './plan.ts';

export interface LineCounts {
  /** One number per period. */
  periods: number[];
  /** Over the whole range. Not the sum of the periods for distinct people, who may be in several. */
  overall: number;
}

export interface Tally {
  lines: LineCounts[];
  total: LineCounts;
}

/**
 * @param periods in order and without gaps; days outside them are not counted
 * @param rows the counter rows of the plan's keys
 * @param links the rows of its link keys
 */
export function tally(
  plan: Plan,
  periods: readonly Period[],
  rows: Iterable<CounterRow>,
  links: Iterable<CounterRow> = [],
): Tally {
  const lines = [...plan.lines, plan.total];
  const sums = emptySums(lines, periods);
  const days = indexDays(periods);
  addRows(sums, days, counterKeysOf(plan), rows);
  subtractLinks(sums, days, linkKeysOf(plan), links, periods);
  const total = sums.counted.pop() ?? { periods: [], overall: 0 };
  return { lines: sums.counted, total };
}

interface Sums {
  counted: LineCounts[];
  /** Positions of lines by scope and cell; the total may share a cell with a line. */
  positionsByScope: Map<string, Map<string, number[]>>;
}

function emptySums(lines: readonly Line[], periods: readonly Period[]): Sums {
  return {
    counted: lines.map(() => ({ periods: periods.map(() => 0), overall: 0 })),
    positionsByScope: indexLines(lines),
  };
}

function addAmount(counted: LineCounts | undefined, amount: number, period: number | undefined): void {
  if (!counted) return;
  counted.overall += amount;
  if (period !== undefined) counted.periods[period] = (counted.periods[period] ?? 0) + amount;
}

function addRows(
  sums: Sums,
  days: Map<string, number>,
  keys: ReturnType<typeof counterKeysOf>,
  rows: Iterable<CounterRow>,
): void {
  for (const { k, d, cells } of rows) {
    const key = keys.get(k);
    const period = days.get(d);
    if (!key || period === undefined) continue;
    for (const [cell, lines] of sums.positionsByScope.get(key.scope) ?? []) {
      const amount = key.sign * (cells[cell] ?? 0);
      if (amount !== 0) for (const line of lines) addAmount(sums.counted[line], amount, period);
    }
  }
}

/** Subtracts people already counted earlier in the period, and earlier in the range. */
function subtractLinks(
  sums: Sums,
  days: Map<string, number>,
  keys: Map<string, string>,
  links: Iterable<CounterRow>,
  periods: readonly Period[],
): void {
  const start = periods[0]?.from ?? '';
  for (const { scope, day, before, cell, amount } of readLinks(keys, links)) {
    const period = days.get(day);
    if (period === undefined || before < start) continue;
    const samePeriod = before >= (periods[period]?.from ?? '') ? period : undefined;
    for (const line of sums.positionsByScope.get(scope)?.get(cell) ?? [])
      addAmount(sums.counted[line], -amount, samePeriod);
  }
}

function* readLinks(keys: Map<string, string>, rows: Iterable<CounterRow>) {
  for (const { k, d, cells } of rows) {
    const scope = keys.get(k) ?? '';
    for (const [attribute, amount] of Object.entries(cells)) yield { scope, amount, ...parseLink(d, attribute) };
  }
}

function indexLines(lines: readonly Line[]): Map<string, Map<string, number[]>> {
  const scopes = new Map<string, Map<string, number[]>>();
  lines.forEach((line, index) => {
    const key = scopeKey(line.scope);
    const cells = scopes.get(key) ?? new Map<string, number[]>();
    for (const cell of cellsOfLine(line)) cells.set(cell, [...(cells.get(cell) ?? []), index]);
    scopes.set(key, cells);
  });
  return scopes;
}

function indexDays(periods: readonly Period[]): Map<string, number> {
  const days = new Map<string, number>();
  periods.forEach(({ from, to }, index) => {
    for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, index);
  });
  return days;
}
