/**
 * Monthly roll-ups: a counter's days of a finished month in one row (docs/adr/0009-bound-months.md).
 *
 * Cell names are stored once, then one fixed-width number per cell for each day with counts. The size therefore
 * depends on the number of days and cells, not of referrals, and one cell can be read without the others.
 */
import { addDays, addMonths, monthOf } from '../london.ts';
import { families } from './cells.ts';

/** The cells of one counter on one London day. */
export interface DayCells {
  d: string;
  cells: Readonly<Record<string, number>>;
}

/** One counter's days of one month. */
export interface BoundCells {
  /** Cell names, separated by spaces. */
  names: string;
  /**
   * Little-endian: a 4-byte bit mask of the days present (lowest bit is the first of the month), then their
   * numbers day by day, as int32, or all as float64 if any does not fit.
   */
  amounts: Uint8Array;
}

const firstOf = (month: string): string => `${month}-01`;

/** The last day of a month such as 2026-11. */
export const lastOf = (month: string): string => addDays(addMonths(firstOf(month), 1), -1);

const codes: ReadonlySet<string> = new Set(Object.values(families));

/** Whether a counter has daily rows that can be rolled up. Links between a person's referrals do not. */
export const isBindable = (k: string): boolean => codes.has(k.slice(0, k.indexOf('|')));

/** The calendar months (2026-11) that lie entirely within a range of days, in order. */
export function wholeMonths(from: string, to: string): string[] {
  const months: string[] = [];
  const start = from === firstOf(monthOf(from)) ? from : addMonths(firstOf(monthOf(from)), 1);
  for (let first = start; lastOf(monthOf(first)) <= to; first = addMonths(first, 1)) months.push(monthOf(first));
  return months;
}

/** Widths in bytes; a float64 holds every safe integer exactly. */
const small = { width: 4, min: -(2 ** 31), max: 2 ** 31 - 1 } as const;
const large = { width: 8 } as const;
/** Bytes of the day mask. */
const headBytes = 4;

/** Days set in a mask, 0 for the first of the month. */
const daysIn = (mask: number): number[] =>
  Array.from({ length: 31 }, (_, day) => day).filter((day) => mask & (1 << day));

/**
 * @param month for example 2026-11
 * @param rows the rows of one counter in this month, one per day
 * @throws if a day is not in the month or a number is not a safe integer; such a month stays in daily rows
 */
export function bindMonth(month: string, rows: readonly DayCells[]): BoundCells {
  const names = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].sort();
  const numbers = rows.flatMap(({ cells }) => Object.values(cells));
  if (names.some((name) => name === '' || name.includes(' '))) throw new Error('a cell name cannot be rolled up');
  if (!numbers.every(Number.isSafeInteger)) throw new Error('a counter value is not a safe integer');
  const { width } = numbers.every((number) => number >= small.min && number <= small.max) ? small : large;
  const inOrder = [...rows].sort((a, b) => (a.d < b.d ? -1 : 1));
  const amounts = new Uint8Array(headBytes + inOrder.length * names.length * width);
  const view = new DataView(amounts.buffer);
  view.setInt32(
    0,
    inOrder.reduce((mask, { d }) => mask | (1 << dayOf(month, d)), 0),
    true,
  );
  let at = headBytes;
  for (const { cells } of inOrder) {
    for (const name of names) {
      if (width === small.width) view.setInt32(at, cells[name] ?? 0, true);
      else view.setFloat64(at, cells[name] ?? 0, true);
      at += width;
    }
  }
  return { names: names.join(' '), amounts };
}

function dayOf(month: string, d: string): number {
  if (d.length !== 10 || monthOf(d) !== month) throw new Error(`${d} is not a day of ${month}`);
  return Number(d.slice(8)) - 1;
}

/**
 * The daily rows of a roll-up, in order of day. Cells at 0 are left out, and so are days without any other.
 *
 * @param selected the cells to read; all if omitted
 * @throws if the length does not match the days and cells
 */
export function readMonth(month: string, { names, amounts }: BoundCells, wanted?: readonly string[]): DayCells[] {
  const held = names === '' ? [] : names.split(' ');
  const view = new DataView(amounts.buffer, amounts.byteOffset, amounts.byteLength);
  const days = daysIn(amounts.byteLength < headBytes ? 0 : view.getInt32(0, true));
  const amountAt = numbersOf(view, days.length * held.length);
  const places = new Map(held.map((name, index) => [name, index]));
  const read = (wanted ?? held).flatMap((name) => {
    const place = places.get(name);
    return place === undefined ? [] : [{ name, place }];
  });
  const rows: DayCells[] = [];
  for (const [row, day] of days.entries()) {
    const cells: Record<string, number> = {};
    let some = false;
    for (const { name, place } of read) {
      const amount = amountAt(row * held.length + place);
      if (amount === 0) continue;
      cells[name] = amount;
      some = true;
    }
    if (some) rows.push({ d: `${month}-${String(day + 1).padStart(2, '0')}`, cells });
  }
  return rows;
}

/** Returns a function that reads the number at an index. @throws if the length matches neither width */
function numbersOf(view: DataView, count: number): (place: number) => number {
  const bytes = view.byteLength - headBytes;
  if (bytes === count * small.width) return (place) => view.getInt32(headBytes + place * small.width, true);
  if (bytes === count * large.width) return (place) => view.getFloat64(headBytes + place * large.width, true);
  throw new Error(`a monthly roll-up of ${view.byteLength} bytes cannot hold ${count} numbers`);
}
