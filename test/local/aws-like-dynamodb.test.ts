/** What stands in front of the emulator for --aws-like: conflicts, throttles and waits as callers of DynamoDB meet them. */
import { createServer } from 'node:http';
import {
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { type AwsLikeDynamoDb, type AwsLikeOptions, startAwsLikeDynamoDb } from '#local/emulators/aws-like-dynamodb.ts';

const keys = [
  { AttributeName: 'd', KeyType: 'RANGE' },
  { AttributeName: 'k', KeyType: 'HASH' },
];

/** Answers everything with nothing, at once, and says what it was asked to do. */
async function startEmptyDynamoDb() {
  const actions: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    actions.push(action);
    const answer = action === 'DescribeTable' ? { Table: { KeySchema: keys } } : {};
    incoming.resume().once('end', () => outgoing.end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, actions, stop };
}

async function start(options: Partial<AwsLikeOptions> = {}) {
  const dynamodb = await startEmptyDynamoDb();
  const region = 'eu-west-2';
  const wait = options.wait ?? (async () => undefined);
  const awsLike = await startAwsLikeDynamoDb(dynamodb, { port: 0, region, wait, ...options });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: awsLike.url, region, credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await awsLike.stop();
  });
  return { awsLike, client, actions: dynamodb.actions };
}

const row = (k: string, d = '2026-11-22') => ({ k: { S: k }, d: { S: d } });
const put = (k: string, d?: string) => ({ Put: { TableName: 'counters', Item: row(k, d) } });
const transaction = (...items: NonNullable<TransactWriteItemsCommandInput['TransactItems']>) =>
  new TransactWriteItemsCommand({ TransactItems: items });
const add = (k: string) => ({ Update: { TableName: 'counters', Key: row(k), UpdateExpression: 'ADD n :one' } });

/** Calls wait until they are let go. */
function gate() {
  const waiting: (() => void)[] = [];
  const firstToWait = async (): Promise<() => void> => {
    for (let letGo = waiting.shift(); ; letGo = waiting.shift()) {
      if (letGo) return letGo;
      await new Promise(setImmediate);
    }
  };
  const wait = () => new Promise<void>((letGo) => waiting.push(letGo));
  const letAllGo = () => {
    for (const letGo of waiting.splice(0)) letGo();
  };
  return { wait, firstToWait, letAllGo };
}

const codesOf = (error: unknown): (string | undefined)[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).map(({ Code }) => Code) : [];
/** What a call that waits for nobody comes to. */
async function outcomeOf(call: Promise<unknown>, letAllGo: () => void): Promise<unknown> {
  let isOver = false;
  const over = call.then(
    () => 'done',
    (error: unknown) => error,
  );
  void over.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    letAllGo();
    await new Promise(setImmediate);
  }
  return over;
}

test('of two transactions at once that change one item, the second is cancelled, and says for which item', async () => {
  const { wait, firstToWait, letAllGo } = gate();
  const { client, awsLike } = await start({ wait });
  const first = client.send(transaction(add('r|all'), put('one')));
  const own = await firstToWait();
  const second = await outcomeOf(client.send(transaction(put('two'), add('r|all'))), letAllGo);
  expect(codesOf(second)).toEqual(['None', 'TransactionConflict']);
  own();
  await first;
  expect(await outcomeOf(client.send(transaction(put('two'), add('r|all'))), letAllGo)).toBe('done');
  expect(awsLike.counts).toMatchObject({ transactions: 3, conflicts: 1, throttled: 0 });
});

test('a single write of an item that a transaction is changing is refused', async () => {
  const { wait, firstToWait, letAllGo } = gate();
  const { client, actions } = await start({ wait });
  const first = client.send(transaction(add('r|all')));
  const own = await firstToWait();
  const single = (k: string, d?: string) => client.send(new PutItemCommand({ TableName: 'counters', Item: row(k, d) }));
  expect(await outcomeOf(single('r|all'), letAllGo)).toMatchObject({ name: 'TransactionConflictException' });
  expect(await outcomeOf(single('r|all', '2026-11-23'), letAllGo)).toBe('done');
  own();
  await first;
  expect(actions.filter((action) => action === 'PutItem')).toHaveLength(1);
});

test('what was refused has changed nothing', async () => {
  const { client, actions } = await start({ limits: { call: [0, 0], transaction: [0, 0], writeUnits: 1 } });
  await expect(client.send(transaction(add('r|all')))).rejects.toThrow();
  expect(actions).not.toContain('TransactWriteItems');
});

test('a partition takes so many write units a second, and a transaction costs twice', async () => {
  let ms = 0;
  const limits = { call: [0, 0], transaction: [0, 0], writeUnits: 4 } as const;
  const { client, awsLike } = await start({ limits, now: () => ms });
  const send = () => client.send(transaction(add('r|all'))).then(() => [], codesOf);
  expect([await send(), await send(), await send()]).toEqual([[], [], ['ThrottlingError']]);
  await client.send(transaction(add('r|source:other')));
  await client.send(new PutItemCommand({ TableName: 'counters', Item: row('other') }));
  ms = 500;
  expect([await send(), await send()]).toEqual([[], ['ThrottlingError']]);
  const long = { ...row('long'), text: { S: 'a'.repeat(4096) } };
  const single = client.send(new PutItemCommand({ TableName: 'counters', Item: long }));
  await expect(single).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(awsLike.counts).toMatchObject({ conflicts: 0, throttled: 3 });
});

test('a call waits as long as its kind takes, and polls of a stream do not', async () => {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const { client, awsLike } = await start({ wait, limits: { call: [3, 8], transaction: [10, 20], writeUnits: 100 } });
  for (let count = 0; count < 20; count++) await client.send(transaction(add(`row ${count}`)));
  expect(waits.every((ms) => ms >= 10 && ms <= 20)).toBe(true);
  waits.length = 0;
  await client.send(new PutItemCommand({ TableName: 'counters', Item: row('one') }));
  expect(waits.every((ms) => ms >= 3 && ms <= 8) && waits.length === 1).toBe(true);
  const { status } = await pollStream(awsLike);
  expect([status, waits.length]).toEqual([200, 1]);
});

const pollStream = ({ url }: AwsLikeDynamoDb) =>
  fetch(url, { method: 'POST', headers: { 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' }, body: '{}' });
