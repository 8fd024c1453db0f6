/** Writes one transaction, and retries it while other transactions are writing the same rows. */
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { backoffMs, type Pause, pauseWithJitter } from './backoff.ts';
import { cancellationReason, orUnavailable } from './errors.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * @param gatherWrites called again for each attempt; undefined where the writes do not go into one transaction
 * @param pause called with the backoff before each further attempt
 * @returns conflict when a condition failed, because a row has changed since it was read, or there were no writes to try
 * @throws Unavailable when every attempt met another transaction
 */
export async function transact(
  client: DynamoDBDocumentClient,
  gatherWrites: () => Write[] | Promise<Write[] | undefined>,
  pause: Pause = pauseWithJitter,
): Promise<'committed' | 'conflict'> {
  for (let attempt = 0; ; attempt++) {
    try {
      const TransactItems = await gatherWrites();
      if (!TransactItems) return 'conflict';
      await sendWrites(client, TransactItems);
      return 'committed';
    } catch (error) {
      const reason = cancellationReason(error);
      if (reason === 'conflict') return 'conflict';
      if (reason !== 'contention') throw error;
      const delay = backoffMs[attempt];
      if (delay === undefined) throw new Unavailable('TransactionConflict', { cause: error });
      await pause(delay);
    }
  }
}

async function sendWrites(client: DynamoDBDocumentClient, TransactItems: Write[]): Promise<void> {
  if (TransactItems.length > 0) await orUnavailable(client.send(new TransactWriteCommand({ TransactItems })));
}

/** As many as TransactWriteItems takes. */
const maxWrites = 100;

/** Whether DynamoDB takes them as one: not too many, and none of a row that another one writes. */
export function isOneTransaction(writes: readonly Write[]): boolean {
  const rows = writes.map(({ Put, Update }) => {
    const { id, row, v, k, d } = Put?.Item ?? Update?.Key ?? {};
    return [Put?.TableName ?? Update?.TableName, id ?? k, row ?? v ?? d].join(' ');
  });
  return writes.length <= maxWrites && new Set(rows).size === rows.length;
}
