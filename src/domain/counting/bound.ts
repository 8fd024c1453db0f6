/**
 * A counter's whole month as one value, for months that are over: docs/adr/0009-bound-months.md.
 *
 * The cells that any of its days holds are named once; then each day that anything was counted on has a
 * number for each of them, in that order, all of one width. So where something is counted every day it is
 * as long with ten thousand referrals behind it as with a million, and one cell is read without the others.
 */
import { addDays, addMonths, monthOf } from '../london.ts';
import { families } from './cells.ts';

/** What a counter's row of one London day holds. */
export interface DayCells {
  d: string;
  cells: Readonly<Record<string, number>>;
}

/** Days and cells of one counter in one month. */
export interface BoundCells {
  /** The cells' names, a space between them. */
  names: string;
  /**
   * Little-endian: 4 bytes that say which days there are, the first of the month in the lowest bit; then
   * their numbers day by day, of 4 bytes, or of 8 where one of them needs it.
   */
  amounts: Uint8Array;
}

const firstOf = (month: string): string => `${month}-01`;

/** The last day of a month. */
export const lastOf = (month: string): string => addDays(addMonths(firstOf(month), 1), -1);

const codes: ReadonlySet<string> = new Set(Object.values(families));

/** Whether a counter has rows by day that may be bound: links between a person's referrals have other keys. */
export const isBindable = (k: string): boolean => codes.has(k.slice(0, k.indexOf('|')));

/** The calendar months (2026-11) that lie in a range of days whole, in order. */
export function wholeMonths(from: string, to: string): string[] {
  const months: string[] = [];
  const start = from === firstOf(monthOf(from)) ? from : addMonths(firstOf(monthOf(from)), 1);
  for (let first = start; lastOf(monthOf(first)) <= to; first = addMonths(first, 1)) months.push(monthOf(first));
  return months;
}

/** A whole number in 4 bytes with its sign, and any that counts exactly in 8. */
const small = { width: 4, min: -(2 ** 31), max: 2 ** 31 - 1 } as const;
const large = { width: 8 } as const;
/** Bytes before the numbers. */
const headBytes = 4;

/** Places of the days, from 0 for the first of the month. */
const daysIn = (mask: number): number[] =>
  Array.from({ length: 31 }, (_, day) => day).filter((day) => mask & (1 << day));

/**
 * @param month 2026-11
 * @param rows of one counter, all in this month, each day once
 * @throws where a day is of another month, or a number is not exact: what cannot be bound is read by days
 */
export function bindMonth(month: string, rows: readonly DayCells[]): BoundCells {
  const names = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].sort();
  const numbers = rows.flatMap(({ cells }) => Object.values(cells));
  if (names.some((name) => name === '' || name.includes(' '))) throw new Error('a cell’s name cannot be bound');
  if (!numbers.every(Number.isSafeInteger)) throw new Error('a counter holds a number that is not exact');
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
  if (d.length !== 10 || monthOf(d) !== month) throw new Error(`${d} is no day of ${month}`);
  return Number(d.slice(8)) - 1;
}

/**
 * The rows that were bound, in order of day. A cell at nought is left out, and so is a day of nothing else.
 *
 * @param wanted the cells to read; all of them when left out
 * @throws where the length is not one that bindMonth makes
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

/** Takes out the number at a place. @throws where there is not one width for so many */
function numbersOf(view: DataView, count: number): (place: number) => number {
  const bytes = view.byteLength - headBytes;
  if (bytes === count * small.width) return (place) => view.getInt32(headBytes + place * small.width, true);
  if (bytes === count * large.width) return (place) => view.getFloat64(headBytes + place * large.width, true);
  throw new Error(`a bound month of ${view.byteLength} bytes holds no ${count} numbers`);
}
