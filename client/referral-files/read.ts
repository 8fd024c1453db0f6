/** Reads a file of referrals by its kind. */
import { readCsv } from './csv.ts';
import { readJson, readNdjson } from './json.ts';
import { type FileKind, type ReadOptions, type ReferralFile, UnreadableFile } from './model.ts';

const readers: Readonly<Record<FileKind, (text: string, options: ReadOptions) => ReferralFile>> = {
  json: readJson,
  csv: readCsv,
  ndjson: readNdjson,
};

/** By file extension; undefined when that is unknown. */
export function fileKindOf(name: string): FileKind | undefined {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'jsonl') return 'ndjson';
  if (extension === 'tsv') return 'csv';
  return extension === 'json' || extension === 'csv' || extension === 'ndjson' ? extension : undefined;
}

/** @throws UnreadableFile */
export function readReferrals(bytes: Uint8Array, kind: FileKind, options: ReadOptions = {}): ReferralFile {
  return readers[kind](decodeUtf8(bytes), options);
}

/** Refuses other encodings, which spreadsheets often use for CSV and which would silently garble names. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFile('The file is not in UTF-8. A spreadsheet saves it so as "CSV UTF-8".', { cause });
  }
}
