/** Lists, and the pages in which they are read. */

import type { RecordedChange } from '#src/domain/case/lists/own-events.ts';
import type { CaseHead, TriageReason } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Priority, RetentionClass } from '#src/domain/vocabulary.ts';

export interface ListPage<Row> {
  rows: Row[];
  /** Opaque; absent on the last page. */
  cursor?: string;
}

export interface PageBothWays<Row> extends ListPage<Row> {
  /** The page before this one; without a cursor it is the first. Absent on the first page. */
  previous?: { cursor?: string };
}

/** Narrows the list of triage; left out, all of it is meant. */
export interface TriageFilter {
  /** Cases that are there for any of these. */
  reasons?: readonly TriageReason[];
  /** Cases that are in each of these. */
  among?: readonly (readonly ReferralId[])[];
  priorities?: readonly Priority[];
  senders?: readonly PartyId[];
}

export interface TriagePage extends PageBothWays<CaseHead> {
  /** Cases of the whole list that have each reason, whatever the filter. */
  counts: Record<TriageReason, number>;
  /** Cases of the whole list, whatever the filter. */
  total: number;
  /** Which cases of the narrowed list the page shows, counted from 1. */
  place: { from: number; to: number; of: number };
}

/** Changes of a party's cases, in the order in which they were written. */
export interface ChangePage {
  rows: RecordedChange[];
  /** Where it goes on; absent when there are no more yet. */
  next?: string;
}

export type AgendaItem = { id: ReferralId; row: string; due: string };

/**
 * Why the erasure job checks a case: its retention class, a request (or an erasure that was interrupted), a person
 * to forget after the erasure, or that it is a test.
 */
export type ErasureGroup = RetentionClass | 'asked' | 'known' | 'test';

/** A list was asked to go on from a place that it never gave. */
export class WrongCursor extends Error {
  override name = 'WrongCursor';
}
