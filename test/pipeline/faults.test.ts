import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { runOperator } from '#test/client/support/terminal.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { area, authority, general, police, type Run, somebody, startRun } from './support/run.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun();
});
afterAll(() => run.stop());

/** A referral's stream record: its keys alone. */
const streamEvent = (...ids: string[]) => ({
  Records: ids.map((id, index) => ({
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: { SequenceNumber: String(index + 1), Keys: { id: { S: id }, v: { N: '1' } } },
  })),
});
const handOffs = (messages: readonly DeliveredMessage[]) => messages.map(({ handOffId }) => handOffId);
const parkedQueue = (): string => run.system.model.queues.find(({ name }) => name.endsWith('-parked'))?.url ?? '';

describe('duplicates', () => {
  test('a message read by two consumers is accepted once', async () => {
    const { referralId } = await run.refer();
    await run.system.waitUntilIdle();
    const url = run.client.endpoints.queues[general] ?? '';
    const [first] = await run.client.receive(url, { visibility: 0 });
    const [again] = await run.client.receive(url, { visibility: 60 });
    expect(first?.raw).toBe(again?.raw);
    await run.client.deleteMessages(url, [again?.receipt ?? '']);
    const message = again?.body as DeliveredMessage;
    run.saw(message);
    const before = await run.total('accepted');
    await Promise.all([run.accept(message), run.accept(message), run.accept(message)]);
    expect(await run.total('accepted')).toBe(before + 1);
    expect((await run.view(referralId)).history.filter(({ event }) => event === 'accepted')).toHaveLength(1);
  });

  test('a stream record delivered twice makes one hand-off, one message and one count', async () => {
    const { referralId } = await run.refer();
    const before = handOffs(await run.messagesOf(referralId));
    const totals = [await run.total('referrals'), await run.total('handed-off')];
    expect(await run.system.invoke('dispatch', streamEvent(referralId, referralId))).toMatchObject({
      ok: true,
      value: { batchItemFailures: [] },
    });
    expect(handOffs(await run.messagesOf(referralId))).toEqual(before);
    expect([await run.total('referrals'), await run.total('handed-off')]).toEqual(totals);
  });
});

describe('a record that cannot be dispatched', () => {
  test('between two good ones is parked with its reason, and the others are dispatched', async () => {
    const dynamodb = awsJsonClient('dynamodb', { url: run.client.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
    const one = await run.refer();
    // An unreadable row: its key could be a referral's, its content is not.
    const poison = 'poisonpoisonpoisonpoisonpo';
    const Item = {
      id: { S: poison },
      v: { N: '1' },
      hour: { S: '2026-11-19T09' },
      at: { S: '2026-11-19T09:00:00.000Z' },
    };
    await dynamodb('PutItem', { TableName: run.client.endpoints.tables['referrals'], Item });
    const two = await run.refer();
    expect(await run.messagesOf(one.referralId)).toHaveLength(1);
    expect(await run.messagesOf(two.referralId)).toHaveLength(1);
    const parked = await run.client.drain(parkedQueue());
    expect(parked.map(({ body }) => body)).toEqual([
      expect.objectContaining({ id: poison, version: 1, reason: 'unreadable-record' }),
    ]);
    // The sweep finds it in the ledger, undispatched; it stays parked without a second message.
    await run.client.moveClock('2026-11-19T09:10:00Z');
    expect(await run.client.drain(parkedQueue())).toEqual([]);
    await dynamodb('DeleteItem', {
      TableName: run.client.endpoints.tables['referrals'],
      Key: { id: Item.id, v: Item.v },
    });
    const mark = { id: { S: poison }, row: { S: 'p#1' } };
    await dynamodb('DeleteItem', { TableName: run.client.endpoints.tables['work'], Key: mark });
    expect(await run.audit()).toEqual([]);
  });
});

describe('a parked record that can be read again', () => {
  test('returns to the operator while unreadable, and is handed off once when it is retried', async () => {
    const { endpoints } = run.client;
    const dynamodb = awsJsonClient('dynamodb', { url: endpoints.dynamodbEndpoint, region: 'eu-west-2' });
    const ledger = endpoints.tables['referrals'];
    // A copy of another referral under a new id, without its decision.
    const like = await run.refer();
    const Key = { id: { S: like.referralId }, v: { N: '1' } };
    const { Item } = (await dynamodb('GetItem', { TableName: ledger, Key })) as { Item: Record<string, unknown> };
    // What is sealed for the other referral cannot be opened under the new id.
    const { decision, person: _, refs: __, ...rest } = Item;
    const id = 'mendedmendedmendedmendedme';
    await dynamodb('PutItem', { TableName: ledger, Item: { ...rest, id: { S: id } } });
    await run.system.waitUntilIdle();
    const before = [await run.total('referrals'), await run.total('handed-off')];

    const home = makeFolder({ 'endpoints.json': JSON.stringify(endpoints) });
    const redrive = async () => {
      const words = ['parked', 'redrive', '--endpoints', path.join(home, 'endpoints.json')];
      const { code, out } = await runOperator([...words, '--area', area]);
      expect([code, out]).toEqual([0, expect.stringMatching(`^parked ${id} version 1, .*: unreadable-record\n$`)]);
      await run.client.moveClock(new Date(run.system.clock.now() + 120_000).toISOString());
    };
    await redrive();
    expect(await run.messagesOf(id)).toEqual([]);
    await dynamodb('UpdateItem', {
      TableName: ledger,
      Key: { ...Key, id: { S: id } },
      UpdateExpression: 'SET decision = :decision',
      ExpressionAttributeValues: { ':decision': decision },
    });
    await redrive();
    expect(await run.messagesOf(id)).toMatchObject([{ service: general, attempt: 1 }]);
    expect(await run.view(id)).toMatchObject({ status: 'routed', handOffs: [{ service: general, status: 'queued' }] });
    expect([await run.total('referrals'), await run.total('handed-off')]).toEqual(before.map((count) => count + 1));
    expect(await run.client.drain(parkedQueue())).toEqual([]);
    expect(await run.audit()).toEqual([]);
  });
});

describe('a queue that is missing', () => {
  test('holds up no other service; its messages are sent once it exists again', async () => {
    const sqs = awsJsonClient('sqs', { url: run.client.endpoints.sqsEndpoint, region: 'eu-west-2' });
    const url = run.client.endpoints.queues['alderwick-centre'] ?? '';
    const attributes = await sqs('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
    await sqs('DeleteQueue', { QueueUrl: url });
    // Records behind the failing one wait for the stream's retries; intake does not.
    const stuck = await run.send(
      somebody({ offence: { category: 'other-sexual', homeOfficeCode: '17A' }, consent: explicitConsent }),
    );
    expect(stuck.json).toMatchObject({ routing: { chosen: [{ service: 'alderwick-centre' }] } });
    const { referralId } = stuck.json as { referralId: string };
    const other = await run.refer();
    expect(await run.view(referralId)).toMatchObject({ status: 'routed' });

    const { Attributes: all = {} } = attributes as { Attributes?: Record<string, string> };
    const settable = ['VisibilityTimeout', 'RedrivePolicy', 'MessageRetentionPeriod'];
    const Attributes = Object.fromEntries(Object.entries(all).filter(([name]) => settable.includes(name)));
    await sqs('CreateQueue', { QueueName: url.split('/').at(-1), Attributes });
    await run.client.moveClock('2026-11-19T09:20:00Z');
    expect(await run.messagesOf(other.referralId)).toHaveLength(1);
    expect(new Set(handOffs(await run.messagesOf(referralId))).size).toBe(1);
    expect(await run.audit()).toEqual([]);
  });
});

describe('the clock', () => {
  test('a hand-off nobody opens is reminded, expires, and goes to the next service, then to triage; it stays one referral', async () => {
    const before = await run.total('referrals');
    const { referralId } = await run.refer({ consent: explicitConsent, offence: { domesticAbuse: 'yes' } });
    const [first] = (await run.messagesOf(referralId)) as [DeliveredMessage];
    const respondBy = Date.parse(String(first['respondBy']));
    const remind = new Date(respondBy - 3_600_000).toISOString();
    await run.client.moveClock(remind);
    expect((await run.view(referralId)).history.map(({ event }) => event)).toContain('reminded');
    const list = await run.client.call(first.service, 'GET', '/v1/hand-offs');
    expect((list.json as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ handOffId: first.handOffId, reminded: true }),
    );

    await run.client.moveClock(new Date(respondBy + 60_000).toISOString());
    const [, next] = await run.messagesOf(referralId);
    expect(next).toMatchObject({ attempt: 2 });
    expect(next?.service).not.toBe(first.service);

    for (let days = 8; days <= 60; days += 4) {
      await run.client.moveClock(new Date(respondBy + days * 86_400_000).toISOString());
      if ((await run.view(referralId)).status === 'held') break;
    }
    const seen = await run.view(referralId);
    expect(seen).toMatchObject({ status: 'held', heldReasons: ['no-eligible-service'] });
    expect(seen.handOffs.every(({ status }) => status === 'expired')).toBe(true);
    const triage = await run.client.call(authority, 'GET', '/v1/triage');
    expect((triage.json as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ referralId, reason: 'declined-by-all', next: ['route', 'return'] }),
    );
    expect(await run.total('referrals')).toBe(before + 1);
    expect(await run.client.call(police, 'GET', `/v1/referrals?status=held`)).toMatchObject({
      text: expect.stringContaining(referralId),
    });
    expect(await run.audit()).toEqual([]);
  });
});
