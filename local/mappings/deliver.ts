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
  item: string;
  /** When it was written to the stream, in epoch milliseconds. */
  arrived: number;
  /** The record as the function receives it. */
  event: object;
}

export interface DeliverySettings {
  reportsItemFailures: boolean;
  bisect: boolean;
  /** -1 is without end. */
  retries: number;
  /** -1 is without end. */
  recordAgeMs: number;
}

/** The function's result, or its error type. */
export type Delivery = { ok: true; value: unknown; requestId: string } | { ok: false; requestId: string; type: string };

export type GivenUpBecause = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

export interface GivenUp {
  because: GivenUpBecause;
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
  giveUp(given: GivenUp): Promise<void>;
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
    const fresh = await giveUpTheOld(chunk, settings, ports);
    if (fresh.records.length === 0) continue;
    const delivery = await ports.invoke(fresh.records);
    const done = delivery.ok ? doneOf(delivery.value, fresh.records, settings) : 0;
    checkpointLast(fresh.records.slice(0, done), ports);
    if (done === fresh.records.length) continue;
    const next = afterFailure({ ...fresh, invocations: fresh.invocations + 1 }, done, settings);
    if (next === 'give-up') {
      await giveUp(fresh, delivery, ports);
      continue;
    }
    chunks.unshift(...next);
    if (!(await ports.pause(next[0]?.failed ?? 0))) return;
  }
}

/** The chunks to try next, in order; the first `done` records are processed. */
function afterFailure(chunk: Chunk, done: number, { bisect, retries }: DeliverySettings): Chunk[] | 'give-up' {
  const { records, failed, invocations } = chunk;
  // Progress resets the count: the record that is now first has not failed yet.
  if (done > 0) return [{ records: records.slice(done), failed: 0, invocations }];
  if (bisect && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    const halves = [records.slice(0, middle), records.slice(middle)];
    return halves.map((half) => ({ records: half, failed, invocations }));
  }
  if (retries >= 0 && failed >= retries) return 'give-up';
  return [{ records, failed: failed + 1, invocations }];
}

async function giveUp(chunk: Chunk, delivery: Delivery, ports: DeliveryPorts): Promise<void> {
  await ports.giveUp({
    because: 'RetryAttemptsExhausted',
    records: chunk.records,
    invocations: chunk.invocations + 1,
    requestId: delivery.requestId,
    ...(!delivery.ok && { functionError: delivery.type }),
  });
  checkpointLast(chunk.records, ports);
}

/** Counts the processed records at the front. A report that names an unknown record fails the whole batch. */
function doneOf(value: unknown, records: readonly StreamRecord[], settings: DeliverySettings): number {
  if (!settings.reportsItemFailures) return records.length;
  const failures = failuresOf(value);
  if (failures.length === 0) return records.length;
  const places = failures.map((sequence) => records.findIndex((record) => record.sequence === sequence));
  return Math.max(0, Math.min(...places));
}

/** The identifiers in `batchItemFailures`; one that is not a string becomes '' and fails the whole batch. */
export function failuresOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('batchItemFailures' in value)) return [];
  const { batchItemFailures: listed } = value;
  if (!Array.isArray(listed)) return [];
  return listed.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'itemIdentifier' in item && typeof item.itemIdentifier === 'string'
      ? item.itemIdentifier
      : '',
  );
}

async function giveUpTheOld(chunk: Chunk, settings: DeliverySettings, ports: DeliveryPorts): Promise<Chunk> {
  if (settings.recordAgeMs < 0) return chunk;
  const oldest = ports.now() - settings.recordAgeMs;
  const young = chunk.records.findIndex((record) => record.arrived > oldest);
  const old = young < 0 ? chunk.records : chunk.records.slice(0, young);
  if (old.length === 0) return chunk;
  await ports.giveUp({ because: 'MaximumRecordAgeExceeded', records: old, invocations: chunk.invocations });
  checkpointLast(old, ports);
  return { ...chunk, records: chunk.records.slice(old.length) };
}

function checkpointLast(records: readonly StreamRecord[], ports: DeliveryPorts): void {
  const last = records.at(-1);
  if (last) ports.checkpoint(last.sequence);
}
