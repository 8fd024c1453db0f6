/** referrals dead-letters: messages that a consumer could not handle. */
import { type Command, Option } from 'commander';
import { type ReceivedDeadLetter, release, returnToQueue } from '#client/library/dead-letters.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, queueHelp } from './connection.ts';
import type { Io } from './io.ts';
import {
  type DeadLetterSource,
  type DiscardOptions,
  deadLetterText,
  discardLetters,
  type LetterOptions,
  type ListOptions,
  listLetters,
  messagesOf,
  receiveMatching,
  withLetterOptions,
} from './letters.ts';
import { withConnection } from './options.ts';
import { openQueues, requireUrl } from './queues.ts';

const help = `
list shows ids, never what a message holds. Messages are hidden from others while they are
looked at, and shown again.
redrive sends each back to the service's queue, then takes it off the dead letters: at worst
it goes twice, which does nothing twice. What is no message of ours stays: it would only
come back.
discard takes messages off for good. A hand-off stands without its message: it is still on
the service's list, and goes to the next service when its deadline passes.
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
      .requiredOption('--service <id>', 'the service, by its id in the catalogue');
    return withConnection(withLetterOptions(command).addHelpText('after', help)).addHelpText('after', queueHelp);
  };
  addSubcommand('list', 'list dead letters')
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'ndjson']).default('text'))
    .action((options: ServiceOptions & ListOptions) => listLetters(sourceOf(options, io), options, io));
  addSubcommand('redrive', 'send dead letters back to their queue').action((options: ServiceOptions) =>
    redrive(options, io),
  );
  addSubcommand('discard', 'take dead letters off for good')
    .option('--yes', 'do not ask')
    .action((options: ServiceOptions & DiscardOptions) => discardLetters(() => sourceOf(options, io), options, io));
};

type ServiceOptions = ConnectionOptions & LetterOptions & { service: string };

function sourceOf({ service, ...options }: ServiceOptions, io: Io): DeadLetterSource {
  const queues = openQueues(options, io, service);
  const from = requireUrl(queues.deadLetterQueueUrl, 'REFERRALS_DEAD_LETTER_QUEUE_URL', 'the dead-letter queue');
  return { queues, from };
}

async function redrive(options: ServiceOptions, io: Io): Promise<void> {
  const source = sourceOf(options, io);
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
