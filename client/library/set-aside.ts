/**
 * A message that no trying again will mend goes to the dead letters at once, where this client may send
 * there: sent first, and taken off its queue only then, so that it may stand there twice and is never lost.
 * Where it may not, SQS moves it after its remaining tries.
 */
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseJson } from './messages.ts';

export interface ToSetAside {
  message: Message;
  queueUrl: string;
  deadLetterQueueUrl?: string;
  /** In words about its form; stands beside the message for whoever looks. */
  why: string;
}

/** @returns whether it stands in the dead-letter queue */
export async function setAside(sqs: SQSClient, what: ToSetAside): Promise<boolean> {
  try {
    const url = what.deadLetterQueueUrl ?? (await deadLetterQueueOf(sqs, what.queueUrl));
    if (url === undefined) return false;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        // SQS takes no empty body.
        MessageBody: what.message.Body || ' ',
        MessageAttributes: { why: { DataType: 'String', StringValue: what.why } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** As the queue itself names it, in its redrive policy; undefined where it has none or does not say. */
export async function deadLetterQueueOf(sqs: SQSClient, queueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = parseJson(Attributes?.RedrivePolicy ?? '');
  if (typeof policy !== 'object' || policy === null || !('deadLetterTargetArn' in policy)) return undefined;
  const [, , , , account, name] = String(policy.deadLetterTargetArn).split(':');
  if (name === undefined || name === '') return undefined;
  const found = await sqs.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }));
  return found.QueueUrl;
}
