/** referrals submit: sends a file of referrals. */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import { emptyList, listMark } from '#client/referral-files/columns.ts';
import { csvTemplate } from '#client/referral-files/csv.ts';
import { type FileKind, fileKinds, type ReferralFile, UnreadableFile } from '#client/referral-files/model.ts';
import { kindOf, readReferrals } from '#client/referral-files/read.ts';
import { senderKinds } from '#src/domain/vocabulary.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io, UsageError } from './io.ts';
import { withConnection } from './options.ts';
import type { AddCommand } from './program.ts';
import { type ItemOutcome, itemOutcomes, sendItems, type Told } from './send-items.ts';

interface SubmitOptions extends ConnectionOptions {
  input?: FileKind;
  format: 'text' | 'ndjson';
  refused?: string;
  dryRun?: true;
  template?: true;
}

const help = `
The file is JSON (one referral, a list of them, or {"referrals": […]}), lines of JSON
(.ndjson, .jsonl), or CSV in UTF-8. Use - for stdin, with --input.

CSV columns are the fields' dotted paths, such as victim.familyName; --template prints
them all, and a file may leave out those it does not use. An empty cell leaves the field
out. Lists have "${listMark}" between their members; "${emptyList}" is a list known to be empty.

It sends up to 100 at a time and tells of each: accepted, held (with what would release
it), replayed (it was there already), refused (with what to mend, by JSON Pointer).
Sending the same file again is safe: nothing is referred twice.

Exits 1 when any was refused or could not be sent.
`;

export const addSubmit: AddCommand = (program, io, finish) => {
  const command = program
    .command('submit')
    .argument('[file]', 'referrals as .json, .ndjson or .csv; - is stdin')
    .description('send referrals, one or many')
    .addOption(new Option('--input <kind>', 'what the file is, where its name does not say').choices(fileKinds))
    .addOption(
      new Option('--format <format>', 'how to tell what became of each').choices(['text', 'ndjson']).default('text'),
    )
    .option('--refused <file>', 'write those refused to a file of the same kind, to mend and send')
    .option('--dry-run', 'ask what would become of each, and store nothing')
    .option('--template', 'print the header of a CSV and end')
    .addHelpText('after', help);
  withConnection(command).action(async (file: string | undefined, options: SubmitOptions) => {
    if (options.template) return io.out(csvTemplate());
    if (file === undefined) throw new UsageError('Say which file to send, or - for stdin.');
    finish(await submit(file, options, io));
  });
};

async function submit(file: string, options: SubmitOptions, io: Io): Promise<number> {
  const kind = options.input ?? kindOf(file);
  if (kind === undefined) throw new UsageError('The name does not say what the file is: say so with --input.');
  if (options.refused !== undefined) mustBeAnother(file, options.refused, io);
  const read = await readFile(file, kind, io);
  if (read.items.length === 0) throw new Failed('There is no referral in the file.');
  const api = connect(options, io, senderKinds);
  const told: Told[] = [];
  try {
    for await (const one of sendItems(api, read.items, { dryRun: options.dryRun === true })) {
      told.push(one);
      await io.out(options.format === 'ndjson' ? asJson(one) : asText(one));
      if (told.length % 1000 === 0) io.say(`${told.length} of ${read.items.length}`);
    }
  } finally {
    keepRefused(told, read, options, io);
    io.say(summary(told, read.items.length, options));
  }
  return told.some(({ outcome }) => outcome === 'refused' || outcome === 'unsent') ? 1 : 0;
}

async function readFile(file: string, kind: FileKind, io: Io): Promise<ReferralFile> {
  try {
    const bytes = file === '-' ? Buffer.from(await io.stdin()) : readFileSync(path.resolve(io.folder, file));
    return readReferrals(bytes, kind);
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw new Failed(cause.message, { cause });
    if (cause instanceof Error && 'code' in cause)
      throw new Failed(`${file} cannot be read (${cause.code}).`, { cause });
    throw cause;
  }
}

function mustBeAnother(file: string, other: string, io: Io): void {
  if (file === '-') return;
  const same = () => realpathSync(path.resolve(io.folder, file)) === realpathSync(path.resolve(io.folder, other));
  try {
    if (!same()) return;
  } catch (error) {
    // If either does not exist yet, they are not the same file.
    if (error instanceof Error && 'code' in error) return;
    throw error;
  }
  throw new UsageError('--refused would write over the file that is sent: name another.');
}

function keepRefused(told: readonly Told[], read: ReferralFile, { refused: file }: SubmitOptions, io: Io): void {
  const refused = told.flatMap(({ item, outcome }) => (outcome === 'refused' ? [item] : []));
  if (file === undefined || refused.length === 0) return;
  // It contains personal data, so only its owner may read it.
  writeFileSync(path.resolve(io.folder, file), read.fileOf(refused), { mode: 0o600 });
  io.say(`${refused.length} refused written to ${file}: mend them there and send that file.`);
}

/** @param all number of items in the file; those without a result were not sent */
function summary(told: readonly Told[], all: number, { dryRun }: SubmitOptions): string {
  const count = (outcome: ItemOutcome): number =>
    told.filter((one) => one.outcome === outcome).length + (outcome === 'unsent' ? all - told.length : 0);
  const parts = itemOutcomes.flatMap((outcome) => (count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : []));
  const again = count('unsent') > 0 ? ' Send the same file again: what went is not referred twice.' : '';
  return `${all} ${all === 1 ? 'referral' : 'referrals'}: ${parts.join(', ')}${dryRun ? ' (tried only)' : ''}.${again}`;
}

function asText({ item, outcome, answer, code, detail, errors = [] }: Told): string {
  const start = `${item.where}: ${outcome}`;
  if (answer) return `${start} ${answer.reference}${whatNow(answer)}\n`;
  if (code === undefined) return `${start}\n`;
  const [only] = errors;
  if (only && errors.length === 1 && only.detail === detail) {
    return `${start} ${code} at ${only.pointer || '/'}: ${detail}\n`;
  }
  const lines = errors.map((error) => `  ${error.pointer || '/'} ${error.code}: ${error.detail}\n`);
  return `${start} ${code}: ${detail}\n${lines.join('')}`;
}

function whatNow({ held, routing, withinCode, referBy }: NonNullable<Told['answer']>): string {
  const late = withinCode === false ? `; past the Code’s date, ${referBy}` : '';
  if (held.length > 0) return held.map(({ reason, release }) => `\n  ${reason}: ${release}`).join('') + late;
  return ` to ${routing.chosen.map(({ name, respondBy }) => `${name} by ${respondBy}`).join('; ')}${late}`;
}

function asJson({ item, outcome, answer, code, detail, errors, referralId }: Told): string {
  const { where } = item;
  const told = answer
    ? {
        referralId: answer.referralId,
        reference: answer.reference,
        status: answer.status,
        heldReasons: answer.heldReasons,
        services: answer.routing.chosen.map(({ service }) => service),
      }
    : { code, detail, errors, referralId };
  return `${JSON.stringify({ where, outcome, ...told })}\n`;
}
