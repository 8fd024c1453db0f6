/**
 * Moves a message that can never be handled to the dead-letter queue, if this client may send there. The message is
 * sent before it is deleted, so it may be there twice but is never lost. Without permission, SQS moves it after its
 * remaining receives.
 */
import { GetQueueAttributesCommand, type Message, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { parseJson } from './json.ts';

export interface MoveOptions {
  message: Message;
  queueUrl: string;
  deadLetterQueueUrl?: string;
  /** What is wrong with its format, stored as a message attribute. */
  why: string;
}

/** @returns whether it is now in the dead-letter queue */
export async function moveToDeadLetters(sqs: SQSClient, options: MoveOptions): Promise<boolean> {
  try {
    const url = options.deadLetterQueueUrl ?? (await findDeadLetterQueue(sqs, options.queueUrl));
    if (url === undefined) return false;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        // SQS refuses an empty body.
        MessageBody: options.message.Body || ' ',
        MessageAttributes: { why: { DataType: 'String', StringValue: options.why } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** The dead-letter queue in the queue's redrive policy; undefined when there is none. */
export async function findDeadLetterQueue(sqs: SQSClient, queueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = parseJson(Attributes?.RedrivePolicy ?? '');
  if (typeof policy !== 'object' || policy === null || !('deadLetterTargetArn' in policy)) return undefined;
  const [, , , , , name] = String(policy.deadLetterTargetArn).split(':');
  if (name === undefined || name === '') return undefined;
  // SQS keeps both in one region and one account. Asking for the URL would take a permission more.
  return queueUrl.replace(/[^/]+$/, name);
}
