/** The system's tables and some queues in memory, under plain names. */
import { tables } from '#src/store/table-model.ts';
import { createClock, type VirtualClock } from './clock.ts';
import { createMemoryDynamoDb, type MemoryDynamoDb } from './dynamodb.ts';
import type { QueueModel } from './queue.ts';
import { createMemorySqs, type MemorySqs } from './sqs.ts';

export interface MemoryWorld {
  clock: VirtualClock;
  dynamo: MemoryDynamoDb;
  sqs: MemorySqs;
}

/** @param queues by the URL of each */
export function createMemoryWorld(start: Date, queues: Readonly<Record<string, QueueModel>> = {}): MemoryWorld {
  const clock = createClock(start);
  const dynamo = createMemoryDynamoDb(clock);
  dynamo.createTables(tables);
  return { clock, dynamo, sqs: createMemorySqs(queues, clock) };
}
