/**
 * Delivers one batch of a stream as Lambda's event source mapping does.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * and services-dynamodb-errors.html there: order is preserved; an error retries the whole batch;
 * reported failures retry from the lowest of them; with bisection a failing batch is split,
 * which uses no attempt; when the attempts or the record age are exhausted, the rest of the
 * batch is discarded to the on-failure destination and the stream moves on.
 */
export interface StreamRecord {
  sequence: string;
  /** The item's partition key as JSON. */
  partitionKey: string;
  /** When it was written to the stream, in epoch milliseconds. */
  arrived: number;
  /** The record as the function receives it. */
  event: object;
}

export interface DeliverySettings {
  reportsItemFailures: boolean;
  bisectOnError: boolean;
  /** -1 is without end. */
  maxRetries: number;
  /** -1 is without end. */
  maxRecordAgeMs: number;
}

/** The function's result, or its error type. */
export type Delivery = { ok: true; value: unknown; requestId: string } | { ok: false; requestId: string; type: string };

export type DiscardReason = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

export interface DiscardedBatch {
  because: DiscardReason;
  records: readonly StreamRecord[];
  /** How often the function was invoked with these records. */
  invocations: number;
  /** Request id of the last invocation, if there was one. */
  requestId?: string;
  functionError?: string;
}

export interface DeliveryPorts {
  invoke(records: readonly StreamRecord[]): Promise<Delivery>;
  /** Everything up to and including this sequence number is processed. */
  checkpoint(sequence: string): void;
  discard(batch: DiscardedBatch): Promise<void>;
  /** Waits before the attempt. Resolves to false if the run is stopping. */
  pause(attempt: number): Promise<boolean>;
  now(): number;
}

interface Chunk {
  records: readonly StreamRecord[];
  /** Failed attempts that count towards the retries. */
  failed: number;
  invocations: number;
}

/** Resolves when every record is delivered or discarded, or early if the run is stopping; the checkpoint says how far. */
export async function deliver(
  batch: readonly StreamRecord[],
  settings: DeliverySettings,
  ports: DeliveryPorts,
): Promise<void> {
  const chunks: Chunk[] = [{ records: batch, failed: 0, invocations: 0 }];
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
    const current = await discardExpired(chunk, settings, ports);
    if (current.records.length === 0) continue;
    const delivery = await ports.invoke(current.records);
    const done = delivery.ok ? countDone(delivery.value, current.records, settings) : 0;
    checkpointLast(current.records.slice(0, done), ports);
    if (done === current.records.length) continue;
    const next = afterFailure({ ...current, invocations: current.invocations + 1 }, done, settings);
    if (next === 'give-up') {
      await discard(current, delivery, ports);
      continue;
    }
    chunks.unshift(...next);
    if (!(await ports.pause(next[0]?.failed ?? 0))) return;
  }
}

/** The chunks to try next, in order; the first `done` records are processed. */
function afterFailure(
  chunk: Chunk,
  done: number,
  { bisectOnError, maxRetries }: DeliverySettings,
): Chunk[] | 'give-up' {
  const { records, failed, invocations } = chunk;
  // Progress resets the count: the record that is now first has not failed yet.
  if (done > 0) return [{ records: records.slice(done), failed: 0, invocations }];
  if (bisectOnError && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    const halves = [records.slice(0, middle), records.slice(middle)];
    return halves.map((half) => ({ records: half, failed, invocations }));
  }
  if (maxRetries >= 0 && failed >= maxRetries) return 'give-up';
  return [{ records, failed: failed + 1, invocations }];
}

async function discard(chunk: Chunk, delivery: Delivery, ports: DeliveryPorts): Promise<void> {
  await ports.discard({
    because: 'RetryAttemptsExhausted',
    records: chunk.records,
    invocations: chunk.invocations + 1,
    requestId: delivery.requestId,
    ...(!delivery.ok && { functionError: delivery.type }),
  });
  checkpointLast(chunk.records, ports);
}

/** Counts the processed records at the front. A report that names an unknown record fails the whole batch. */
function countDone(value: unknown, records: readonly StreamRecord[], settings: DeliverySettings): number {
  if (!settings.reportsItemFailures) return records.length;
  const failures = itemFailuresOf(value);
  if (failures.length === 0) return records.length;
  const indexes = failures.map((sequence) => records.findIndex((record) => record.sequence === sequence));
  return Math.max(0, Math.min(...indexes));
}

/** The identifiers in `batchItemFailures`; one that is not a string becomes '' and fails the whole batch. */
export function itemFailuresOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('batchItemFailures' in value)) return [];
  const { batchItemFailures: failures } = value;
  if (!Array.isArray(failures)) return [];
  return failures.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'itemIdentifier' in item && typeof item.itemIdentifier === 'string'
      ? item.itemIdentifier
      : '',
  );
}

async function discardExpired(chunk: Chunk, settings: DeliverySettings, ports: DeliveryPorts): Promise<Chunk> {
  if (settings.maxRecordAgeMs < 0) return chunk;
  const cutOff = ports.now() - settings.maxRecordAgeMs;
  const firstCurrent = chunk.records.findIndex((record) => record.arrived > cutOff);
  const expired = firstCurrent < 0 ? chunk.records : chunk.records.slice(0, firstCurrent);
  if (expired.length === 0) return chunk;
  await ports.discard({ because: 'MaximumRecordAgeExceeded', records: expired, invocations: chunk.invocations });
  checkpointLast(expired, ports);
  return { ...chunk, records: chunk.records.slice(expired.length) };
}

function checkpointLast(records: readonly StreamRecord[], ports: DeliveryPorts): void {
  const last = records.at(-1);
  if (last) ports.checkpoint(last.sequence);
}
