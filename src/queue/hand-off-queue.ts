/** Sends messages to the services' SQS queues. They hold ids and deadlines, never personal data. */
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { callLimits } from '#src/platform/call-limits.ts';
import type { ParkedQueue } from '#src/usecases/ports/parked.ts';
import { type HandOffQueue, type QueueMessage, SendFailed } from '#src/usecases/ports/queue.ts';

/** The most messages SQS accepts in one call. */
const batchSize = 10;

/** AWS_ENDPOINT_URL_SQS sets the endpoint, for example to an emulator. */
export const queueClient = (timeouts?: Parameters<typeof callLimits>[1]): SQSClient =>
  new SQSClient(callLimits(3, timeouts));

/** @param prefix a hand-off queue's URL without the service id at its end */
export function handOffQueue(client: SQSClient, prefix: string): HandOffQueue {
  const sendTo = async (service: string, messages: QueueMessage[]): Promise<QueueMessage[]> => {
    const Entries = messages.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
    const command = new SendMessageBatchCommand({ QueueUrl: prefix + service, Entries });
    const { Failed = [], Successful = [] } = await client.send(command);
    const sentIds = new Set(Successful.map((entry) => entry.Id));
    // A message in neither list counts as failed.
    const failed = new Set(Failed.map((entry) => entry.Id));
    return messages.filter((_, index) => failed.has(String(index)) || !sentIds.has(String(index)));
  };

  return {
    async send(messages) {
      const failed: QueueMessage[] = [];
      let cause: unknown;
      const sendAllTo = async (service: string, all: QueueMessage[]): Promise<void> => {
        for (let start = 0; start < all.length; start += batchSize) {
          const batch = all.slice(start, start + batchSize);
          try {
            failed.push(...(await sendTo(service, batch)));
          } catch (error) {
            cause = error;
            failed.push(...batch);
          }
        }
      };
      // Side by side, so that no service waits for another's queue.
      const byService = Map.groupBy(messages, (message) => message.service);
      await Promise.all([...byService].map(([service, all]) => sendAllTo(service, all)));
      if (failed.length > 0) {
        const error = new SendFailed(failed.map((message) => message.handOffId));
        error.cause = cause;
        throw error;
      }
    },
  };
}

export function parkedQueue(client: SQSClient, url: string): ParkedQueue {
  return {
    async park(parked) {
      const body = { schema: 'victim-referral-intake/parked/1', ...parked };
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }));
    },
  };
}
