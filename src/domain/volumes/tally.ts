/** Adds up counter rows into the lines and periods of a query. */
import { scopeKey } from '../counting/cells.ts';
import { parseLink } from '../counting/distinct-people.ts';
import type { CounterRow } from '../counting/model.ts';
import { addDays } from '../london.ts';
import type { Period } from './periods.ts';
import { cellsOfLine, counterKeysOf, type Line, linkKeysOf, type Plan } from './plan.ts';

type Days = Pick<Period, 'from' | 'to'>;

/**
 * @param periods in order and without gaps; days outside them are not counted
 * @param rows the counter rows of the plan's keys
 * @param links the rows of its link keys
 * @returns for each line of the plan, and then for its total, the count in each period
 */
export function tally(
  plan: Plan,
  periods: readonly Days[],
  rows: Iterable<CounterRow>,
  links: Iterable<CounterRow>,
): number[][] {
  const lines = [...plan.lines, plan.total];
  const sums: Sums = { counted: lines.map(() => periods.map(() => 0)), linesByScope: indexLines(lines) };
  const days = indexDays(periods);
  addRows(sums, days, counterKeysOf(plan), rows);
  subtractLinks(sums, days, linkKeysOf(plan), links, periods);
  return sums.counted;
}

interface Sums {
  counted: number[][];
  /** Positions of lines by scope and cell; the total may share a cell with a line. */
  linesByScope: Map<string, Map<string, number[]>>;
}

function addAmount({ counted }: Sums, line: number, period: number, amount: number): void {
  const periods = counted[line];
  if (periods) periods[period] = (periods[period] ?? 0) + amount;
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
    for (const [cell, lines] of sums.linesByScope.get(key.scope) ?? [])
      for (const line of lines) addAmount(sums, line, period, key.sign * (cells[cell] ?? 0));
  }
}

/** Subtracts people already counted earlier in the period. */
function subtractLinks(
  sums: Sums,
  days: Map<string, number>,
  keys: Map<string, string>,
  links: Iterable<CounterRow>,
  periods: readonly Days[],
): void {
  for (const { scope, day, before, cell, amount } of readLinks(keys, links)) {
    const period = days.get(day);
    if (period === undefined || before < (periods[period]?.from ?? '')) continue;
    for (const line of sums.linesByScope.get(scope)?.get(cell) ?? []) addAmount(sums, line, period, -amount);
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

function indexDays(periods: readonly Days[]): Map<string, number> {
  const days = new Map<string, number>();
  periods.forEach(({ from, to }, index) => {
    for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, index);
  });
  return days;
}
