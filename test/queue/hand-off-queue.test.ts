import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { handOffQueue } from '#src/queue/hand-off-queue.ts';
import { type QueueMessage, SendFailed } from '#src/usecases/ports/queue.ts';
import { serviceId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.reset());

const message = (number: number, service = serviceId('general')): QueueMessage => {
  const referralId = 'abcdefghijklmnopqrstuvwxyz' as ReferralId;
  return {
    schema: 'victim-referral-intake/withdrawal/1',
    handOffId: handOffId(referralId, number),
    referralId,
    reference: 'EX-7K3M-9QTX',
    service,
    withdrawnAt: '2026-11-19T09:00:00.000Z',
  };
};
const queue = () => handOffQueue(new SQSClient({ region: 'eu-west-2' }), 'https://sqs.example/1/ex-hand-off-');
const all = (messages: readonly QueueMessage[]) =>
  messages.map((_, index) => ({ Id: String(index), MessageId: 'm', MD5OfMessageBody: 'd' }));
const failedIn = async (sending: Promise<void>) => {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof SendFailed ? error.handOffs : error;
};

describe('sending to the services’ queues', () => {
  test('each service’s messages go to its own queue', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => ({ Successful: all(Entries) }));
    await queue().send([message(1, serviceId('general')), message(2, serviceId('young-people'))]);
    const urls = sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.QueueUrl);
    expect(urls).toEqual([
      'https://sqs.example/1/ex-hand-off-general',
      'https://sqs.example/1/ex-hand-off-young-people',
    ]);
  });

  test('twenty-five messages take three calls of at most ten', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => ({ Successful: all(Entries) }));
    await queue().send(Array.from({ length: 25 }, (_, index) => message(index + 1)));
    const sizes = sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries?.length);
    expect(sizes).toEqual([10, 10, 5]);
  });

  test('an entry in Failed of a successful response is a failure, and is named', async () => {
    sqs.on(SendMessageBatchCommand).resolves({
      Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: 'd' }],
      Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }],
    });
    expect(await failedIn(queue().send([message(1), message(2)]))).toEqual([message(2).handOffId]);
  });

  test('an entry that the response does not mention was not sent', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [{ Id: '1', MessageId: 'm', MD5OfMessageBody: 'd' }] });
    expect(await failedIn(queue().send([message(1), message(2)]))).toEqual([message(1).handOffId]);
  });

  test('a service’s queue that is down does not hold up the others’ messages', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(({ QueueUrl, Entries }) => {
      if (String(QueueUrl).endsWith('general')) throw new Error('down');
      return { Successful: all(Entries) };
    });
    expect(await failedIn(queue().send([message(1), message(2, serviceId('young-people'))]))).toEqual([
      message(1).handOffId,
    ]);
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(2);
  });
});
