/**
 * One batch of a stream, delivered as Lambda's event mapping does it.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * and services-dynamodb-errors.html there: order is kept; an error retries the whole batch;
 * reported failures retry from the lowest of them; with bisection a failing batch is halved,
 * which uses no attempt; when attempts or age run out the rest of the batch is given up to
 * the on-failure destination and the stream moves on.
 */
export interface StreamRecord {
  sequence: string;
  /** The item's partition key, as a text. */
  item: string;
  /** Epoch milliseconds at which it came into the stream. */
  arrived: number;
  /** As the function gets it. */
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

/** What the function answered: its value, or the kind of its failure. */
export type Delivery = { ok: true; value: unknown; requestId: string } | { ok: false; requestId: string; type: string };

export type GivenUpBecause = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

export interface GivenUp {
  because: GivenUpBecause;
  records: readonly StreamRecord[];
  /** How often the function was called with them. */
  invocations: number;
  /** Of the last of these; absent when there was none. */
  requestId?: string;
  functionError?: string;
}

export interface DeliveryPorts {
  invoke(records: readonly StreamRecord[]): Promise<Delivery>;
  /** Everything up to and with this sequence number is dealt with. */
  checkpoint(sequence: string): void;
  giveUp(given: GivenUp): Promise<void>;
  /** Waits before the attempt; false when the run is stopping. */
  pause(attempt: number): Promise<boolean>;
  now(): number;
}

interface Chunk {
  records: readonly StreamRecord[];
  /** Failed attempts that count. */
  failed: number;
  invocations: number;
}

/** Resolves when each record is delivered or given up, or early when the run is stopping: the checkpoint says how far. */
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

/** What is tried next, in order; `done` records from the front are dealt with. */
function afterFailure(chunk: Chunk, done: number, { bisect, retries }: DeliverySettings): Chunk[] | 'give-up' {
  const { records, failed, invocations } = chunk;
  // Moving on is not a failed attempt of the record that is now first.
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

/** How many records from the front are done. A report that names none of the records is a failure of the whole batch. */
function doneOf(value: unknown, records: readonly StreamRecord[], settings: DeliverySettings): number {
  if (!settings.reportsItemFailures) return records.length;
  const failures = failuresOf(value);
  if (failures.length === 0) return records.length;
  const places = failures.map((sequence) => records.findIndex((record) => record.sequence === sequence));
  return Math.max(0, Math.min(...places));
}

/** Identifiers in `batchItemFailures`. One that is no text stands for the whole batch. */
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
