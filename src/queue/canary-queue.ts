/** The queue of the canary's own service, read as a service reads its own. */
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { CanaryQueue } from '#src/usecases/ports/canary.ts';

const messageBody = z.looseObject({ referralId: z.string(), handOffId: z.string() });

/** Seconds of one long poll; shorter than the SDK's time limit for a call. */
const waitSeconds = 3;

/** @param url of the queue, which nobody else reads */
export const canaryQueue = (client: SQSClient, url: string): CanaryQueue => ({
  async take(referralId, isTimeLeft) {
    while (isTimeLeft()) {
      const received = await client.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds }),
      );
      let found: string | undefined;
      for (const { Body = '', ReceiptHandle } of received.Messages ?? []) {
        const message = messageBody.parse(JSON.parse(Body));
        if (message.referralId === referralId) found = message.handOffId;
        await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
      if (found !== undefined) return found;
    }
    return undefined;
  },
});
