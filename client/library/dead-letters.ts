/**
 * Lists, sends back or deletes dead letters. Messages are hidden while they are looked at, so that each is received
 * once; those that stay are made visible again at the end.
 */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseJson } from './json.ts';
import { parseMessage, parseParkedMessage } from './messages.ts';

/** A message, with ids only. */
export interface DeadLetter {
  messageId: string;
  kind: 'hand-off' | 'amendment' | 'withdrawal' | 'parked' | 'not-understood';
  handOffId?: string;
  referralId?: string;
  /** Version of a parked referral. */
  version?: number;
  reference?: string;
  respondBy?: string;
  /** RFC 3339: when it was first sent. */
  sentAt: string;
  /** Number of receives so far. */
  receives: number;
  /** Why it is here, when known. */
  why?: string;
}

export interface ReceivedDeadLetter {
  letter: DeadLetter;
  message: Message;
}

/** Marks a message that was sent back: to SQS it is new and was never received, but its work may have been done. */
export const redrivenAttribute = 'redriven';

/** Long enough for a person to look at the list and answer a question. */
const hiddenS = 300;
/** Not 0: fauxqs 2.4.1, the local run's queue, loses a message whose visibility timeout is set to 0. */
const reshowAfterS = 1;
/** SQS may return an empty page although there are messages, so this many in a row count as empty. */
const maxEmptyPages = 2;

/**
 * Receives and hides up to `max` messages. Messages sent after `sentBefore` (epoch milliseconds) are left, so that a
 * message that was sent back and failed again is not received twice.
 */
export async function receiveAll(
  sqs: SQSClient,
  queueUrl: string,
  { max, sentBefore = Number.POSITIVE_INFINITY }: { max: number; sentBefore?: number },
): Promise<ReceivedDeadLetter[]> {
  const received = new Map<string, ReceivedDeadLetter>();
  const tooRecent: Message[] = [];
  for (let empty = 0; empty < maxEmptyPages && received.size < max; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(10, max - received.size),
        VisibilityTimeout: hiddenS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['why'],
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
      }),
    );
    empty = Messages.length === 0 ? empty + 1 : 0;
    for (const message of Messages) {
      if (sentMs(message) > sentBefore) tooRecent.push(message);
      else received.set(message.MessageId ?? '', { letter: letterOf(message), message });
    }
  }
  await release(sqs, queueUrl, tooRecent);
  return [...received.values()];
}

/** Makes messages visible again. */
export async function release(sqs: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += 10) {
    const Entries = messages.slice(start, start + 10).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: reshowAfterS,
    }));
    // A failed entry becomes visible by itself when its timeout ends.
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

/** Sends before it deletes. At worst the message is sent twice, which is harmless. */
export async function returnToQueue(
  sqs: SQSClient,
  from: string,
  to: string,
  { message }: ReceivedDeadLetter,
): Promise<void> {
  const MessageAttributes = { [redrivenAttribute]: { DataType: 'String', StringValue: 'true' } };
  await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message.Body ?? '', MessageAttributes }));
  await deleteMessage(sqs, from, message);
}

export async function deleteMessage(sqs: SQSClient, queueUrl: string, message: Message): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
}

function letterOf(message: Message): DeadLetter {
  const note = message.MessageAttributes?.why?.StringValue;
  return {
    messageId: message.MessageId ?? 'unknown',
    sentAt: new Date(sentMs(message)).toISOString(),
    receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
    ...(note === undefined ? {} : { why: note }),
    ...contentOf(message),
  };
}

function contentOf({ Body }: Message): Pick<DeadLetter, 'kind'> & Partial<DeadLetter> {
  const parsed = parseMessage(Body);
  if ('message' in parsed) {
    const { handOffId, referralId, reference } = parsed.message;
    if (parsed.message.schema !== 'victim-referral-intake/hand-off/1') {
      const isAmendment = parsed.message.schema === 'victim-referral-intake/amendment/1';
      return { kind: isAmendment ? 'amendment' : 'withdrawal', handOffId, referralId, reference };
    }
    return { kind: 'hand-off', handOffId, referralId, reference, respondBy: parsed.message.respondBy };
  }
  const content = parseJson(Body ?? '');
  const parked = parseParkedMessage(content);
  if (parked) {
    const { id: referralId, version, reason: why } = parked;
    return { kind: 'parked', referralId, version, why };
  }
  const stream = typeof content === 'object' && content !== null && 'DDBStreamBatchInfo' in content;
  if (stream) return { kind: 'parked', why: 'a part of the ledger’s stream was given up; the sweep looks after it' };
  return {
    kind: 'not-understood',
    why: 'fault' in parsed ? parsed.fault : `of an unknown kind: ${parsed.unknownSchema}`,
  };
}

const sentMs = (message: Message): number => Number(message.Attributes?.SentTimestamp ?? 0);
