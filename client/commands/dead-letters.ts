/** referrals dead-letters: what a service's consumer could not take, or what could not be dispatched at all. */
import { type Command, Option } from 'commander';
import { type DeadLetter, type Held, holdAll, putBack, release, takeOff } from '#client/library/dead-letters.ts';
import { type ConnectionOptions, queueHelp } from './connection.ts';
import { type Io, UsageError } from './io.ts';
import { whole, withConnection } from './options.ts';
import type { AddCommand } from './program.ts';
import { needed, type Queues, queuesOf } from './queues.ts';

interface Which extends ConnectionOptions {
  service?: string;
  parked?: true;
  only?: string;
  most: number;
}

interface Place {
  queues: Queues;
  /** The dead-letter queue. */
  from: string;
}

const help = `
list shows ids, never what a message holds. Messages are hidden from others while they are
looked at, and shown again.
redrive sends each back to the service's queue, then takes it off the dead letters: at worst
it goes twice, which does nothing twice. What is no message of ours stays: it would only
come back. Parked records have no queue to go back to: docs/runbooks/parked-records.md.
discard takes messages off for good. A hand-off stands without its message: it is still on
the service's list, and goes to the next service when its deadline passes.
`;

export const addDeadLetters: AddCommand = (program, io) => {
  const group = program
    .command('dead-letters')
    .description('look at, put back or discard what could not be handled')
    .addHelpText('after', help);
  const add = (name: string, description: string, parked: boolean): Command => {
    const command = group
      .command(name)
      .description(description)
      .option('--service <id>', 'the service, by its id in the catalogue')
      .option('--only <id>', 'one alone, by its hand-off, referral or message id')
      .option('--most <number>', 'so many messages at most', whole(1, 100_000), 1000)
      .addHelpText('after', help);
    if (parked) command.addOption(new Option('--parked', 'records that could not be dispatched').conflicts('service'));
    return withConnection(command).addHelpText('after', queueHelp);
  };
  add('list', 'list dead letters', true)
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'ndjson']).default('text'))
    .action((options: Which & { format: 'text' | 'ndjson' }) => list(options, io));
  add('redrive', 'send dead letters back to their queue', false).action((options: Which) => redrive(options, io));
  add('discard', 'take dead letters off for good', true)
    .option('--yes', 'do not ask')
    .action((options: Which & { yes?: true }) => discard(options, io));
};

function placeOf({ service, parked, ...options }: Which, io: Io): Place {
  if (service === undefined && !parked) throw new UsageError('Say whose dead letters: --service <id>.');
  const queues = queuesOf(options, io, service);
  const from = parked
    ? needed(queues.parkedQueueUrl, 'REFERRALS_PARKED_QUEUE_URL', 'the queue of parked records')
    : needed(queues.deadLetterQueueUrl, 'REFERRALS_DEAD_LETTER_QUEUE_URL', 'the dead-letter queue');
  return { queues, from };
}

/** Holds what is meant; the rest is shown to others again at once. */
async function hold({ queues, from }: Place, { most, only }: Which, before?: number): Promise<Held[]> {
  const held = await holdAll(queues.sqs, from, { most, ...(before === undefined ? {} : { before }) });
  if (only === undefined) return held;
  const isMeant = ({ letter }: Held) => [letter.handOffId, letter.referralId, letter.messageId].includes(only);
  await release(queues.sqs, from, messagesOf(held.filter((one) => !isMeant(one))));
  return held.filter(isMeant);
}

const messagesOf = (held: readonly Held[]) => held.map(({ message }) => message);

async function list(options: Which & { format: 'text' | 'ndjson' }, io: Io): Promise<void> {
  const place = placeOf(options, io);
  const held = await hold(place, options);
  await release(place.queues.sqs, place.from, messagesOf(held));
  for (const { letter } of held)
    await io.out(options.format === 'ndjson' ? `${JSON.stringify(letter)}\n` : text(letter));
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
        await io.out(text(one.letter));
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
    for (const { letter } of held) await io.out(text(letter));
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

function text({ kind, messageId, handOffId, referralId, reference, respondBy, sentAt, receives, why }: DeadLetter) {
  const what = [reference, handOffId ?? referralId ?? `message ${messageId}`].filter(Boolean).join(' ');
  const due = respondBy === undefined ? '' : `, due ${respondBy}`;
  return `${kind} ${what}${due}, sent ${sentAt}, received ${receives} times${why === undefined ? '' : `: ${why}`}\n`;
}
