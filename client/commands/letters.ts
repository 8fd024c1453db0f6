/** What is done with dead letters, a service's or the area's own: chosen, listed, discarded. */
import type { Command } from 'commander';
import {
  type DeadLetter,
  deleteMessage,
  type ReceivedDeadLetter,
  receiveAll,
  release,
} from '#client/library/dead-letters.ts';
import { type Io, UsageError } from './io.ts';
import { wholeNumber } from './options.ts';
import type { ServiceQueues } from './queues.ts';

export interface LetterOptions {
  only?: string;
  most: number;
}
export interface ListOptions {
  format: 'text' | 'ndjson';
}
export interface DiscardOptions {
  yes?: true;
}

export interface DeadLetterSource {
  queues: ServiceQueues;
  /** URL of the dead-letter queue, or of the queue of parked records. */
  from: string;
}

export const withLetterOptions = (command: Command): Command =>
  command
    .option('--only <id>', 'one alone, by its hand-off, referral or message id')
    .option('--most <number>', 'so many messages at most', wholeNumber(1, 100_000), 1000);

/** Receives the chosen letters; all others are made visible again at once. */
export async function receiveMatching(
  { queues, from }: DeadLetterSource,
  { most, only }: LetterOptions,
  sentBefore?: number,
): Promise<ReceivedDeadLetter[]> {
  const received = await receiveAll(queues.sqs, from, {
    max: most,
    ...(sentBefore === undefined ? {} : { sentBefore }),
  });
  if (only === undefined) return received;
  const isMatch = ({ letter }: ReceivedDeadLetter) =>
    [letter.handOffId, letter.referralId, letter.messageId].includes(only);
  await release(queues.sqs, from, messagesOf(received.filter((one) => !isMatch(one))));
  return received.filter(isMatch);
}

export const messagesOf = (received: readonly ReceivedDeadLetter[]) => received.map(({ message }) => message);

/** One line, with ids only. */
export function deadLetterText(letter: DeadLetter): string {
  const { kind, messageId, handOffId, referralId, version, reference, respondBy, sentAt, receives, why } = letter;
  const what = [reference, handOffId ?? referralId ?? `message ${messageId}`].filter(Boolean).join(' ');
  const which = version === undefined ? '' : ` version ${version}`;
  const due = respondBy === undefined ? '' : `, due ${respondBy}`;
  const because = why === undefined ? '' : `: ${why}`;
  return `${kind} ${what}${which}${due}, sent ${sentAt}, received ${receives} times${because}\n`;
}

export async function listLetters(
  source: DeadLetterSource,
  options: LetterOptions & ListOptions,
  io: Io,
): Promise<void> {
  const received = await receiveMatching(source, options);
  await release(source.queues.sqs, source.from, messagesOf(received));
  for (const { letter } of received)
    await io.out(options.format === 'ndjson' ? `${JSON.stringify(letter)}\n` : deadLetterText(letter));
  io.say(received.length === 1 ? '1 message' : `${received.length} messages`);
}

/** Asks first, unless told not to. */
export async function discardLetters(
  findSource: () => DeadLetterSource,
  options: LetterOptions & DiscardOptions,
  io: Io,
): Promise<void> {
  if (!options.yes && !io.ask) throw new UsageError('There is nobody to ask: say --yes to discard without.');
  const source = findSource();
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
