/**
 * Monthly roll-ups: a counter's days of a finished month in one row (docs/adr/0009-monthly-roll-ups.md).
 *
 * Cell names are stored once, then one fixed-width number per cell for each day with counts. The size therefore
 * depends on the number of days and cells, not of referrals, and one cell can be read without the others.
 */
import { monthOf } from '../london.ts';
import { families } from './cells.ts';

/** The cells of one counter on one London day. */
export interface DayCells {
  d: string;
  cells: Readonly<Record<string, number>>;
}

/** One counter's days of one month. */
export interface MonthlyRollUp {
  /** Cell names, separated by spaces. */
  names: string;
  /**
   * Little-endian: a 4-byte bit mask of the days present (lowest bit is the first of the month), then their
   * numbers day by day, as int32, or all as float64 if any does not fit.
   */
  amounts: Uint8Array;
}

const familyCodes: ReadonlySet<string> = new Set(Object.values(families));

/** Whether a counter has daily rows that can be rolled up. Links between a person's referrals do not. */
export const canRollUp = (k: string): boolean => familyCodes.has(k.slice(0, k.indexOf('|')));

/** Widths in bytes; a float64 holds every safe integer exactly. */
const int32 = { width: 4, min: -(2 ** 31), max: 2 ** 31 - 1 } as const;
const float64 = { width: 8 } as const;
/** Bytes of the day mask. */
const headerBytes = 4;

/** Days set in a mask, 0 for the first of the month. */
const daysInMask = (mask: number): number[] =>
  Array.from({ length: 31 }, (_, day) => day).filter((day) => mask & (1 << day));

/**
 * @param month for example 2026-11
 * @param rows the rows of one counter in this month, one per day
 * @throws if a day is not in the month or a number is not a safe integer; such a month stays in daily rows
 */
export function rollUpMonth(month: string, rows: readonly DayCells[]): MonthlyRollUp {
  const names = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].sort();
  const numbers = rows.flatMap(({ cells }) => Object.values(cells));
  if (names.some((name) => name === '' || name.includes(' '))) throw new Error('a cell name cannot be rolled up');
  if (!numbers.every(Number.isSafeInteger)) throw new Error('a counter value is not a safe integer');
  const { width } = numbers.every((number) => number >= int32.min && number <= int32.max) ? int32 : float64;
  const sorted = [...rows].sort((a, b) => (a.d < b.d ? -1 : 1));
  const amounts = new Uint8Array(headerBytes + sorted.length * names.length * width);
  const view = new DataView(amounts.buffer);
  view.setInt32(
    0,
    sorted.reduce((mask, { d }) => mask | (1 << dayIndex(month, d)), 0),
    true,
  );
  let at = headerBytes;
  for (const { cells } of sorted) {
    for (const name of names) {
      if (width === int32.width) view.setInt32(at, cells[name] ?? 0, true);
      else view.setFloat64(at, cells[name] ?? 0, true);
      at += width;
    }
  }
  return { names: names.join(' '), amounts };
}

function dayIndex(month: string, d: string): number {
  if (d.length !== 10 || monthOf(d) !== month) throw new Error(`${d} is not a day of ${month}`);
  return Number(d.slice(8)) - 1;
}

/**
 * The daily rows of a roll-up, in order of day. Cells at 0 are left out, and so are days without any other.
 *
 * @param selected the cells to read; all if omitted
 * @throws if the length does not match the days and cells
 */
export function readRollUp(month: string, { names, amounts }: MonthlyRollUp, selected?: readonly string[]): DayCells[] {
  const cellNames = names === '' ? [] : names.split(' ');
  const view = new DataView(amounts.buffer, amounts.byteOffset, amounts.byteLength);
  const days = daysInMask(amounts.byteLength < headerBytes ? 0 : view.getInt32(0, true));
  const amountAt = numberReader(view, days.length * cellNames.length);
  const places = new Map(cellNames.map((name, index) => [name, index]));
  const columns = (selected ?? cellNames).flatMap((name) => {
    const place = places.get(name);
    return place === undefined ? [] : [{ name, place }];
  });
  const rows: DayCells[] = [];
  for (const [row, day] of days.entries()) {
    const cells: Record<string, number> = {};
    let hasCells = false;
    for (const { name, place } of columns) {
      const amount = amountAt(row * cellNames.length + place);
      if (amount === 0) continue;
      cells[name] = amount;
      hasCells = true;
    }
    if (hasCells) rows.push({ d: `${month}-${String(day + 1).padStart(2, '0')}`, cells });
  }
  return rows;
}

/** Returns a function that reads the number at an index. @throws if the length matches neither width */
function numberReader(view: DataView, count: number): (place: number) => number {
  const bytes = view.byteLength - headerBytes;
  if (bytes === count * int32.width) return (place) => view.getInt32(headerBytes + place * int32.width, true);
  if (bytes === count * float64.width) return (place) => view.getFloat64(headerBytes + place * float64.width, true);
  throw new Error(`a monthly roll-up of ${view.byteLength} bytes cannot hold ${count} numbers`);
}
