/** Runs one event source mapping on a queue: receive, invoke, delete what succeeded. SQS redelivers the rest. */
import * as z from 'zod';
import type { AwsCall } from '#local/emulators/aws-json.ts';
import type { QueueMapping } from '#local/template/model.ts';
import { itemFailuresOf } from './deliver.ts';
import { recordFilter } from './filter.ts';
import { interruptibleWait } from './interruptible-wait.ts';
import type { MappingPorts, RunningMapping } from './stream-mapping.ts';

const receiveResponse = z.object({
  Messages: z
    .array(
      z.looseObject({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string().optional(),
        Attributes: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
});
type Message = NonNullable<z.output<typeof receiveResponse>['Messages']>[number];

/** A poll in progress when the run stops is allowed to finish: an abandoned one would swallow the next message. */
const longPollSeconds = 1;
const pauseAfterErrorMs = 500;

export function runQueueMapping(
  mapping: QueueMapping,
  sqs: AwsCall,
  ports: Pick<MappingPorts, 'invoke' | 'onError'> & { region: string },
): RunningMapping {
  const stopping = new AbortController();
  const { wait } = interruptibleWait(stopping.signal);
  const matchesFilter = recordFilter(mapping.filters);
  const QueueUrl = mapping.queue.url;
  let idleWaiters: (() => void)[] = [];

  const processMessages = async (messages: readonly Message[]): Promise<void> => {
    const events = new Map(messages.map((message) => [message.MessageId, toEvent(message, mapping, ports.region)]));
    const records = [...events.values()].filter((event) => matchesFilter(withParsedBody(event)));
    const failed = records.length === 0 ? new Set<string>() : await findFailures(records);
    // Messages that the filter rejects are deleted, as Lambda does for SQS.
    const processed = messages.filter(({ MessageId }) => !failed.has(MessageId));
    if (processed.length === 0) return;
    const Entries = processed.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs('DeleteMessageBatch', { QueueUrl, Entries });
  };

  const findFailures = async (records: readonly QueueEvent[]): Promise<Set<string>> => {
    const all = new Set(records.map(({ messageId }) => messageId));
    const invocation = await ports.invoke(mapping.functionName, { Records: records });
    if (!invocation.ok) return all;
    if (!mapping.reportsItemFailures) return new Set();
    const failures = itemFailuresOf(invocation.value);
    // A report that names an unknown message fails the whole batch.
    return failures.some((id) => !all.has(id)) ? all : new Set(failures);
  };

  const poll = async (): Promise<void> => {
    const answer = await sqs('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: Math.min(10, mapping.batchSize),
      WaitTimeSeconds: idleWaiters.length > 0 ? 0 : longPollSeconds,
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages: messages = [] } = receiveResponse.parse(answer);
    if (messages.length > 0) return processMessages(messages);
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await poll().catch((error: unknown) => {
        if (!stopping.signal.aborted) ports.onError(error instanceof Error ? error.message : String(error));
        return wait(pauseAfterErrorMs);
      });
    }
    for (const resolve of idleWaiters) resolve();
  };

  const ended = loop();
  return {
    pollNow: () => undefined,
    waitUntilIdle: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) resolve();
        else idleWaiters.push(resolve);
      }),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

interface QueueEvent {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: object;
  md5OfBody: string | undefined;
  eventSource: 'aws:sqs';
  eventSourceARN: string;
  awsRegion: string;
}

const toEvent = (message: Message, mapping: QueueMapping, region: string): QueueEvent => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: {},
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: mapping.queue.arn,
  awsRegion: region,
});

/** Parses a JSON body, so that filter patterns can match its fields. */
function withParsedBody(event: QueueEvent): object {
  try {
    const body: unknown = JSON.parse(event.body);
    return { ...event, body };
  } catch {
    return event;
  }
}
