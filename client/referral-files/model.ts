/** Referrals read from a file, with their position for messages. */

export interface FileItem {
  /** Position for people: line 7, or item 7. */
  where: string;
  /** The submission; undefined when it could not be parsed (see `fault`). */
  referral: unknown;
  fault?: string;
  /** The column of a CSV that a JSON Pointer into the referral means. */
  placeOf?: (pointer: string) => string;
  /** An example of the date or time that the file takes there, where it is not the API's form. */
  dateFormAt?: (pointer: string) => string | undefined;
  /** Original text, to be written to another file of the same kind. */
  raw: string;
}

export interface ReferralFile {
  items: FileItem[];
  /** Columns of a CSV that are no fields of a referral and were left out, counted from 1. */
  columnsLeftOut?: number[];
  /** Lines of a CSV that are notes, and no referrals. */
  linesLeftOut?: number[];
  /** Writes some of the items as a file of the same kind. */
  toFile(items: readonly FileItem[]): string;
}

export const dateOrders = ['iso', 'dmy'] as const;

export interface ReadOptions {
  /** How a CSV writes dates: 2026-11-18, or the day first, as 18/11/2026, and times as London's clocks show them. */
  dates?: (typeof dateOrders)[number];
  /** Reads a CSV without its unknown columns, instead of refusing it. */
  dropUnknownFields?: boolean;
}

export const fileKinds = ['json', 'csv', 'ndjson'] as const;
export type FileKind = (typeof fileKinds)[number];

/** The file as a whole cannot be read. The message never quotes its content. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}
