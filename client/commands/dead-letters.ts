/** referrals dead-letters: messages that a consumer could not handle, or records that could not be dispatched. */
import { type Command, Option } from 'commander';
import { type Held, putBack, release, takeOff } from '#client/library/dead-letters.ts';
import type { WhichArea } from './area-choice.ts';
import { queueHelp } from './connection.ts';
import { hold, lineOf, messagesOf, placeOf, type Which } from './dead-letter-place.ts';
import { type Io, UsageError } from './io.ts';
import { whole, withConnection } from './options.ts';
import type { AddCommand } from './program.ts';
import { needed } from './queues.ts';
import { redriveParked } from './redrive-parked.ts';

const help = `
list shows ids, never what a message holds. Messages are hidden from others while they are
looked at, and shown again.
redrive sends each back to the service's queue, then takes it off the dead letters: at worst
it goes twice, which does nothing twice. What is no message of ours stays: it would only
come back.
redrive --parked has versions of referrals that could not be dispatched tried again, once
what kept them is mended: each is noted in the work table, then its message is taken off,
and the sweep tries it within two minutes. What is impossible still comes back with a new
message; what was routed by hand, corrected or withdrawn meanwhile stays as it is. With
--only and a referral's id it is found though its message is gone. A note about a part of
the ledger's stream names no referral and is left: docs/runbooks/parked-records.md.
discard takes messages off for good. A hand-off stands without its message: it is still on
the service's list, and goes to the next service when its deadline passes. A version that
is parked stays so without its message, and nobody is told of it again.
`;

const tableHelp = `
With --parked it also writes to the area's own work table, with AWS's own credentials and
  WORK_TABLE                       its name, as the functions name it
or to a local run's, with --endpoints (or .local/endpoints.json).
`;

export const addDeadLetters: AddCommand = (program, io) => {
  const group = program
    .command('dead-letters')
    .description('look at, put back or discard what could not be handled')
    .addHelpText('after', help);
  const add = (name: string, description: string): Command => {
    const command = group
      .command(name)
      .description(description)
      .option('--service <id>', 'the service, by its id in the catalogue')
      .option('--only <id>', 'one alone, by its hand-off, referral or message id')
      .option('--most <number>', 'so many messages at most', whole(1, 100_000), 1000)
      .addOption(new Option('--parked', 'records that could not be dispatched').conflicts('service'))
      .addHelpText('after', help);
    return withConnection(command).addHelpText('after', queueHelp);
  };
  add('list', 'list dead letters')
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'ndjson']).default('text'))
    .action((options: Which & { format: 'text' | 'ndjson' }) => list(options, io));
  add('redrive', 'send dead letters back to their queue, or have parked records tried again')
    .option('--area <id>', 'the area of parked records; may be left out where there is one')
    .addHelpText('after', tableHelp)
    .action((options: Which & WhichArea) => (options.parked ? redriveParked(options, io) : redrive(options, io)));
  add('discard', 'take dead letters off for good')
    .option('--yes', 'do not ask')
    .action((options: Which & { yes?: true }) => discard(options, io));
};

async function list(options: Which & { format: 'text' | 'ndjson' }, io: Io): Promise<void> {
  const place = placeOf(options, io);
  const held = await hold(place, options);
  await release(place.queues.sqs, place.from, messagesOf(held));
  for (const { letter } of held)
    await io.out(options.format === 'ndjson' ? `${JSON.stringify(letter)}\n` : lineOf(letter));
  io.say(counted(held.length));
}

async function redrive(options: Which, io: Io): Promise<void> {
  const place = placeOf(options, io);
  const to = needed(place.queues.queueUrl, 'REFERRALS_QUEUE_URL', 'the queue to send them back to');
  const held = await hold(place, options, io.now().getTime());
  const left: Held[] = [];
  const waiting = new Set(held);
  try {
    for (const one of held) {
      if (one.letter.kind === 'not-understood' || one.letter.kind === 'parked') left.push(one);
      else await putBack(place.queues.sqs, place.from, to, one);
      if (!left.includes(one)) {
        waiting.delete(one);
        await io.out(lineOf(one.letter));
      }
    }
  } finally {
    await release(place.queues.sqs, place.from, messagesOf([...waiting]));
  }
  io.say(
    `${held.length - left.length} sent back${left.length > 0 ? `, ${left.length} left: no message of ours` : ''}.`,
  );
}

async function discard(options: Which & { yes?: true }, io: Io): Promise<void> {
  if (!options.yes && !io.ask) throw new UsageError('There is nobody to ask: say --yes to discard without.');
  const place = placeOf(options, io);
  const held = await hold(place, options);
  const waiting = new Set(held);
  try {
    for (const { letter } of held) await io.out(lineOf(letter));
    if (held.length === 0 || !(options.yes || (await isSure(held.length, io)))) {
      io.say('Nothing was discarded.');
      return;
    }
    for (const one of held) {
      await takeOff(place.queues.sqs, place.from, one.message);
      waiting.delete(one);
    }
    io.say(`${held.length} discarded.`);
  } finally {
    await release(place.queues.sqs, place.from, messagesOf([...waiting]));
  }
}

async function isSure(count: number, io: Io): Promise<boolean> {
  const said = await io.ask?.(
    `Discard ${count === 1 ? 'this message' : `these ${count} messages`} for good? (yes/no) `,
  );
  return said?.trim().toLowerCase() === 'yes';
}

const counted = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
