/** Where the jobs on a schedule have come to. */
import type { ReferralId } from '#src/domain/ids.ts';

/** How far the sweep has come. */
export interface SweepMark {
  /** The earliest UTC hour (2026-11-22T09) not yet proved to be fully dispatched. */
  hour: string;
  /** RFC 3339, UTC: what was received before, and was to be seen in the index, is dispatched or parked. */
  lookedUpTo?: string;
}

/** What the deadlines job checked last beside what was due. */
export interface DeadlinesMark {
  /** UTC, 2026-11-22T09. */
  hour: string;
  /** The end of the list of bank holidays, and their dates. */
  calendar: string;
  /** The hour, as above, in which it last said what waits and who is silent, also where it did not come to the end of the rest. */
  told?: string;
}

export interface JobMarks {
  /** One slice of all cases, after the place where the last slice ended. */
  casesToCheck(after?: string): Promise<{ ids: ReferralId[]; next?: string }>;
  /** Where the last slice ended; undefined before the first, and at the end of the table. */
  checkMark(): Promise<string | undefined>;
  setCheckMark(after: string | undefined): Promise<void>;
  readSweepMark(): Promise<SweepMark | undefined>;
  setSweepMark(mark: SweepMark): Promise<void>;
  /** Time and id of the last referral that was looked at again for possible duplicates. */
  readDuplicateMark(): Promise<string | undefined>;
  setDuplicateMark(place: string): Promise<void>;
  readDeadlinesMark(): Promise<DeadlinesMark | undefined>;
  setDeadlinesMark(mark: DeadlinesMark): Promise<void>;
}
