/** The file of referrals that a command is given, or what it is given on stdin. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FileKind, type ReadOptions, type ReferralFile, UnreadableFile } from '#client/referral-files/model.ts';
import { readReferrals } from '#client/referral-files/read.ts';
import { Failed, type Io, orFailed } from './io.ts';

/** @param file - is stdin. @throws Failed where it cannot be read, or is not of its kind */
export async function readReferralFile(
  file: string,
  kind: FileKind,
  options: ReadOptions,
  io: Io,
): Promise<ReferralFile> {
  const bytes = await orFailed(`${file} cannot be read`, async () =>
    file === '-' ? Buffer.from(await io.stdin()) : readFileSync(path.resolve(io.folder, file)),
  );
  try {
    return readReferrals(bytes, kind, options);
  } catch (cause) {
    throw cause instanceof UnreadableFile ? new Failed(cause.message, { cause }) : cause;
  }
}
