/** referrals dead-letters: messages that a consumer could not handle, or records that could not be dispatched. */
import { type Command, Option } from 'commander';
import { deleteMessage, type ReceivedDeadLetter, release, returnToQueue } from '#client/library/dead-letters.ts';
import type { AddCommand } from './add-command.ts';
import type { AreaOptions } from './area-choice.ts';
import { queueHelp } from './connection.ts';
import {
  type DeadLetterOptions,
  deadLetterText,
  findDeadLetterSource,
  messagesOf,
  receiveMatching,
} from './dead-letter-source.ts';
import { type Io, UsageError } from './io.ts';
import { wholeNumber, withConnection } from './options.ts';
import { requireUrl } from './queues.ts';
import { redriveParked } from './redrive-parked.ts';

const help = `
list shows ids, never what a message holds. Messages are hidden from others while they are
looked at, and shown again.
redrive sends each back to the service's queue, then takes it off the dead letters: at worst
it goes twice, which does nothing twice. What is no message of ours stays: it would only
come back.
redrive --parked has versions of referrals that could not be dispatched tried again, once
what kept them is put right: each is noted in the work table, then its message is taken off,
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
  const addSubcommand = (name: string, description: string): Command => {
    const command = group
      .command(name)
      .description(description)
      .option('--service <id>', 'the service, by its id in the catalogue')
      .option('--only <id>', 'one alone, by its hand-off, referral or message id')
      .option('--most <number>', 'so many messages at most', wholeNumber(1, 100_000), 1000)
      .addOption(new Option('--parked', 'records that could not be dispatched').conflicts('service'))
      .addHelpText('after', help);
    return withConnection(command).addHelpText('after', queueHelp);
  };
  addSubcommand('list', 'list dead letters')
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'ndjson']).default('text'))
    .action((options: DeadLetterOptions & { format: 'text' | 'ndjson' }) => listLetters(options, io));
  addSubcommand('redrive', 'send dead letters back to their queue, or have parked records tried again')
    .option('--area <id>', 'the area of parked records; may be left out where there is one')
    .addHelpText('after', tableHelp)
    .action((options: DeadLetterOptions & AreaOptions) =>
      options.parked ? redriveParked(options, io) : redrive(options, io),
    );
  addSubcommand('discard', 'take dead letters off for good')
    .option('--yes', 'do not ask')
    .action((options: DeadLetterOptions & { yes?: true }) => discard(options, io));
};

async function listLetters(options: DeadLetterOptions & { format: 'text' | 'ndjson' }, io: Io): Promise<void> {
  const source = findDeadLetterSource(options, io);
  const received = await receiveMatching(source, options);
  await release(source.queues.sqs, source.from, messagesOf(received));
  for (const { letter } of received)
    await io.out(options.format === 'ndjson' ? `${JSON.stringify(letter)}\n` : deadLetterText(letter));
  io.say(messageCount(received.length));
}

async function redrive(options: DeadLetterOptions, io: Io): Promise<void> {
  const source = findDeadLetterSource(options, io);
  const targetUrl = requireUrl(source.queues.queueUrl, 'REFERRALS_QUEUE_URL', 'the queue to send them back to');
  const received = await receiveMatching(source, options, io.now().getTime());
  const skipped: ReceivedDeadLetter[] = [];
  const unfinished = new Set(received);
  try {
    for (const one of received) {
      if (one.letter.kind === 'not-understood' || one.letter.kind === 'parked') skipped.push(one);
      else await returnToQueue(source.queues.sqs, source.from, targetUrl, one);
      if (!skipped.includes(one)) {
        unfinished.delete(one);
        await io.out(deadLetterText(one.letter));
      }
    }
  } finally {
    await release(source.queues.sqs, source.from, messagesOf([...unfinished]));
  }
  io.say(
    `${received.length - skipped.length} sent back${skipped.length > 0 ? `, ${skipped.length} left: no message of ours` : ''}.`,
  );
}

async function discard(options: DeadLetterOptions & { yes?: true }, io: Io): Promise<void> {
  if (!options.yes && !io.ask) throw new UsageError('There is nobody to ask: say --yes to discard without.');
  const source = findDeadLetterSource(options, io);
  const received = await receiveMatching(source, options);
  const unfinished = new Set(received);
  try {
    for (const { letter } of received) await io.out(deadLetterText(letter));
    if (received.length === 0 || !(options.yes || (await confirmDiscard(received.length, io)))) {
      io.say('Nothing was discarded.');
      return;
    }
    for (const one of received) {
      await deleteMessage(source.queues.sqs, source.from, one.message);
      unfinished.delete(one);
    }
    io.say(`${received.length} discarded.`);
  } finally {
    await release(source.queues.sqs, source.from, messagesOf([...unfinished]));
  }
}

async function confirmDiscard(count: number, io: Io): Promise<boolean> {
  const answer = await io.ask?.(
    `Discard ${count === 1 ? 'this message' : `these ${count} messages`} for good? (yes/no) `,
  );
  return answer?.trim().toLowerCase() === 'yes';
}

const messageCount = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
