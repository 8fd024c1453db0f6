/** Counts what is in the services' dead-letter queues, without touching it. */
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueues } from '#src/usecases/ports/balance.ts';

/** @param prefix a hand-off queue's URL without the service id at its end; lib/constructs/hand-off-queues.ts names the queues */
export const deadLetterQueues = (client: SQSClient, prefix: string): DeadLetterQueues => ({
  async count(service) {
    const command = new GetQueueAttributesCommand({
      QueueUrl: `${prefix}${service}-dead`,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    const { Attributes } = await client.send(command);
    const count = Number(Attributes?.ApproximateNumberOfMessages);
    if (!Number.isInteger(count)) throw new Error('SQS gave no number of messages');
    return count;
  },
});
