/**
 * What DynamoDB on AWS does and the emulator does not: a call takes its time, an item is changed by one transaction at a
 * time, and a partition takes so many write units a second. A server in front of the emulator, for `npm start -- --aws-like` and benches.
 *
 * Known differences: an update counts as one unit, whatever the size of its row; a put by its JSON, in which bytes are a third longer; what an
 * index takes is not counted.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { awsJsonClient } from './aws-json.ts';
import type { DynamoDb } from './dynamodb.ts';
import { loopback } from './ports.ts';

/** Milliseconds, drawn evenly from these bounds. */
export type Span = readonly [from: number, to: number];

export interface AwsLimits {
  /** How long any call takes; the emulator's own time comes on top. */
  call: Span;
  transaction: Span;
  /** Of all rows of one partition key, each second. */
  writeUnits: number;
}

/** Within one region, as AWS's users report it; the units are AWS's limit of a partition. */
export const usualLimits: AwsLimits = { call: [3, 8], transaction: [10, 20], writeUnits: 1000 };

export interface AwsLikeDynamoDb extends DynamoDb {
  counts: Readonly<Counts>;
}

interface Counts {
  calls: number;
  transactions: number;
  /** Calls refused because a transaction was changing one of their items. */
  conflicts: number;
  throttled: number;
}

export interface AwsLikeOptions {
  port: number;
  region: string;
  limits?: AwsLimits;
  /** Receives a message for the user. */
  progress?: (line: string) => void;
  /** For tests. */
  wait?: (ms: number) => Promise<unknown>;
  now?: () => number;
}

export async function startAwsLikeDynamoDb(
  dynamodb: DynamoDb,
  { port, region, limits = usualLimits, progress, wait = delay, now = () => performance.now() }: AwsLikeOptions,
): Promise<AwsLikeDynamoDb> {
  const counts: Counts = { calls: 0, transactions: 0, conflicts: 0, throttled: 0 };
  const keysOf = keyReader(dynamodb.url, region);
  const admit = gatekeeper(limits, now);
  const agent = new Agent({ keepAlive: true });

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const forward = () => forwardCall(dynamodb.url, agent, { incoming, outgoing, body });
    const [service, action = ''] = String(incoming.headers['x-amz-target']).split('.');
    // The stream's mapping polls all the time; on AWS nobody waits for it.
    if (service !== 'DynamoDB_20120810') return forward();
    const isTransaction = action === 'TransactWriteItems';
    const admitted = admit(await readWrites(action, body, keysOf), isTransaction);
    addCall(counts, isTransaction, admitted.refusals);
    try {
      const span = isTransaction && admitted.refusals === undefined ? limits.transaction : limits.call;
      await wait(span[0] + Math.random() * (span[1] - span[0]));
      if (admitted.refusals) refuse(outgoing, isTransaction, admitted.refusals);
      else await forward();
    } finally {
      admitted.release();
    }
  };

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      // As when the emulator itself does not answer: the caller tries again.
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  return {
    ...dynamodb,
    url: `http://${loopback}:${typeof address === 'object' ? address?.port : port}`,
    counts,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      agent.destroy();
      const { calls, transactions, conflicts, throttled } = counts;
      progress?.(
        `DynamoDB: ${calls} calls, ${transactions} of them transactions; ${conflicts} conflicts, ${throttled} throttled.`,
      );
      await dynamodb.stop();
    },
  };
}

function addCall(counts: Counts, isTransaction: boolean, refusals: readonly Refusal[] = []): void {
  counts.calls += 1;
  if (isTransaction) counts.transactions += 1;
  if (refusals.includes(conflict)) counts.conflicts += 1;
  else if (refusals.includes(throttling)) counts.throttled += 1;
}

interface Admitted {
  /** One for each write, if the call is refused. */
  refusals?: readonly Refusal[];
  /** Lets others change the items. */
  release(): void;
}

/** Says which calls may change their items now: nobody may change one that a transaction is changing. */
function gatekeeper({ writeUnits }: AwsLimits, now: () => number) {
  const inTransaction = new Set<string>();
  const takeUnits = partitionBudgets(writeUnits, now);
  return (writes: readonly ItemWrite[], isTransaction: boolean): Admitted => {
    const refusals = writes.map(({ item, partition, units }) => {
      if (inTransaction.has(item)) return conflict;
      return takeUnits(partition, isTransaction ? 2 * units : units) ? none : throttling;
    });
    if (refusals.some((refusal) => refusal !== none)) return { refusals, release: () => undefined };
    const held = isTransaction ? writes.map(({ item }) => item) : [];
    for (const item of held) inTransaction.add(item);
    return {
      release() {
        for (const item of held) inTransaction.delete(item);
      },
    };
  };
}

interface ItemWrite {
  item: string;
  partition: string;
  units: number;
}

const attributes = z.record(z.string(), z.unknown());
const writeSchema = z.looseObject({ TableName: z.string(), Item: attributes.optional(), Key: attributes.optional() });
type WriteInput = z.infer<typeof writeSchema>;
const transactionSchema = z.looseObject({ TransactItems: z.array(z.record(z.string(), writeSchema)) });

async function readWrites(action: string, body: Buffer, keysOf: KeysOf): Promise<ItemWrite[]> {
  const inputs = readInputs(action, body);
  return Promise.all(
    inputs.map(async ({ TableName, Item, Key }) => {
      const [partitionKey = '', ...sortKeys] = await keysOf(TableName);
      const row = Item ?? Key ?? {};
      const partition = JSON.stringify([TableName, row[partitionKey]]);
      const item = JSON.stringify([partition, ...sortKeys.map((key) => row[key])]);
      return { item, partition, units: Item ? Math.ceil(JSON.stringify(Item).length / 1024) : 1 };
    }),
  );
}

function readInputs(action: string, body: Buffer): WriteInput[] {
  if (action === 'TransactWriteItems') {
    const { TransactItems: items } = transactionSchema.parse(JSON.parse(body.toString()));
    return items.flatMap((item) => Object.values(item));
  }
  const isWrite = ['PutItem', 'UpdateItem', 'DeleteItem'].includes(action);
  return isWrite ? [writeSchema.parse(JSON.parse(body.toString()))] : [];
}

type KeysOf = (table: string) => Promise<readonly string[]>;

const keySchema = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })) }),
});

/** The names of a table's keys, the partition key first; asked for once. */
function keyReader(url: string, region: string): KeysOf {
  const call = awsJsonClient('dynamodb', { url, region });
  const read = async (TableName: string): Promise<string[]> => {
    const { KeySchema: keys } = keySchema.parse(await call('DescribeTable', { TableName })).Table;
    const isHash = ({ KeyType }: (typeof keys)[number]) => KeyType === 'HASH';
    return [...keys.filter(isHash), ...keys.filter((key) => !isHash(key))].map(({ AttributeName }) => AttributeName);
  };
  const known = new Map<string, Promise<string[]>>();
  return (table) => {
    const keys = known.get(table) ?? read(table);
    known.set(table, keys);
    keys.catch(() => known.delete(table));
    return keys;
  };
}

/** Units come back evenly, and one second's are there at once. @returns whether there were enough, which are then spent */
function partitionBudgets(unitsPerSecond: number, now: () => number) {
  const spent = new Map<string, { units: number; at: number }>();
  return (partition: string, units: number): boolean => {
    const before = spent.get(partition) ?? { units: 0, at: now() };
    const cameBack = ((now() - before.at) / 1000) * unitsPerSecond;
    const left = Math.max(0, before.units - cameBack);
    if (left + units > unitsPerSecond) return false;
    spent.set(partition, { units: left + units, at: now() });
    return true;
  };
}

interface Refusal {
  code: 'None' | 'TransactionConflict' | 'ThrottlingError';
  /** The error of a call that is no transaction. */
  type: string;
  message: string;
}
const none: Refusal = { code: 'None', type: '', message: '' };
const conflict: Refusal = {
  code: 'TransactionConflict',
  type: 'TransactionConflictException',
  message: 'Transaction is ongoing for the item',
};
const throttling: Refusal = {
  code: 'ThrottlingError',
  type: 'ThrottlingException',
  message: 'Throughput exceeds the current throughput limit for your table or index',
};

function refuse(outgoing: ServerResponse, isTransaction: boolean, refusals: readonly Refusal[]): void {
  const [first = none] = refusals.filter((refusal) => refusal !== none);
  const codes = refusals.map(({ code }) => code).join(', ');
  const error = isTransaction
    ? {
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
        CancellationReasons: refusals.map(({ code, message }) =>
          code === 'None' ? { Code: code } : { Code: code, Message: message },
        ),
      }
    : { __type: `com.amazonaws.dynamodb.v20120810#${first.type}`, message: first.message };
  outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(error));
}

interface Call {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
}

/** Resolves when the answer has been passed on. */
async function forwardCall(url: string, agent: Agent, { incoming, outgoing, body }: Call): Promise<void> {
  const { method, headers } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, agent, headers: { ...headers, host: new URL(url).host } }, resolve)
      .once('error', reject)
      .end(body);
  });
  const content = await buffer(answer);
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(content);
}
