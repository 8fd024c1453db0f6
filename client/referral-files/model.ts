/** Referrals read from a file: each with where it stood, so that what is said of it can be found. */

/** One referral of a file, as far as it could be read. */
export interface Item {
  /** As a person finds it: line 7, or item 7. */
  where: string;
  /** The submission; undefined where the text is not one, and `fault` says why. */
  referral: unknown;
  fault?: string;
  /** As it stood in the file, to be written to another of the same kind. */
  raw: string;
}

export interface ReferralFile {
  items: Item[];
  /** A file of the same kind with some of its items. */
  fileOf(items: readonly Item[]): string;
}

export const fileKinds = ['json', 'csv', 'ndjson'] as const;
export type FileKind = (typeof fileKinds)[number];

/** The whole file cannot be read; the message never repeats what stands in it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}
