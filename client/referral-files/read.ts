/** Reads a file of referrals by its kind. */
import { readCsv } from './csv.ts';
import { readJson, readNdjson } from './json.ts';
import { type FileKind, type ReferralFile, UnreadableFile } from './model.ts';

const readers: Readonly<Record<FileKind, (text: string) => ReferralFile>> = {
  json: readJson,
  csv: readCsv,
  ndjson: readNdjson,
};

/** By file extension; undefined when that is unknown. */
export function kindOf(name: string): FileKind | undefined {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (ending === 'jsonl') return 'ndjson';
  return ending === 'json' || ending === 'csv' || ending === 'ndjson' ? ending : undefined;
}

/** @throws UnreadableFile */
export function readReferrals(bytes: Uint8Array, kind: FileKind): ReferralFile {
  return readers[kind](decoded(bytes));
}

/** Refuses other encodings, which spreadsheets often use for CSV and which would silently garble names. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFile('The file is not in UTF-8. A spreadsheet saves it so as "CSV UTF-8".', { cause });
  }
}
