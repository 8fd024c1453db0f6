import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import { canaryQueue } from '#src/queue/canary-queue.ts';
import { mockClient } from '#test/support/mock-client.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.reset());

const queue = () => canaryQueue(new SQSClient({ region: 'eu-west-2' }), 'https://sqs.example/1/ex-hand-off-canary');
const message = (referralId: string) => ({
  Body: JSON.stringify({ referralId, handOffId: `${referralId}-01` }),
  ReceiptHandle: `receipt ${referralId}`,
});

test('the message of this referral is found, and those of earlier runs go with it', async () => {
  sqs
    .on(ReceiveMessageCommand)
    .resolvesOnce({})
    .resolves({ Messages: [message('earlier'), message('this')] });
  expect(await queue().take('this', () => true)).toBe('this-01');
  const deleted = sqs.commandCalls(DeleteMessageCommand).map(({ args }) => args[0].input.ReceiptHandle);
  expect(deleted).toEqual(['receipt earlier', 'receipt this']);
});

test('it is not waited for when there is no time left', async () => {
  let polls = 0;
  sqs.on(ReceiveMessageCommand).callsFake(() => {
    polls += 1;
    return { Messages: polls === 2 ? [message('earlier')] : [] };
  });
  expect(await queue().take('this', () => polls < 3)).toBeUndefined();
  expect(polls).toBe(3);
});
