/** Starts every event source mapping of the template. */
import { setTimeout as delay } from 'node:timers/promises';
import { type AwsCall, awsJson } from '#local/emulators/aws-json.ts';
import type { Emulators } from '#local/emulators/start.ts';
import type { FunctionHost } from '#local/functions/host.ts';
import type { LocalModel, StreamMapping } from '#local/template/model.ts';
import type { Checkpoints } from './checkpoints.ts';
import { givenUpMessage } from './given-up.ts';
import { runQueueMapping } from './queue-mapping.ts';
import { type RunningMapping, runStreamMapping } from './stream-mapping.ts';
import { openStream } from './stream-source.ts';

/** How long running invocations may take when the run stops. */
const lastMomentsMs = 1500;

export interface Mappings {
  nudge(): void;
  /** Resolves when everything written before the call has been delivered or discarded. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface MappingSources {
  model: LocalModel;
  emulators: Emulators;
  functions: FunctionHost;
  checkpoints: Checkpoints;
  region: string;
  troubled: (where: string, why: string) => void;
}

export async function startMappings(sources: MappingSources): Promise<Mappings> {
  const { model, emulators, region } = sources;
  const sqs = awsJson('sqs', { url: emulators.sqs.url, region });
  const running: RunningMapping[] = [];
  for (const mapping of model.streamMappings) {
    if (mapping.enabled) running.push(await startStream(mapping, sqs, sources));
  }
  for (const mapping of model.queueMappings) {
    if (!mapping.enabled) continue;
    const troubled = (why: string) => sources.troubled(mapping.logicalId, why);
    running.push(runQueueMapping(mapping, sqs, { invoke: sources.functions.invoke, troubled, region }));
  }
  return {
    nudge() {
      for (const mapping of running) mapping.nudge();
    },
    async idle() {
      await Promise.all(running.map((mapping) => mapping.idle()));
    },
    async stop() {
      const stopped = Promise.all(running.map((mapping) => mapping.stop()));
      // A function that takes longer is terminated with its thread; the next run delivers its batch again.
      await Promise.race([stopped, delay(lastMomentsMs, undefined, { ref: false })]);
    },
  };
}

async function startStream(mapping: StreamMapping, sqs: AwsCall, sources: MappingSources): Promise<RunningMapping> {
  const { model, emulators, functions, checkpoints, region } = sources;
  const place = { url: emulators.dynamodb.url, region };
  const source = await openStream(awsJson('dynamodb', place), awsJson('streams', place), {
    table: mapping.table,
    partitionKey: model.tables.find(({ name }) => name === mapping.table)?.keys[0]?.AttributeName ?? '',
    streamArn: mapping.streamArn,
    region,
    start: mapping.start,
    after: (streamId) => checkpoints.get(mapping.logicalId, streamId),
  });
  const troubled = (why: string) => sources.troubled(mapping.logicalId, why);
  // With two readers of one stream, neither knows which records the other still needs.
  const alone = model.streamMappings.filter(({ table }) => table === mapping.table).length === 1;
  const trim = (sequence: string) => alone && emulators.upkeep?.trim(mapping.table, sequence);
  const before = checkpoints.get(mapping.logicalId, source.id);
  if (before !== undefined) trim(before);
  const functionArn = model.functions.find(({ name }) => name === mapping.functionName)?.arn ?? '';
  const onFailure = mapping.onFailure;
  const queue = onFailure === undefined ? undefined : model.queues.find(({ arn }) => arn === onFailure);
  if (onFailure !== undefined && !queue) {
    throw new Error(
      `${mapping.logicalId} has the on-failure destination ${onFailure}, which is not a queue of this template.`,
    );
  }
  return runStreamMapping(mapping, source, checkpoints, {
    invoke: functions.invoke,
    async giveUp(given) {
      const where = { functionArn, streamArn: mapping.streamArn, shardId: source.shardId, now: Date.now() };
      troubled(`${given.records.length} record(s) were discarded: ${given.because}.`);
      if (!queue) return;
      await sqs('SendMessage', { QueueUrl: queue.url, MessageBody: JSON.stringify(givenUpMessage(given, where)) });
    },
    trim,
    troubled,
  });
}
