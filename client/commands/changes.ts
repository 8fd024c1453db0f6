/** referrals changes: follows what happens in a party's own cases. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import { followChanges } from '#client/library/follow-changes.ts';
import { senderKinds } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io, orFailed } from './io.ts';
import { wholeNumber, withConnection } from './options.ts';

interface ChangesOptions extends ConnectionOptions {
  cursor?: string;
  follow?: true;
  every: number;
  format: 'text' | 'ndjson';
}

const help = `
Every event in your own cases, for senders and services alike, without the person's data.
--cursor names a file that keeps where you stopped: it is read first, if it is there, and
written after each page, so that the next run goes on from there. Without it the last 90 days
are told. --follow goes on asking until Ctrl-C. An event of the last minutes may be told
again by the next run.
`;

export const addChanges: AddCommand = (program, io) => {
  const command = program
    .command('changes')
    .description('tell what happened in your own cases since you last asked')
    .option('--cursor <file>', 'file that keeps where you stopped')
    .option('--follow', 'go on asking until it is ended')
    .option('--every <seconds>', 'how often to ask', wholeNumber(5, 86_400), 30)
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'ndjson']).default('text'))
    .addHelpText('after', help);
  withConnection(command).action((options: ChangesOptions) => runChanges(options, io));
};

async function runChanges(options: ChangesOptions, io: Io): Promise<void> {
  const file = options.cursor === undefined ? undefined : path.resolve(io.folder, options.cursor);
  const cursor = file === undefined ? undefined : await readCursor(file, options.cursor);
  const api = connect(options, io, [...senderKinds, 'service']);
  const end = new AbortController();
  const stopListening = io.onInterrupt(() => end.abort());
  try {
    await followChanges({
      api,
      cursor,
      everyS: options.every,
      once: options.follow !== true,
      signal: end.signal,
      onChange: ({ at, referralId, handOffId, event, status }) =>
        io.out(
          options.format === 'ndjson'
            ? `${JSON.stringify({ at, referralId, handOffId, event, status })}\n`
            : `${at} ${handOffId ?? referralId} ${event}, now ${status}\n`,
        ),
      saveCursor: (next) =>
        file === undefined ? undefined : orFailed(`${options.cursor} cannot be written`, () => writeCursor(file, next)),
    });
  } finally {
    stopListening();
  }
}

async function readCursor(file: string, name: string | undefined): Promise<string | undefined> {
  if (!existsSync(file)) {
    if (existsSync(path.dirname(file))) return undefined;
    throw new Failed(`The folder of ${name} does not exist. Make it first, or name another file.`);
  }
  const text = await orFailed(`${name} cannot be read`, () => readFileSync(file, 'utf8').trim());
  if (/^[\w-]{1,300}$/.test(text)) return text;
  throw new Failed(`${name} holds no cursor. Name another file, or remove it to begin 90 days back.`);
}

/** Written whole, so that a crash leaves the old one. */
function writeCursor(file: string, cursor: string): void {
  writeFileSync(`${file}.new`, `${cursor}\n`);
  renameSync(`${file}.new`, file);
}
