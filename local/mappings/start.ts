/** Starts every event source mapping of the template. */
import { setTimeout as delay } from 'node:timers/promises';
import { type AwsCall, awsJsonClient } from '#local/emulators/aws-json.ts';
import type { Emulators } from '#local/emulators/start.ts';
import type { FunctionHost } from '#local/functions/host.ts';
import type { LocalModel, StreamMapping } from '#local/template/model.ts';
import type { Checkpoints } from './checkpoints.ts';
import { onFailureMessage } from './on-failure-message.ts';
import { runQueueMapping } from './queue-mapping.ts';
import { type RunningMapping, runStreamMapping } from './stream-mapping.ts';
import { openStreamSource } from './stream-source.ts';

/** How long running invocations may take when the run stops. */
const shutdownTimeoutMs = 1500;

export interface Mappings {
  pollNow(): void;
  /** Resolves when everything written before the call has been delivered or discarded. */
  waitUntilIdle(): Promise<void>;
  stop(): Promise<void>;
}

export interface MappingContext {
  model: LocalModel;
  emulators: Emulators;
  functions: FunctionHost;
  checkpoints: Checkpoints;
  region: string;
  onError: (origin: string, why: string) => void;
}

export async function startMappings(context: MappingContext): Promise<Mappings> {
  const { model, emulators, region } = context;
  const sqs = awsJsonClient('sqs', { url: emulators.sqs.url, region });
  const running: RunningMapping[] = [];
  for (const mapping of model.streamMappings) {
    if (mapping.enabled) running.push(await startStream(mapping, sqs, context));
  }
  for (const mapping of model.queueMappings) {
    if (!mapping.enabled) continue;
    const onError = (why: string) => context.onError(mapping.logicalId, why);
    running.push(runQueueMapping(mapping, sqs, { invoke: context.functions.invoke, onError, region }));
  }
  return {
    pollNow() {
      for (const mapping of running) mapping.pollNow();
    },
    async waitUntilIdle() {
      await Promise.all(running.map((mapping) => mapping.waitUntilIdle()));
    },
    async stop() {
      const stopped = Promise.all(running.map((mapping) => mapping.stop()));
      // A function that takes longer is terminated with its thread; the next run delivers its batch again.
      await Promise.race([stopped, delay(shutdownTimeoutMs, undefined, { ref: false })]);
    },
  };
}

async function startStream(mapping: StreamMapping, sqs: AwsCall, context: MappingContext): Promise<RunningMapping> {
  const { model, emulators, functions, checkpoints, region } = context;
  const endpoint = { url: emulators.dynamodb.url, region };
  const source = await openStreamSource(awsJsonClient('dynamodb', endpoint), awsJsonClient('streams', endpoint), {
    table: mapping.table,
    partitionKey: model.tables.find(({ name }) => name === mapping.table)?.keys[0]?.AttributeName ?? '',
    streamArn: mapping.streamArn,
    region,
    startingPosition: mapping.startingPosition,
    checkpointOf: (streamId) => checkpoints.get(mapping.logicalId, streamId),
  });
  const onError = (why: string) => context.onError(mapping.logicalId, why);
  // With two readers of one stream, neither knows which records the other still needs.
  const isOnlyReader = model.streamMappings.filter(({ table }) => table === mapping.table).length === 1;
  const trim = (sequence: string) => isOnlyReader && emulators.streamMaintenance?.trim(mapping.table, sequence);
  const checkpoint = checkpoints.get(mapping.logicalId, source.id);
  if (checkpoint !== undefined) trim(checkpoint);
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
    async discard(batch) {
      const origin = { functionArn, streamArn: mapping.streamArn, shardId: source.shardId, now: Date.now() };
      onError(`${batch.records.length} record(s) were discarded: ${batch.because}.`);
      if (!queue) return;
      await sqs('SendMessage', { QueueUrl: queue.url, MessageBody: JSON.stringify(onFailureMessage(batch, origin)) });
    },
    trim,
    onError,
  });
}
