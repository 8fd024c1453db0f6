/** Runs one event source mapping on a queue: receive, invoke, delete what succeeded. SQS redelivers the rest. */
import * as z from 'zod';
import type { AwsCall } from '#local/emulators/aws-json.ts';
import type { QueueMapping } from '#local/template/model.ts';
import { failuresOf } from './deliver.ts';
import { recordFilter } from './filter.ts';
import { waker } from './pause.ts';
import type { MappingPorts, RunningMapping } from './stream-mapping.ts';

const received = z.object({
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
type Message = NonNullable<z.output<typeof received>['Messages']>[number];

/** A poll in progress when the run stops is allowed to finish: an abandoned one would swallow the next message. */
const longPoll = 1;
const pauseAfterTroubleMs = 500;

export function runQueueMapping(
  mapping: QueueMapping,
  sqs: AwsCall,
  ports: Pick<MappingPorts, 'invoke' | 'troubled'> & { region: string },
): RunningMapping {
  const stopping = new AbortController();
  const { wait } = waker(stopping.signal);
  const wanted = recordFilter(mapping.filters);
  const QueueUrl = mapping.queue.url;
  let waitingForIdle: (() => void)[] = [];

  const work = async (messages: readonly Message[]): Promise<void> => {
    const events = new Map(messages.map((message) => [message.MessageId, toEvent(message, mapping, ports.region)]));
    const records = [...events.values()].filter((event) => wanted(filterable(event)));
    const failed = records.length === 0 ? new Set<string>() : await failedOf(records);
    // Messages that the filter rejects are deleted, as Lambda does for SQS.
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId));
    if (done.length === 0) return;
    const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs('DeleteMessageBatch', { QueueUrl, Entries });
  };

  const failedOf = async (records: readonly QueueEvent[]): Promise<Set<string>> => {
    const all = new Set(records.map(({ messageId }) => messageId));
    const invocation = await ports.invoke(mapping.functionName, { Records: records });
    if (!invocation.ok) return all;
    if (!mapping.reportsItemFailures) return new Set();
    const failures = failuresOf(invocation.value);
    // A report that names an unknown message fails the whole batch.
    return failures.some((id) => !all.has(id)) ? all : new Set(failures);
  };

  const look = async (): Promise<void> => {
    const answer = await sqs('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: Math.min(10, mapping.batchSize),
      WaitTimeSeconds: waitingForIdle.length > 0 ? 0 : longPoll,
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages: messages = [] } = received.parse(answer);
    if (messages.length > 0) return work(messages);
    const idle = waitingForIdle;
    waitingForIdle = [];
    for (const resolve of idle) resolve();
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => {
        if (!stopping.signal.aborted) ports.troubled(error instanceof Error ? error.message : String(error));
        return wait(pauseAfterTroubleMs);
      });
    }
    for (const resolve of waitingForIdle) resolve();
  };

  const ended = loop();
  return {
    nudge: () => undefined,
    idle: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) resolve();
        else waitingForIdle.push(resolve);
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
function filterable(event: QueueEvent): object {
  try {
    const body: unknown = JSON.parse(event.body);
    return { ...event, body };
  } catch {
    return event;
  }
}
