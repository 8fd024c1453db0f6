import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { area } from '#test/support/area-fixture.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const folder = mkdtempSync(path.join(tmpdir(), 'dispatch-'));
const file = path.join(folder, 'area.json');
let handler: typeof import('#functions/dispatch/handler.ts').handler;

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(area()));
  const names = { REFERRALS_TABLE: 'the-referrals', WORK_TABLE: 'the-work', COUNTERS_TABLE: 'the-counters' };
  const urls = { QUEUE_URL_PREFIX: 'https://sqs.example/1/', PARKED_QUEUE_URL: 'https://sqs.example/1/parked' };
  const rest = { AWS_REGION: 'eu-west-2', AREA_FILE: file, PUBLIC_URL: 'https://api.example.org', LOG_LEVEL: 'error' };
  for (const [name, value] of Object.entries({ ...names, ...urls, ...rest })) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  ({ handler } = await import('#functions/dispatch/handler.ts'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  dynamo.reset();
  sqs.reset();
  // The tables are empty, so each readable record is parked as one that can never be dispatched.
  dynamo.on(GetCommand).resolves({});
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(PutCommand).resolves({});
  sqs.on(SendMessageCommand).resolves({});
});

const id = (letter: string) => letter.repeat(26);
const record = (letter: string) => ({
  eventID: `event-${letter}`,
  dynamodb: { Keys: { id: { S: id(letter) }, v: { N: '1' } }, SequenceNumber: `sequence-${letter}` },
});
const three = { Records: [record('a'), record('b'), record('c')] };
const parked = () =>
  sqs.commandCalls(SendMessageCommand).map((call) => JSON.parse(call.args[0].input.MessageBody ?? '').id);
const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
const read = (letter: string) => ({ TableName: 'the-referrals', Key: { id: id(letter), v: 1 } });

test('the second of three records fails: it is reported to the stream, and no other referral waits for it', async () => {
  dynamo.on(GetCommand, read('b')).rejects(throttled);
  expect(await handler(three)).toEqual({ batchItemFailures: [{ itemIdentifier: 'sequence-b' }] });
  expect(parked().sort()).toEqual([id('a'), id('c')]);
});

test('a later version of a referral that failed waits', async () => {
  dynamo.on(GetCommand, read('b')).rejects(throttled);
  const second = { ...record('b'), dynamodb: { Keys: { id: { S: id('b') }, v: { N: '2' } }, SequenceNumber: 'later' } };
  expect(await handler({ Records: [record('b'), second] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'sequence-b' }],
  });
  expect(dynamo.commandCalls(GetCommand, { TableName: 'the-referrals', Key: { id: id('b'), v: 2 } })).toEqual([]);
});

test('when the stream retries from the failed record, the rest is done', async () => {
  expect(await handler({ Records: three.Records.slice(1) })).toEqual({ batchItemFailures: [] });
  expect(parked().sort()).toEqual([id('b'), id('c')]);
});

test('a record that can never be dispatched is parked, and holds up none of the others', async () => {
  expect(await handler(three)).toEqual({ batchItemFailures: [] });
  expect(parked().sort()).toEqual([id('a'), id('b'), id('c')]);
});

test('a record that cannot be parked now is sent again', async () => {
  sqs.on(SendMessageCommand).rejectsOnce(throttled).resolves({});
  await expect(handler(three)).rejects.toThrow('slow down');
});
