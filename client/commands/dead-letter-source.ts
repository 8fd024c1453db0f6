/** Selects dead letters, finds their queue and describes them. */
import { type DeadLetter, type ReceivedDeadLetter, receiveAll, release } from '#client/library/dead-letters.ts';
import type { ConnectionOptions } from './connection.ts';
import { type Io, UsageError } from './io.ts';
import { openQueues, requireUrl, type ServiceQueues } from './queues.ts';

export interface DeadLetterOptions extends ConnectionOptions {
  service?: string;
  parked?: true;
  only?: string;
  most: number;
}

export interface DeadLetterSource {
  queues: ServiceQueues;
  /** URL of the dead-letter queue, or of the queue of parked records. */
  from: string;
}

export function findDeadLetterSource({ service, parked, ...options }: DeadLetterOptions, io: Io): DeadLetterSource {
  if (service === undefined && !parked) throw new UsageError('Say whose dead letters: --service <id>, or --parked.');
  const queues = openQueues(options, io, service);
  const from = parked
    ? requireUrl(queues.parkedQueueUrl, 'REFERRALS_PARKED_QUEUE_URL', 'the queue of parked records')
    : requireUrl(queues.deadLetterQueueUrl, 'REFERRALS_DEAD_LETTER_QUEUE_URL', 'the dead-letter queue');
  return { queues, from };
}

/** Receives the chosen letters; all others are made visible again at once. */
export async function receiveMatching(
  { queues, from }: DeadLetterSource,
  { most, only }: DeadLetterOptions,
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
