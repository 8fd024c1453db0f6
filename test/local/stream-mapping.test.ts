import { afterEach, describe, expect, test } from 'vitest';
import type { Invocation } from '#local/functions/invocation.ts';
import { openCheckpoints } from '#local/mappings/checkpoints.ts';
import type { DiscardedBatch, StreamRecord } from '#local/mappings/deliver.ts';
import { type MappingPorts, type RunningMapping, runStreamMapping } from '#local/mappings/stream-mapping.ts';
import type { StreamSource } from '#local/mappings/stream-source.ts';
import type { StreamMapping } from '#local/template/model.ts';
import { makeFolder, removeFolder } from './support/small-system.ts';

const mapping: StreamMapping = {
  logicalId: 'Mapping',
  functionName: 'stream',
  table: 'Referrals',
  streamArn: 'arn:stream',
  enabled: true,
  startingPosition: 'TRIM_HORIZON',
  batchSize: 3,
  batchingWindowMs: 0,
  lanes: 1,
  reportsItemFailures: true,
  bisectOnError: false,
  maxRetries: 0,
  maxRecordAgeMs: -1,
  filters: ['{"eventName":["INSERT"]}'],
};

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
});

/** A stream in memory, read from a sequence number on, like the emulator's. */
function stream() {
  const records: StreamRecord[] = [];
  const put = (eventName: string, item = 'one') => {
    const sequence = String(records.length + 1);
    records.push({
      sequence,
      partitionKey: item,
      arrived: 0,
      event: { eventName, dynamodb: { SequenceNumber: sequence } },
    });
  };
  const open = (after: string | undefined, id = 'stream-one'): StreamSource => {
    let next = after === undefined ? 0 : Number(after);
    return {
      id,
      shardId: 'shard',
      async read(limit) {
        const read = records.slice(next, next + limit);
        next += read.length;
        return read;
      },
    };
  };
  return { put, open };
}

function run(
  source: StreamSource,
  file: string,
  ports: Partial<MappingPorts> = {},
  given: Partial<StreamMapping> = {},
) {
  const seen: string[][] = [];
  const troubles: string[] = [];
  const running: RunningMapping = runStreamMapping({ ...mapping, ...given }, source, openCheckpoints(file), {
    async invoke(_name, event): Promise<Invocation> {
      const { Records } = event as { Records: { dynamodb: { SequenceNumber: string } }[] };
      seen.push(Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
      return { ok: true, requestId: 'r', value: null };
    },
    discard: async () => undefined,
    trim: () => undefined,
    onError: (why) => troubles.push(why),
    ...ports,
  });
  undo.push(running.stop);
  return { running, seen, troubles };
}

function checkpointFile(): string {
  const folder = makeFolder();
  undo.push(() => removeFolder(folder));
  return `${folder}/checkpoints.json`;
}

describe('a mapping on a stream', () => {
  test('delivers in batches of its size, in order, and only what its filter takes', async () => {
    const { put, open } = stream();
    for (const name of ['INSERT', 'INSERT', 'MODIFY', 'INSERT', 'REMOVE', 'MODIFY', 'INSERT']) put(name);
    const { running, seen } = run(open(undefined), checkpointFile());
    await running.waitUntilIdle();
    expect(seen).toEqual([['1', '2'], ['4'], ['7']]);
  });

  test('continues from its checkpoint after a restart: nothing twice, nothing lost', async () => {
    const { put, open } = stream();
    const file = checkpointFile();
    put('INSERT');
    const first = run(open(undefined), file);
    await first.running.waitUntilIdle();
    await first.running.stop();
    put('INSERT');
    put('MODIFY');
    const source = open(openCheckpoints(file).get('Mapping', 'stream-one'));
    const second = run(source, file);
    await second.running.waitUntilIdle();
    expect([first.seen, second.seen]).toEqual([[['1']], [['2']]]);
    // Filtered records are checkpointed too.
    expect(openCheckpoints(file).get('Mapping', 'stream-one')).toBe('3');
  });

  test('a new stream is read from its beginning', () => {
    const file = checkpointFile();
    openCheckpoints(file).set('Mapping', 'stream-one', '7');
    expect(openCheckpoints(file).get('Mapping', 'stream-two')).toBeUndefined();
  });

  test('when stopped while its function fails, leaves the batch to the next run', async () => {
    const { put, open } = stream();
    const file = checkpointFile();
    put('INSERT');
    const called = Promise.withResolvers<void>();
    const endless = { ...mapping, maxRetries: -1 };
    const running = runStreamMapping(endless, open(undefined), openCheckpoints(file), {
      async invoke() {
        called.resolve();
        return { ok: false, requestId: 'r', kind: 'error', type: 'Error', message: 'no' };
      },
      discard: async () => undefined,
      trim: () => undefined,
      onError: () => undefined,
    });
    await called.promise;
    await running.stop();
    expect(openCheckpoints(file).get('Mapping', 'stream-one')).toBeUndefined();
  });

  test('when parking a batch fails, keeps it until that succeeds', async () => {
    const { put, open } = stream();
    put('INSERT');
    const parked: DiscardedBatch[] = [];
    let tries = 0;
    const { running, troubles } = run(open(undefined), checkpointFile(), {
      invoke: async () => ({ ok: false, requestId: 'r', kind: 'error', type: 'Error', message: 'no' }),
      async discard(given) {
        if (++tries === 1) throw new Error('the queue is down');
        parked.push(given);
      },
    });
    await running.waitUntilIdle();
    expect(parked).toHaveLength(1);
    expect(troubles).toEqual(['the queue is down']);
  });

  test('with several lanes delivers everything, the records of one item in order, and then checkpoints', async () => {
    const { put, open } = stream();
    const items = Array.from({ length: 40 }, (_, index) => `item-${index % 7}`);
    for (const item of items) put('INSERT', item);
    const file = checkpointFile();
    const { running, seen } = run(open(undefined), file, {}, { lanes: 4 });
    await running.waitUntilIdle();
    const order = seen.flat();
    expect([...order].sort((a, b) => Number(a) - Number(b))).toEqual(items.map((_, index) => String(index + 1)));
    for (const item of new Set(items)) {
      const own = order.filter((sequence) => items[Number(sequence) - 1] === item).map(Number);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
    expect(seen.every((batch) => batch.length <= mapping.batchSize)).toBe(true);
    expect(openCheckpoints(file).get('Mapping', 'stream-one')).toBe('40');
  });

  test('waiting until idle needs a read that starts after the call', async () => {
    const { put, open } = stream();
    const source = open(undefined);
    const looking = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    let looks = 0;
    const { running, seen } = run(
      {
        ...source,
        async read(limit) {
          if (++looks > 1) return source.read(limit);
          looking.resolve();
          await late.promise;
          return [];
        },
      },
      checkpointFile(),
    );
    await looking.promise;
    put('INSERT');
    const idle = running.waitUntilIdle();
    late.resolve();
    await idle;
    expect(seen).toEqual([['1']]);
  });

  test('waiting until idle covers what was written before the call, and reads at once', async () => {
    const { put, open } = stream();
    const { running, seen } = run(open(undefined), checkpointFile());
    await running.waitUntilIdle();
    put('INSERT');
    await running.waitUntilIdle();
    expect(seen).toEqual([['1']]);
  });
});
