/** Runs one event mapping on a table's stream until the run stops. */
import { createHash } from 'node:crypto';
import type { Invocation } from '#local/functions/host.ts';
import type { StreamMapping } from '#local/template/model.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Delivery, deliver, type GivenUp, type StreamRecord } from './deliver.ts';
import { recordFilter } from './filter.ts';
import { backoff, waker } from './pause.ts';
import type { StreamSource } from './stream-source.ts';

export interface MappingPorts {
  invoke(functionName: string, event: object): Promise<Invocation>;
  giveUp(given: GivenUp): Promise<void>;
  /** Records before the sequence number are read by this mapping and may go. */
  trim(sequence: string): unknown;
  /** Said once for each trouble, such as an emulator that does not answer. */
  troubled(why: string): void;
}

export interface RunningMapping {
  /** Something may have been written: looks at once rather than at the next turn. */
  nudge(): void;
  /** Resolves when everything written before the call is delivered or given up. */
  idle(): Promise<void>;
  /** Resolves when the loop has ended; the batch under way is finished, its retries are not. */
  stop(): Promise<void>;
}

/** Time between two looks at a stream in which nothing happens. */
const lookEveryMs = 100;
/** As often as this, in records, what has been read is trimmed. */
const trimEvery = 500;

export function runStreamMapping(
  mapping: StreamMapping,
  source: StreamSource,
  checkpoints: Checkpoints,
  ports: MappingPorts,
): RunningMapping {
  const stopping = new AbortController();
  const { wake, wait } = waker(stopping.signal);
  const wanted = recordFilter(mapping.filters);
  let waitingForIdle: { since: number; resolve: () => void }[] = [];
  let looks = 0;
  let sinceTrim = 0;
  /** Read and not yet dealt with: where something here fails, it is tried again and not passed over. */
  let pending: StreamRecord[] = [];

  const checkpoint = (sequence: string) => checkpoints.set(mapping.logicalId, source.id, sequence);

  const deliverInOrder = async (records: readonly StreamRecord[], note: (sequence: string) => void): Promise<void> => {
    for (let start = 0; start < records.length && !stopping.signal.aborted; start += mapping.batchSize) {
      await deliver(records.slice(start, start + mapping.batchSize), mapping, {
        invoke: async (chunk) =>
          toDelivery(await ports.invoke(mapping.functionName, { Records: chunk.map(({ event }) => event) })),
        checkpoint: note,
        giveUp: ports.giveUp,
        now: Date.now,
        pause: async (attempt) => {
          await wait(backoff(attempt));
          return !stopping.signal.aborted;
        },
      });
    }
  };

  const work = async (batch: readonly StreamRecord[]): Promise<void> => {
    const records = batch.filter(({ event }) => wanted(event));
    const lanes = lanesOf(records, mapping.lanes);
    // With several lanes only the end of all of them says how far the stream is done.
    const note = lanes.length === 1 ? checkpoint : () => undefined;
    await Promise.all(lanes.map((lane) => deliverInOrder(lane, note)));
    const last = batch.at(-1);
    // Stopped in the middle of its retries, a batch is read again from its checkpoint by the next run.
    if (!last || stopping.signal.aborted) return;
    checkpoint(last.sequence);
    sinceTrim += batch.length;
    if (sinceTrim >= trimEvery) {
      sinceTrim = 0;
      ports.trim(last.sequence);
    }
  };

  /** What is there at once, or, where a window is set, what gathers within it. */
  const gather = async (): Promise<void> => {
    const most = mapping.batchSize * mapping.lanes;
    pending = await source.read(most);
    if (pending.length === 0 || pending.length >= most || mapping.batchingWindowMs === 0) return;
    await wait(mapping.batchingWindowMs);
    pending = [...pending, ...(await source.read(most - pending.length))];
  };

  /** One look; false when there was nothing to do. */
  const look = async (): Promise<boolean> => {
    const number = ++looks;
    if (pending.length === 0) await gather();
    if (pending.length > 0) {
      await work(pending);
      pending = [];
      return true;
    }
    const idle = waitingForIdle.filter(({ since }) => since < number);
    waitingForIdle = waitingForIdle.filter(({ since }) => since >= number);
    for (const { resolve } of idle) resolve();
    return false;
  };

  /** Said once, not ten times a second. */
  let trouble = '';
  const tell = (error: unknown): false => {
    const why = error instanceof Error ? error.message : String(error);
    if (!stopping.signal.aborted && why !== trouble) ports.troubled(why);
    trouble = why;
    return false;
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const found = await look().catch(tell);
      if (found) trouble = '';
      else await wait(lookEveryMs);
    }
    for (const { resolve } of waitingForIdle) resolve();
  };

  const ended = loop();
  return {
    nudge: wake,
    idle: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) return resolve();
        // Only a look that began after the call has seen all that was written before it.
        waitingForIdle.push({ since: looks, resolve });
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

/** Records of one item stay in one lane, and so in order; lanes go side by side (ParallelizationFactor). */
function lanesOf(records: readonly StreamRecord[], count: number): StreamRecord[][] {
  if (records.length === 0) return [];
  if (count === 1) return [[...records]];
  const lanes = new Map<number, StreamRecord[]>();
  for (const record of records) {
    const lane = createHash('sha256').update(record.item).digest().readUInt32BE() % count;
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
}
