import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Delivery,
  type DeliverySettings,
  type DiscardedBatch,
  deliver,
  type StreamRecord,
} from '#local/mappings/deliver.ts';

const settings: DeliverySettings = {
  reportsItemFailures: true,
  bisectOnError: false,
  maxRetries: 2,
  maxRecordAgeMs: -1,
};
const arrived = 1_000_000;
const recordsOf = (count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    sequence: String(index + 1),
    partitionKey: 'one',
    arrived,
    event: { index },
  }));
const sequences = (records: readonly StreamRecord[]) => records.map(({ sequence }) => Number(sequence));

/** What the function does with the records: throws, reports failures, or succeeds. */
type Behaviour = (sequences: number[], call: number) => 'throws' | number[];

async function run(
  count: number,
  given: Partial<DeliverySettings>,
  behave: Behaviour,
  options: { stopAtPause?: number; now?: number } = {},
) {
  const calls: number[][] = [];
  const checkpoints: number[] = [];
  const parked: (Omit<DiscardedBatch, 'records'> & { records: number[] })[] = [];
  const pauses: number[] = [];
  await deliver(
    recordsOf(count),
    { ...settings, ...given },
    {
      async invoke(records): Promise<Delivery> {
        calls.push(sequences(records));
        const outcome = behave(sequences(records), calls.length);
        if (outcome === 'throws') return { ok: false, requestId: `r${calls.length}`, type: 'Unhandled' };
        const batchItemFailures = outcome.map((sequence) => ({ itemIdentifier: String(sequence) }));
        return { ok: true, requestId: `r${calls.length}`, value: { batchItemFailures } };
      },
      checkpoint: (sequence) => checkpoints.push(Number(sequence)),
      discard: async (what) => void parked.push({ ...what, records: sequences(what.records) }),
      async pause(attempt) {
        pauses.push(attempt);
        return pauses.length !== options.stopAtPause;
      },
      now: () => options.now ?? arrived,
    },
  );
  return { calls, checkpoints, parked, pauses };
}

describe('a batch of a stream', () => {
  test('that succeeds is called once and checkpointed at its end', async () => {
    expect(await run(3, {}, () => [])).toMatchObject({ calls: [[1, 2, 3]], checkpoints: [3], parked: [] });
  });

  test('with reported failures continues from the lowest of them', async () => {
    const { calls, checkpoints } = await run(5, {}, (_records, call) => (call === 1 ? [4, 3] : []));
    expect(calls).toEqual([
      [1, 2, 3, 4, 5],
      [3, 4, 5],
    ]);
    expect(checkpoints).toEqual([2, 5]);
  });

  test('that throws is called again as a whole, with longer and longer pauses', async () => {
    const { calls, pauses } = await run(2, {}, (_records, call) => (call < 3 ? 'throws' : []));
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(pauses).toEqual([1, 2]);
  });

  test('is given up after its attempts with its position and reason, and the stream continues', async () => {
    const { calls, parked, checkpoints } = await run(2, {}, () => 'throws');
    expect(calls).toHaveLength(3);
    expect(parked).toEqual([
      {
        because: 'RetryAttemptsExhausted',
        records: [1, 2],
        invocations: 3,
        requestId: 'r3',
        functionError: 'Unhandled',
      },
    ]);
    expect(checkpoints).toEqual([2]);
  });

  test('with bisection separates the bad record from the good ones, and gives up that one alone', async () => {
    const { parked, checkpoints, calls } = await run(8, { bisectOnError: true }, (records) =>
      records.includes(6) ? 'throws' : [],
    );
    expect(parked.map(({ records }) => records)).toEqual([[6]]);
    expect(checkpoints.at(-1)).toBe(8);
    // Bisection uses no attempt: the single record still gets all three calls.
    expect(calls.filter((call) => call.length === 1 && call[0] === 6)).toHaveLength(3);
  });

  test.each<[string, unknown]>([
    ['an identifier that is not of the batch', { batchItemFailures: [{ itemIdentifier: '99' }] }],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['no identifier', { batchItemFailures: [{}] }],
  ])('whose report has %s fails as a whole', async (_name, value) => {
    let calls = 0;
    const checkpoints: string[] = [];
    await deliver(recordsOf(2), settings, {
      invoke: async () => ({ ok: true, requestId: 'r', value: ++calls === 1 ? value : null }),
      checkpoint: (sequence) => checkpoints.push(sequence),
      discard: async () => undefined,
      pause: async () => true,
      now: () => arrived,
    });
    expect(calls).toBe(2);
    expect(checkpoints).toEqual(['2']);
  });

  test('of a mapping without item failure reports is done, whatever the response says', async () => {
    const { calls } = await run(2, { reportsItemFailures: false }, () => [1]);
    expect(calls).toHaveLength(1);
  });

  test('older than the mapping accepts is given up without a call', async () => {
    const { calls, parked } = await run(2, { maxRecordAgeMs: 1000 }, () => [], { now: arrived + 1000 });
    expect(calls).toEqual([]);
    expect(parked).toMatchObject([{ because: 'MaximumRecordAgeExceeded', records: [1, 2], invocations: 0 }]);
  });

  test('with unlimited attempts is tried until the run stops, and is not checkpointed', async () => {
    const { calls, checkpoints, parked } = await run(2, { maxRetries: -1 }, () => 'throws', { stopAtPause: 7 });
    expect(calls).toHaveLength(7);
    expect(checkpoints).toEqual([]);
    expect(parked).toEqual([]);
  });

  test('for any bad records, delivers each good one in order, gives up each bad one, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (bad) => {
        const isBad = (sequence: number) => bad[sequence - 1] === true;
        const worked: number[] = [];
        const { parked, checkpoints } = await run(bad.length, { bisectOnError: true }, (records) => {
          if (records.some(isBad)) return 'throws';
          worked.push(...records);
          return [];
        });
        const all = bad.map((_, index) => index + 1);
        expect(worked).toEqual(all.filter((sequence) => !isBad(sequence)));
        expect(parked.flatMap(({ records }) => records)).toEqual(all.filter(isBad));
        expect(checkpoints).toEqual([...checkpoints].sort((a, b) => a - b));
        expect(checkpoints.at(-1)).toBe(bad.length);
      }),
    );
  });
});
