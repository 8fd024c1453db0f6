/** What somebody writes with sqs-consumer alone: receive, read the detail, delete. It checks nothing and tries nothing again. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';

/** @param onDetail called with each detail, before its message is deleted */
export function consumePlainly(
  { queueUrl, sqs, concurrency }: { queueUrl: string; sqs: SQSClient; concurrency: number },
  token: string,
  onDetail: (detail: unknown) => void,
): Consumer {
  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: concurrency,
    visibilityTimeout: 120,
    waitTimeSeconds: 1,
    suppressFifoWarning: true,
    async handleMessage(message) {
      const { detail } = JSON.parse(message.Body ?? '{}');
      const answer = await fetch(detail, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
      onDetail(await answer.json());
      return message;
    },
  });
  consumer.start();
  return consumer;
}
