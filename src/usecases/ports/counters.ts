/** Ports of the counters. */

import type { CountedCharacteristics } from '#src/domain/counting/characteristics.ts';
import type { CountedReferral } from '#src/domain/counting/distinct-people.ts';
import type { Count, CounterRow } from '#src/domain/counting/model.ts';

export interface CounterQuery {
  keys: readonly string[];
  /** Sort keys, both inclusive. */
  from: string;
  to: string;
  /** The attributes to read; all of them when left out. */
  cells?: readonly string[];
}

export interface CounterReader {
  /** Rows by key, then day. A missing row or cell means 0. */
  read(query: CounterQuery): Promise<{ rows: CounterRow[]; readUnits: number }>;
  /** The London day of the first referral ever counted. */
  firstDay(): Promise<string | undefined>;
}

/** A person's referrals so far, under a keyed hash. The version is for optimistic locking. */
export interface PersonMark {
  /** The hash that the mark is under. */
  person: string;
  /** The person's name in the history: random, and stored nowhere else than in the mark. */
  pseudonym: string;
  /** 0 for a new person. */
  version: number;
  seen: readonly CountedReferral[];
  /** Ids of their erased referrals, while they have others. */
  erased: readonly string[];
  /** The new form of the hash, where the mark is under the old one, and the version of its row; 0 for a new row. */
  alias?: { person: string; version: number };
}

/** What the history says was counted, in any order. */
export interface CountHistory {
  /** One list for each event. */
  counts(): AsyncIterable<readonly Count[]>;
}

/** What the history counted in one month. */
export interface MonthHistory {
  /** One list for each event, in any order; counts of other months may be among them. */
  counts(month: string): AsyncIterable<readonly Count[]>;
}

/** The counters of one month, by their keys. */
export interface MonthCounters {
  /** The London day of the first referral ever counted. */
  firstDay(): Promise<string | undefined>;
  /** Those of the months that are rolled up. @param months in order */
  rolledUp(months: readonly string[]): Promise<ReadonlySet<string>>;
  /** Daily rows and link rows. */
  rows(month: string, keys: readonly string[]): Promise<CounterRow[]>;
}

/** A referral of a person, as it was counted: by their pseudonym in the history, and packed. */
export interface SeenInMonth {
  person: string;
  referral: string;
}

/** Who was counted in the months that are rolled up. */
export interface MonthPeople {
  /** Call between `begin` and `complete` of every roll-up of the month: without it, later months find nobody in this one. */
  write(month: string, token: string, seen: readonly SeenInMonth[]): Promise<void>;
  /** Of all months before this one that are rolled up. */
  readBefore(month: string): AsyncIterable<readonly SeenInMonth[]>;
}

/** A month that has been rolled up, with the daily rows that queries read from it. Rows of 0 are left out. */
export interface RolledUpMonth {
  /** 2026-11 */
  month: string;
  rows: CounterRow[];
  /** Keys of counters that are still read day by day, because a concurrent roll-up wrote their row. */
  byDays: readonly string[];
}

/** All counter rows as stored. */
export interface StoredCounters {
  /** Every counter and link row of those days, and every roll-up of their months. Marks of people are not included. */
  rows(from: string, to: string): AsyncIterable<CounterRow | RolledUpMonth>;
}

/**
 * Writes monthly roll-ups: docs/adr/0009-monthly-roll-ups.md. A count that comes between `begin` and `complete`
 * makes `complete` fail, so a roll-up never misses a count.
 */
export interface RollUpWriter {
  /** Call before reading the month's rows. @returns the token for `complete`; undefined if already rolled up */
  begin(month: string): Promise<string | undefined>;
  /** Whether no late count and no other run came since `begin`. */
  holds(month: string, token: string): Promise<boolean>;
  /** Call after its people are written (MonthPeople). @param rows all daily rows of the month. @returns false if a late count came first: nothing is rolled up then */
  complete(month: string, token: string, rows: readonly CounterRow[]): Promise<boolean>;
  /** The month is read day by day again. */
  discard(month: string): Promise<void>;
}

/** Counts what is not a change of status, for example a resend. */
export interface Counters {
  add(counts: readonly Count[]): Promise<void>;
  /** Outside of the history: nothing of the case holds them. Writes nothing where nobody answered. */
  addCharacteristics(counted: CountedCharacteristics): Promise<void>;
}
