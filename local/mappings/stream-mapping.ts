/** Runs one event source mapping on a table's stream until the run stops. */
import { createHash } from 'node:crypto';
import type { Invocation } from '#local/functions/invocation.ts';
import type { StreamMapping } from '#local/template/model.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Delivery, type DiscardedBatch, deliver, type StreamRecord } from './deliver.ts';
import { recordFilter } from './filter.ts';
import { backoffMs, interruptibleWait } from './interruptible-wait.ts';
import type { StreamSource } from './stream-source.ts';

export interface MappingPorts {
  invoke(functionName: string, event: object): Promise<Invocation>;
  discard(batch: DiscardedBatch): Promise<void>;
  /** Called when this mapping no longer needs the records before the sequence number. */
  trim(sequence: string): unknown;
  /** Reports a failure, such as an emulator that does not answer. */
  onError(why: string): void;
}

export interface RunningMapping {
  /** Polls at once, because something may have been written. */
  pollNow(): void;
  /** Resolves when everything written before the call is delivered or discarded. */
  waitUntilIdle(): Promise<void>;
  /** Resolves when the loop has ended. The current invocation finishes; its retries are dropped. */
  stop(): Promise<void>;
}

/** Time between two polls of an idle stream. */
const pollIntervalMs = 100;
/** Number of records after which those already read are trimmed. */
const trimInterval = 500;

export function runStreamMapping(
  mapping: StreamMapping,
  source: StreamSource,
  checkpoints: Checkpoints,
  ports: MappingPorts,
): RunningMapping {
  const stopping = new AbortController();
  const { wake, wait } = interruptibleWait(stopping.signal);
  const matchesFilter = recordFilter(mapping.filters);
  let idleWaiters: { pollNumber: number; resolve: () => void }[] = [];
  let pollCount = 0;
  let sinceTrim = 0;
  /** Records read but not yet processed: after an error here they are tried again, not skipped. */
  let pending: StreamRecord[] = [];

  const checkpoint = (sequence: string) => checkpoints.set(mapping.logicalId, source.id, sequence);

  const deliverInOrder = async (
    records: readonly StreamRecord[],
    onCheckpoint: (sequence: string) => void,
  ): Promise<void> => {
    for (let start = 0; start < records.length && !stopping.signal.aborted; start += mapping.batchSize) {
      await deliver(records.slice(start, start + mapping.batchSize), mapping, {
        invoke: async (chunk) =>
          toDelivery(await ports.invoke(mapping.functionName, { Records: chunk.map(({ event }) => event) })),
        checkpoint: onCheckpoint,
        discard: ports.discard,
        now: Date.now,
        pause: async (attempt) => {
          await wait(backoffMs(attempt));
          return !stopping.signal.aborted;
        },
      });
    }
  };

  const processBatch = async (batch: readonly StreamRecord[]): Promise<void> => {
    const records = batch.filter(({ event }) => matchesFilter(event));
    const lanes = splitIntoLanes(records, mapping.lanes);
    // With several lanes, the stream's position is known only when all of them have finished.
    const onCheckpoint = lanes.length === 1 ? checkpoint : () => undefined;
    await Promise.all(lanes.map((lane) => deliverInOrder(lane, onCheckpoint)));
    const last = batch.at(-1);
    // If stopped between retries, the next run reads the batch again from its checkpoint.
    if (!last || stopping.signal.aborted) return;
    checkpoint(last.sequence);
    sinceTrim += batch.length;
    if (sinceTrim >= trimInterval) {
      sinceTrim = 0;
      ports.trim(last.sequence);
    }
  };

  /** Reads what is available, then, if a batching window is set, what arrives within it. */
  const gather = async (): Promise<void> => {
    const maxRecords = mapping.batchSize * mapping.lanes;
    pending = await source.read(maxRecords);
    if (pending.length === 0 || pending.length >= maxRecords || mapping.batchingWindowMs === 0) return;
    await wait(mapping.batchingWindowMs);
    pending = [...pending, ...(await source.read(maxRecords - pending.length))];
  };

  /** Polls once; false if there was nothing to do. */
  const poll = async (): Promise<boolean> => {
    const currentPoll = ++pollCount;
    if (pending.length === 0) await gather();
    if (pending.length > 0) {
      await processBatch(pending);
      pending = [];
      return true;
    }
    const waiters = idleWaiters.filter(({ pollNumber }) => pollNumber < currentPoll);
    idleWaiters = idleWaiters.filter(({ pollNumber }) => pollNumber >= currentPoll);
    for (const { resolve } of waiters) resolve();
    return false;
  };

  /** Remembered so that a lasting error is reported once, not ten times a second. */
  let lastError = '';
  const reportOnce = (error: unknown): false => {
    const why = error instanceof Error ? error.message : String(error);
    if (!stopping.signal.aborted && why !== lastError) ports.onError(why);
    lastError = why;
    return false;
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const hadRecords = await poll().catch(reportOnce);
      if (hadRecords) lastError = '';
      else await wait(pollIntervalMs);
    }
    for (const { resolve } of idleWaiters) resolve();
  };

  const ended = loop();
  return {
    pollNow: wake,
    waitUntilIdle: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) return resolve();
        // Only a poll that starts after the call sees everything written before it.
        idleWaiters.push({ pollNumber: pollCount, resolve });
        wake();
      }),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

function toDelivery(invocation: Invocation): Delivery {
  const { requestId } = invocation;
  return invocation.ok
    ? { ok: true, requestId, value: invocation.value }
    : { ok: false, requestId, type: invocation.kind === 'error' ? 'Unhandled' : invocation.type };
}

/** Lanes run in parallel (ParallelizationFactor). An item's records share a lane, so they stay in order. */
function splitIntoLanes(records: readonly StreamRecord[], count: number): StreamRecord[][] {
  if (records.length === 0) return [];
  if (count === 1) return [[...records]];
  const lanes = new Map<number, StreamRecord[]>();
  for (const record of records) {
    const lane = createHash('sha256').update(record.partitionKey).digest().readUInt32BE() % count;
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
}
