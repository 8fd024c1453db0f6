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
  /** Rows in order of key, then day; rows and cells never written are absent. */
  read(question: CounterQuestion): Promise<{ rows: CounterRow[]; readUnits: number }>;
  /** The London day of the first referral ever counted. */
  firstDay(): Promise<string | undefined>;
}

/** A person's referrals so far, under a keyed hash; the version guards against two at once. */
export interface PersonMark {
  person: string;
  /** 0 when the person is not known yet. */
  version: number;
  seen: readonly Sighting[];
}

/** The ledger and the history, in any order. */
export interface CountedHistory {
  /** What every event of the history counted, one list for each event or transaction. */
  counts(): AsyncIterable<readonly Count[]>;
}

/** Whole counter rows as they stand, whatever their keys. */
export interface StandingCounters {
  /** Every counter and link row of those days; marks of people are not counters. */
  rows(from: string, to: string): AsyncIterable<CounterRow>;
}
