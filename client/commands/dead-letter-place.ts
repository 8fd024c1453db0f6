/** Selects dead letters, finds their queue and describes them. */
import { type DeadLetter, type Held, holdAll, release } from '#client/library/dead-letters.ts';
import type { ConnectionOptions } from './connection.ts';
import { type Io, UsageError } from './io.ts';
import { needed, type Queues, queuesOf } from './queues.ts';

export interface Which extends ConnectionOptions {
  service?: string;
  parked?: true;
  only?: string;
  most: number;
}

export interface Place {
  queues: Queues;
  /** URL of the dead-letter queue, or of the queue of parked records. */
  from: string;
}

export function placeOf({ service, parked, ...options }: Which, io: Io): Place {
  if (service === undefined && !parked) throw new UsageError('Say whose dead letters: --service <id>, or --parked.');
  const queues = queuesOf(options, io, service);
  const from = parked
    ? needed(queues.parkedQueueUrl, 'REFERRALS_PARKED_QUEUE_URL', 'the queue of parked records')
    : needed(queues.deadLetterQueueUrl, 'REFERRALS_DEAD_LETTER_QUEUE_URL', 'the dead-letter queue');
  return { queues, from };
}

/** Receives the chosen letters; all others are made visible again at once. */
export async function hold({ queues, from }: Place, { most, only }: Which, before?: number): Promise<Held[]> {
  const held = await holdAll(queues.sqs, from, { most, ...(before === undefined ? {} : { before }) });
  if (only === undefined) return held;
  const isMeant = ({ letter }: Held) => [letter.handOffId, letter.referralId, letter.messageId].includes(only);
  await release(queues.sqs, from, messagesOf(held.filter((one) => !isMeant(one))));
  return held.filter(isMeant);
}

export const messagesOf = (held: readonly Held[]) => held.map(({ message }) => message);

/** One line, with ids only. */
export function lineOf(letter: DeadLetter): string {
  const { kind, messageId, handOffId, referralId, version, reference, respondBy, sentAt, receives, why } = letter;
  const what = [reference, handOffId ?? referralId ?? `message ${messageId}`].filter(Boolean).join(' ');
  const which = version === undefined ? '' : ` version ${version}`;
  const due = respondBy === undefined ? '' : `, due ${respondBy}`;
  const because = why === undefined ? '' : `: ${why}`;
  return `${kind} ${what}${which}${due}, sent ${sentAt}, received ${receives} times${because}\n`;
}
