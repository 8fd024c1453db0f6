/** Reads referrals from JSON (one, a list, or a batch body) and from newline-delimited JSON. */
import * as z from 'zod';
import { type FileItem, type ReferralFile, UnreadableFile } from './model.ts';

const batch = z.strictObject({ referrals: z.array(z.unknown()) });

/** @throws UnreadableFile when the text is not JSON */
export function readJson(text: string): ReferralFile {
  const content = tryParse(stripByteOrderMark(text));
  if ('fault' in content) throw new UnreadableFile('The file is not JSON.');
  const list = listOf(content.value);
  return {
    items: list.map((referral, index) => ({
      where: `item ${index + 1}`,
      referral,
      raw: JSON.stringify(referral, undefined, 2),
    })),
    toFile: (items) => `[\n${items.map(({ raw }) => raw).join(',\n')}\n]\n`,
  };
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const read = batch.safeParse(value);
  return read.success ? read.data.referrals : [value];
}

/** A line that is not JSON is a fault of that item only. */
export function readNdjson(text: string): ReferralFile {
  const items = stripByteOrderMark(text)
    .split(/\r?\n/)
    .flatMap((raw, index): FileItem[] => {
      if (raw.trim() === '') return [];
      const where = `line ${index + 1}`;
      const content = tryParse(raw);
      return 'fault' in content
        ? [{ where, referral: undefined, fault: 'it is not JSON', raw }]
        : [{ where, referral: content.value, raw }];
    });
  return { items, toFile: (chosen) => chosen.map(({ raw }) => `${raw}\n`).join('') };
}

function tryParse(text: string): { value: unknown } | { fault: true } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The error is dropped, because its message quotes the text.
    return { fault: true };
  }
}

const stripByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, '');
