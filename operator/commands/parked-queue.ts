/** The area's own queue of records that could not be dispatched. */
import type { ConnectionOptions } from '#client/commands/connection.ts';
import type { Io } from '#client/commands/io.ts';
import type { DeadLetterSource, LetterOptions } from '#client/commands/letters.ts';
import { openQueues, requireUrl } from '#client/commands/queues.ts';

export type ParkedOptions = ConnectionOptions & LetterOptions;

export function parkedSource(options: ParkedOptions, io: Io): DeadLetterSource {
  const queues = openQueues(options, io, undefined);
  const from = requireUrl(queues.parkedQueueUrl, 'REFERRALS_PARKED_QUEUE_URL', 'the queue of parked records');
  return { queues, from };
}
