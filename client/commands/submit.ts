/** referrals submit: sends a file of referrals. */
import { closeSync, existsSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import { emptyListMarker, listSeparator } from '#client/referral-files/columns.ts';
import {
  dateOrders,
  type FileKind,
  fileKinds,
  type ReadOptions,
  type ReferralFile,
} from '#client/referral-files/model.ts';
import { fileKindOf } from '#client/referral-files/read.ts';
import { columnGuide, csvTemplate, noteMarker } from '#client/referral-files/template.ts';
import type { Fault } from '../../src/domain/decision.ts';
import { senderKinds } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io, isSystemError, UsageError } from './io.ts';
import { withConnection } from './options.ts';
import { readReferralFile } from './read-referral-file.ts';
import { type ItemOutcome, type ItemResult, itemOutcomes, sendItems } from './send-items.ts';

interface SubmitOptions extends ConnectionOptions {
  input?: FileKind;
  format: 'text' | 'ndjson';
  refused?: string;
  dryRun?: true;
  dropUnknownFields?: true;
  dates?: ReadOptions['dates'];
  template?: true;
  columns?: true;
}

const help = `
The file is JSON (one referral, a list of them, or {"referrals": […]}), lines of JSON
(.ndjson, .jsonl), or CSV in UTF-8. Use - for stdin, with --input.

CSV columns are the fields' dotted paths, such as victim.familyName; --template prints
them all, each with what it is called, what it is for and an example, and a file may leave
out those it does not use. A row whose reference begins with "${noteMarker}" is no referral. An empty cell leaves the
field out. It may be separated by commas, semicolons or tabs; with --dates dmy it writes the
day first, 18/11/2026, and times as London's clocks show them, 18/11/2026 21:40.
Lists have "${listSeparator}" between their members; "${emptyListMarker}" is a list known to be empty.

It sends up to 100 at a time and tells of each: accepted, held (with what would release
it), replayed (it was there already, and how it stands now), refused (with what to correct,
by the column of a CSV, else by JSON Pointer). Sending the same file again is safe, also after corrections and in another
spelling: nothing is referred twice.

With --drop-unknown-fields it sends referrals without the fields that the API does not know,
names those fields, and leaves out the columns of a CSV that are no fields.

Ctrl-C ends it after the batch that is on its way, tells what became of each, and writes
--refused. Exits 1 when any was refused or could not be sent.
`;

export const addSubmit: AddCommand = (program, io, finish) => {
  const command = program
    .command('submit')
    .argument('[file]', 'referrals as .json, .ndjson, .csv or .tsv; - is stdin')
    .description('send referrals, one or many')
    .addOption(new Option('--input <kind>', 'what the file is, where its name does not say').choices(fileKinds))
    .addOption(
      new Option('--format <format>', 'how to tell what became of each').choices(['text', 'ndjson']).default('text'),
    )
    .option('--refused <file>', 'write those refused to a file of the same kind, to correct and send')
    .option('--dry-run', 'ask what would become of each, and store nothing')
    .option('--drop-unknown-fields', 'leave out what the API does not know, instead of refusing it, and name it')
    .addOption(
      new Option('--dates <order>', 'how a CSV writes dates: 2026-11-18, or the day first').choices(dateOrders),
    )
    .option('--template', 'print a CSV to fill in, with labels, explanations and an example, and end')
    .option('--columns', 'print what each column of a CSV is for and end')
    .addHelpText('after', help);
  withConnection(command).action(async (file: string | undefined, options: SubmitOptions) => {
    if (options.template) return io.out(csvTemplate());
    if (options.columns) return io.out(columnGuide());
    if (file === undefined) throw new UsageError('Say which file to send, or - for stdin.');
    finish(await runSubmit(file, options, io));
  });
};

async function runSubmit(file: string, options: SubmitOptions, io: Io): Promise<number> {
  const kind = options.input ?? fileKindOf(file);
  if (kind === undefined) throw new UsageError('The name does not say what the file is: say so with --input.');
  if (options.refused !== undefined) requireDifferentFile(file, options.refused, io);
  const dropUnknownFields = options.dropUnknownFields === true;
  const { dates = 'iso' } = options;
  const referralFile = await readReferralFile(file, kind, { dropUnknownFields, dates }, io);
  if (referralFile.items.length === 0) throw new Failed('There is no referral in the file.');
  const { columnsLeftOut = [], linesLeftOut = [] } = referralFile;
  if (columnsLeftOut.length > 0)
    io.say(`left out, as no field of a referral: ${columnsLeftOut.map((number) => `column ${number}`).join(', ')}`);
  if (linesLeftOut.length > 0)
    io.say(
      `no referral, as it begins with ${noteMarker}: ${linesLeftOut.map((number) => `line ${number}`).join(', ')}`,
    );
  const api = connect(options, io, senderKinds);
  if (options.refused !== undefined) requireWritable(options.refused, io);
  const results: ItemResult[] = [];
  let isInterrupted = false;
  const stopListening = io.onInterrupt(() => {
    isInterrupted = true;
    io.say('ending after those in hand …');
  });
  try {
    const sendOptions = { dryRun: options.dryRun === true, dropUnknownFields, isEnding: () => isInterrupted };
    for await (const result of sendItems(api, referralFile.items, sendOptions)) {
      results.push(result);
      await io.out(options.format === 'ndjson' ? resultJson(result) : resultText(result));
      if (results.length % 1000 === 0) io.say(`${results.length} of ${referralFile.items.length}`);
    }
  } finally {
    stopListening();
    writeRefused(results, referralFile, options, io);
    io.say(summary(results, referralFile.items.length, options));
  }
  const isWhole = results.length === referralFile.items.length;
  return !isWhole || results.some(({ outcome }) => outcome === 'refused' || outcome === 'unsent') ? 1 : 0;
}

function requireDifferentFile(file: string, other: string, io: Io): void {
  if (file === '-') return;
  const isSameFile = () => realpathSync(path.resolve(io.folder, file)) === realpathSync(path.resolve(io.folder, other));
  try {
    if (!isSameFile()) return;
  } catch (error) {
    // If either does not exist yet, they are not the same file.
    if (!isSystemError(error)) throw error;
    return;
  }
  throw new UsageError('--refused would write over the file that is sent: name another.');
}

/** Before anything is sent: what is refused could not be written afterwards. */
function requireWritable(file: string, io: Io): void {
  const place = path.resolve(io.folder, file);
  const wasThere = existsSync(place);
  try {
    closeSync(openSync(place, 'a', 0o600));
    if (!wasThere) rmSync(place);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new UsageError(`--refused: ${file} cannot be written (${cause.code}). Nothing was sent.`, { cause });
  }
}

function writeRefused(
  results: readonly ItemResult[],
  read: ReferralFile,
  { refused: file }: SubmitOptions,
  io: Io,
): void {
  const refused = results.flatMap(({ item, outcome }) => (outcome === 'refused' ? [item] : []));
  if (file === undefined || refused.length === 0) return;
  // It contains personal data, so only its owner may read it.
  try {
    writeFileSync(path.resolve(io.folder, file), read.toFile(refused), { mode: 0o600 });
  } catch (error) {
    // Not thrown: the summary is still to come, and why the sending ended, if it did.
    if (!isSystemError(error)) throw error;
    io.say(`${file} could not be written (${error.code}): those refused are told above, by their place.`);
    return;
  }
  io.say(`${refused.length} refused written to ${file}: correct them there and send that file.`);
}

/** @param total number of items in the file; those without a result were not sent */
function summary(results: readonly ItemResult[], total: number, { dryRun }: SubmitOptions): string {
  const count = (outcome: ItemOutcome): number =>
    results.filter((result) => result.outcome === outcome).length + (outcome === 'unsent' ? total - results.length : 0);
  const parts = itemOutcomes.flatMap((outcome) => (count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : []));
  const advice = count('unsent') > 0 ? ' Send the same file again: what went is not referred twice.' : '';
  return `${total} ${total === 1 ? 'referral' : 'referrals'}: ${parts.join(', ')}${dryRun ? ' (tried only)' : ''}.${advice}`;
}

function resultText(result: ItemResult): string {
  const { item, outcome, answer, code, detail, errors = [], referralId, currentStatus } = result;
  const start = `${item.where}: ${outcome}`;
  if (answer) {
    const text = outcome === 'replayed' ? replayText(answer) : routingText(answer);
    return `${start} ${answer.reference}${text}\n${droppedText(answer)}`;
  }
  if (code === undefined) return `${start}\n`;
  if (code === 'already-referred' && referralId !== undefined)
    return `${start} ${code}: it is ${referralId} (${currentStatus}), sent before with other content\n  To correct it: referrals correct ${referralId} <file>\n`;
  const [only] = errors;
  if (only && errors.length === 1 && only.detail === detail) {
    return `${start} ${code} at ${placeOf(item, only.pointer)}: ${adviceOf(item, only)}\n`;
  }
  const lines = errors.map((error) => `  ${placeOf(item, error.pointer)} ${error.code}: ${adviceOf(item, error)}\n`);
  return `${start} ${code}: ${detail}\n${lines.join('')}`;
}

/** As its file has it: a column of a CSV, or else the pointer into the JSON. */
const placeOf = ({ placeOf: columnOf }: ItemResult['item'], pointer: string): string =>
  (columnOf ? columnOf(pointer) : pointer) || '/';

/** What the API says is about JSON: of a date, the file's own form comes behind it. */
function adviceOf({ dateFormAt }: ItemResult['item'], { pointer, code, detail }: Fault): string {
  const form = code === 'invalid-value' ? dateFormAt?.(pointer) : undefined;
  return form === undefined ? detail : `${detail} In this file: ${form}.`;
}

const droppedText = ({ dropped = [] }: NonNullable<ItemResult['answer']>): string =>
  dropped.length > 0 ? `  not taken: ${dropped.join(', ')}\n` : '';

/** How a referral that was there already stands now. */
function replayText(answer: NonNullable<ItemResult['answer']>): string {
  const { status, held, routing } = answer;
  const isOver = status === 'withdrawn' || status === 'closed';
  if (isOver) return ` (${status})\n  To refer the person again, send it as a correction: that opens it again.`;
  return ` (${status})${held.length > 0 || routing.chosen.length > 0 ? routingText(answer) : ''}`;
}

function routingText({ held, routing, withinCode, referBy }: NonNullable<ItemResult['answer']>): string {
  const late = withinCode === false ? `; past the Code’s date, ${referBy}` : '';
  if (held.length > 0) return held.map(({ reason, release }) => `\n  ${reason}: ${release}`).join('') + late;
  return ` to ${routing.chosen.map(({ name, respondBy }) => `${name} by ${respondBy}`).join('; ')}${late}`;
}

function resultJson({ item, outcome, answer, code, detail, errors, referralId, currentStatus }: ItemResult): string {
  const { where } = item;
  const details = answer
    ? {
        referralId: answer.referralId,
        reference: answer.reference,
        status: answer.status,
        heldReasons: answer.heldReasons,
        services: answer.routing.chosen.map(({ service }) => service),
        ...(answer.dropped ? { dropped: answer.dropped } : {}),
      }
    : { code, detail, errors, referralId, currentStatus };
  return `${JSON.stringify({ where, outcome, ...details })}\n`;
}
