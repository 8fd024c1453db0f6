/** The stream function of the small stack: sends one message for each record, and fails on a bad one. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

interface Event {
  Records: { eventName: string; dynamodb: { Keys: { id: { S: string } }; SequenceNumber: string } }[];
}

const prefix = process.env['QUEUE_URL_PREFIX'] ?? '';

export async function handler(event: Event): Promise<object> {
  const ids = event.Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
  if (ids.some((id) => id.startsWith('poison'))) throw new Error('a record that cannot be worked');
  const client = new SQSClient({});
  for (const id of ids) {
    await client.send(new SendMessageCommand({ QueueUrl: `${prefix}one`, MessageBody: JSON.stringify({ id }) }));
  }
  return { batchItemFailures: [] };
}
