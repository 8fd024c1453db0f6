/**
 * Referrals a second of a backlog that dispatch hands off: one after another, side by side with a transaction each, and
 * together as it does. In turns in one run, on the emulator as it is and with waits, conflicts and throttles as on AWS
 * (local/emulators/aws-like-dynamodb.ts). Four batches of 25 at once, as the stream's mapping has them. The queues are
 * not real: to send takes as long as a call, where calls take time. The goal is three times one after another.
 *
 *   node bench/dispatch.ts [referrals a round, 300] [rounds, 3]
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadArea } from '#areas/load.ts';
import { startAwsLikeDynamoDb, usualLimits } from '#local/emulators/aws-like-dynamodb.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type DispatchDeps, dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import { median } from './support/median.ts';
import { noteRatio } from './support/ratios.ts';

const [referrals = 300, rounds = 3] = process.argv.slice(2).map(Number);
/** As in lib/intake-stack.ts. */
const stream = { batchSize: 25, lanes: 4 };
const minRatio = 3;
const police = { id: partyId('greater-manchester'), kind: 'police' } as const;

type Way = (deps: DispatchDeps, ids: readonly ReferralId[]) => Promise<void>;

const dispatch = async (deps: DispatchDeps, ids: readonly ReferralId[]): Promise<void> => {
  const [firstLeft] = await dispatchRecords(
    deps,
    ids.map((id, index) => ({ id, version: '1', sequence: String(index) })),
  );
  // The stream brings the rest again.
  if (firstLeft !== undefined) await dispatch(deps, ids.slice(Number(firstLeft)));
};

const inBatches: Way = async (deps, ids) => {
  const count = Math.ceil(ids.length / stream.batchSize);
  const batches = Array.from({ length: count }, (_, index) =>
    ids.slice(index * stream.batchSize, (index + 1) * stream.batchSize),
  );
  await mapConcurrently(batches, stream.lanes, (batch) => dispatch(deps, batch));
};

/** As if no two could be recorded in one transaction: each is dispatched alone, four at a time. */
const notTogether = (deps: DispatchDeps): DispatchDeps => ({
  ...deps,
  cases: { ...deps.cases, heads: () => Promise.reject(new Unavailable('NotTogether')) },
});

const ways: Readonly<Record<string, Way>> = {
  'one after another': async (deps, ids) => {
    for (const id of ids) await dispatch(deps, [id]);
  },
  'side by side, each alone': (deps, ids) => inBatches(notTogether(deps), ids),
  together: inBatches,
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const letters = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a');
let people = 0;
let writeUnits = 0;

async function submitBacklog({ deps }: TestSystem): Promise<ReferralId[]> {
  const ids: ReferralId[] = [];
  for (let count = 0; count < referrals; count++) {
    people += 1;
    const crimeReference = `06AB/${1_000_000 + people}/26`;
    const done = await submitReferral(
      deps,
      police,
      submission({ crimeReference, victim: { familyName: `Example-${letters(people)}` } }),
    );
    if (!('created' in done)) throw new Error('a referral was not taken');
    ids.push(done.created.id);
  }
  return ids;
}

/** Requests the consumed capacity of each call: of a transaction twice, as the bill has it. */
function countWriteUnits(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
      const isWrite = ['TransactItems', 'Item', 'UpdateExpression'].some((field) => field in args.input);
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) if (isWrite) writeUnits += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'countWriteUnits', priority: 'low' },
  );
}
interface Capacity {
  CapacityUnits?: number;
}

interface Round {
  perSecond: number;
  transactions: number;
  conflicts: number;
  writeUnits: number;
}

async function measure(what: string, limits: typeof usualLimits | undefined): Promise<void> {
  const emulator = await startEmulator();
  const noLimits = { call: [0, 0], transaction: [0, 0], writeUnits: Number.POSITIVE_INFINITY } as const;
  const front = await startAwsLikeDynamoDb(emulator, { port: 0, region: 'eu-west-2', limits: limits ?? noLimits });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const plain = new DynamoDBClient({ endpoint: limits ? front.url : emulator.url, region: 'eu-west-2', credentials });
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  countWriteUnits(client);
  try {
    const rates = new Map<string, Round[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, way] of Object.entries(ways)) {
        const system = await makeTestSystem(
          { client, makeTables: emulator.makeTables },
          loadArea('greater-manchester'),
        );
        const ids = await submitBacklog(system);
        const before = { ...front.counts };
        writeUnits = 0;
        const send: DispatchDeps['queue']['send'] = async () => {
          if (limits) await delay(limits.call[1]);
        };
        const started = performance.now();
        await way({ ...system.deps, queue: { send } }, ids);
        const seconds = (performance.now() - started) / 1000;
        if ((await system.total('referrals')) !== referrals) throw new Error(`${name}: not all are counted`);
        const done: Round = {
          perSecond: referrals / seconds,
          transactions: (front.counts.transactions - before.transactions) / referrals,
          conflicts: (front.counts.conflicts - before.conflicts) / referrals,
          writeUnits: writeUnits / referrals,
        };
        rates.set(name, [...(rates.get(name) ?? []), done]);
      }
    }
    report(what, rates, limits !== undefined);
  } finally {
    plain.destroy();
    await front.stop();
  }
}

function report(what: string, rates: ReadonlyMap<string, readonly Round[]>, isLimited: boolean): void {
  print(`\n${what}: ${referrals} referrals, the middle of ${rounds} rounds`);
  const middle = (name: string, key: keyof Round): number => median((rates.get(name) ?? []).map((round) => round[key]));
  for (const name of rates.keys()) {
    const counts = isLimited
      ? `, ${middle(name, 'transactions').toFixed(2)} transactions tried and ${middle(name, 'conflicts').toFixed(2)} conflicts each`
      : '';
    print(
      `  ${name.padEnd(26)} ${middle(name, 'perSecond').toFixed(0).padStart(4)} a second, ${middle(name, 'writeUnits').toFixed(1)} write units each${counts}`,
    );
  }
  const ratio = middle('together', 'perSecond') / middle('one after another', 'perSecond');
  print(
    `  together is ${ratio.toFixed(1)} times one after another; goal ${minRatio}: ${ratio >= minRatio ? 'met' : 'missed'}`,
  );
  noteRatio(`dispatch of a backlog, together to one after another, ${what}`, ratio, 'higher');
}

await measure('the emulator as it is', undefined);
await measure('as on AWS', usualLimits);
