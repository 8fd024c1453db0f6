import { DeleteMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import { type ReceivedDeadLetter, returnToQueue } from '#client/library/dead-letters.ts';
import { mockClient } from '#test/support/mock-client.ts';

const sqs = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-west-2' });
beforeEach(() => sqs.reset());

const received: ReceivedDeadLetter = {
  letter: { messageId: 'm', kind: 'hand-off', sentAt: '2026-11-19T09:00:00.000Z', receives: 5 },
  message: { MessageId: 'm', Body: '{"handOffId":"h"}', ReceiptHandle: 'handle' },
};
const done = () => sqs.calls().map((call) => [call.args[0].constructor.name, call.args[0].input]);

test('a dead letter is sent back marked and otherwise unchanged, and only then deleted', async () => {
  sqs.on(SendMessageCommand).resolves({});
  sqs.on(DeleteMessageCommand).resolves({});
  await returnToQueue(client, 'the-dead', 'the-queue', received);
  expect(done()).toEqual([
    [
      'SendMessageCommand',
      {
        QueueUrl: 'the-queue',
        MessageBody: '{"handOffId":"h"}',
        MessageAttributes: { redriven: { DataType: 'String', StringValue: 'true' } },
      },
    ],
    ['DeleteMessageCommand', { QueueUrl: 'the-dead', ReceiptHandle: 'handle' }],
  ]);
});

test('a dead letter that cannot be sent back is not deleted', async () => {
  sqs.on(SendMessageCommand).rejects(new Error('down'));
  await expect(returnToQueue(client, 'the-dead', 'the-queue', received)).rejects.toThrow('down');
  expect(sqs.commandCalls(DeleteMessageCommand)).toEqual([]);
});
