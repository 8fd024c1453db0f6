/** SQS in memory: standard queues, and the calls that the system and its consumers make. */
import {
  BatchEntryIdsNotDistinct,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type DeleteMessageBatchCommandInput,
  DeleteMessageCommand,
  EmptyBatchRequest,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import type { VirtualClock } from './clock.ts';
import type { Effects } from './effects.ts';
import { NotModelled, refuseUnknown } from './errors.ts';
import { createQueue, md5, type Queue, type QueueModel } from './queue.ts';

export interface MemorySqs {
  /** Does one call in one instant: a receive never waits. @throws what the SDK would throw, or NotModelled */
  execute(command: object, effects?: Effects): object;
  /** Bodies of the messages that stand in a queue, in flight or not, in the order they were sent. */
  bodies(url: string): string[];
}

const $metadata = {};
/** Messages that one batch may hold. */
const mostEntries = 10;

const sendInput = new Set(['QueueUrl', 'MessageBody']);
const entryInput = new Set(['Id', 'MessageBody']);
const receiveInput = new Set([
  'QueueUrl',
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  'WaitTimeSeconds',
  'MessageSystemAttributeNames',
  'MessageAttributeNames',
]);

/** @param models by each queue's URL */
export function createMemorySqs(models: Readonly<Record<string, QueueModel>>, clock: VirtualClock): MemorySqs {
  let sent = 0;
  const nextId = (): string => {
    sent += 1;
    return `message-${sent}`;
  };
  const queues = new Map<string, Queue>();
  const find = (url = ''): Queue => {
    const queue = queues.get(url);
    if (!queue) throw new QueueDoesNotExist({ $metadata, message: 'The specified queue does not exist.' });
    return queue;
  };
  for (const [url, model] of Object.entries(models)) queues.set(url, createQueue(model, clock, find));

  const send = (input: SendMessageCommandInput): object => {
    refuseUnknown('SendMessage', input, sendInput);
    return sendOne(find(input.QueueUrl), nextId(), input.MessageBody);
  };
  const sendBatch = ({ QueueUrl, Entries = [], ...other }: SendMessageBatchCommandInput, effects: Effects): object => {
    refuseUnknown('SendMessageBatch', other, new Set());
    checkBatch(Entries);
    const queue = find(QueueUrl);
    // Which of them fail is chance: from one place on, and round.
    const first = effects.choose?.(Entries.length) ?? 0;
    const inTurn = [...Entries.slice(first), ...Entries.slice(0, first)];
    const taken = inTurn.slice(0, effects.atMost ?? Entries.length);
    const left = inTurn.slice(taken.length);
    if (left.length > 0) effects.onEffect?.('partial-batch');
    const Successful = taken.map(({ Id, ...entry }) => {
      refuseUnknown('SendMessageBatch', entry, entryInput);
      return { Id, ...sendOne(queue, nextId(), entry.MessageBody) };
    });
    const Failed = left.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false }));
    return { Successful, Failed };
  };
  const deleteBatch = ({ QueueUrl, Entries = [] }: DeleteMessageBatchCommandInput): object => {
    checkBatch(Entries);
    const queue = find(QueueUrl);
    const refused = (handle: string | undefined) => !queue.knows(handle);
    for (const { ReceiptHandle } of Entries) if (!refused(ReceiptHandle)) queue.delete(ReceiptHandle);
    const failure = { Code: 'ReceiptHandleIsInvalid', SenderFault: true };
    return {
      Successful: Entries.filter(({ ReceiptHandle }) => !refused(ReceiptHandle)).map(({ Id }) => ({ Id })),
      Failed: Entries.filter(({ ReceiptHandle }) => refused(ReceiptHandle)).map(({ Id }) => ({ Id, ...failure })),
    };
  };

  return {
    execute(command, effects = {}) {
      if (command instanceof SendMessageCommand) return send(command.input);
      if (command instanceof SendMessageBatchCommand) return sendBatch(command.input, effects);
      if (command instanceof ReceiveMessageCommand) {
        refuseUnknown('ReceiveMessage', command.input, receiveInput);
        return find(command.input.QueueUrl).receive(command.input, effects);
      }
      if (command instanceof DeleteMessageCommand) {
        find(command.input.QueueUrl).delete(command.input.ReceiptHandle);
        return {};
      }
      if (command instanceof DeleteMessageBatchCommand) return deleteBatch(command.input);
      if (command instanceof ChangeMessageVisibilityCommand) {
        const { QueueUrl, ReceiptHandle, VisibilityTimeout } = command.input;
        find(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout ?? 0);
        return {};
      }
      throw new NotModelled(`the command ${command.constructor.name}`);
    },
    bodies: (url) => find(url).bodies(),
  };
}

function sendOne(queue: Queue, id: string, body: string | undefined): object {
  if (!body) throw new NotModelled('a message without a body');
  queue.send(id, body);
  return { MessageId: id, MD5OfMessageBody: md5(body) };
}

function checkBatch(entries: readonly { Id: string | undefined }[]): void {
  if (entries.length === 0) throw new EmptyBatchRequest({ $metadata, message: 'There should be at least one entry.' });
  if (entries.length > mostEntries) {
    throw new TooManyEntriesInBatchRequest({ $metadata, message: `A batch holds at most ${mostEntries} entries.` });
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new BatchEntryIdsNotDistinct({ $metadata, message: 'Two or more entries have the same Id.' });
  }
}
