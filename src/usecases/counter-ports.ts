/** What counting needs from outside. */
import type { Count } from '#src/domain/counting/model.ts';
import type { Sighting } from '#src/domain/counting/people.ts';

export interface CounterRow {
  k: string;
  d: string;
  cells: Readonly<Record<string, number>>;
}

export interface CounterQuestion {
  keys: readonly string[];
  /** Least and greatest sort key, both included. */
  from: string;
  to: string;
  /** The attributes wanted; all of them when left out. */
  cells?: readonly string[];
}

export interface CounterReader {
  /** Rows in order of key, then day; a row or a cell that is not there counts nought, and one at nought may be left out. */
  read(question: CounterQuestion): Promise<{ rows: CounterRow[]; readUnits: number }>;
  /** The London day of the first referral ever counted. */
  firstDay(): Promise<string | undefined>;
}

/** A person's referrals so far, under a keyed hash; the version guards against two at once. */
export interface PersonMark {
  person: string;
  /** What history calls this person: made by chance, and known to their mark alone. */
  pseudonym: string;
  /** 0 when the person is not known yet. */
  version: number;
  seen: readonly Sighting[];
  /** Ids of their referrals that were erased, while others are kept. */
  erased: readonly string[];
}

/** The ledger and the history, in any order. */
export interface CountedHistory {
  /** What every event of the history counted, one list for each event or transaction. */
  counts(): AsyncIterable<readonly Count[]>;
}

/** A month that questions read bound, and what they read of it: the rows of every counter, those at nought left out. */
export interface BoundMonth {
  /** 2026-11 */
  month: string;
  rows: CounterRow[];
  /** Keys of counters that are read by days all the same: two bound the month at once, and their row is the other’s. */
  byDays: readonly string[];
}

/** Whole counter rows as they stand, whatever their keys. */
export interface StandingCounters {
  /** Every counter and link row of those days, and every month bound among them; marks of people are not counters. */
  rows(from: string, to: string): AsyncIterable<CounterRow | BoundMonth>;
}

/**
 * Binds months: docs/adr/0009-bound-months.md. Between begin and bind a late count of the month
 * makes bind come to nothing, so what is bound is what stood when nothing was added any more.
 */
export interface MonthBinder {
  /** Call it before the month's rows are read. @returns what bind must be given; undefined where the month is bound already. */
  begin(month: string): Promise<string | undefined>;
  /** @param rows all counter rows of the month. @returns false where a late count came first: the month is not bound. */
  bind(month: string, begun: string, rows: readonly CounterRow[]): Promise<boolean>;
  /** From now on the month is read by its days. */
  unbind(month: string): Promise<void>;
}
