/** Reads the event sources other than HTTP: streams, queues and schedules. */
import * as z from 'zod';
import type { LocalModel, LocalQueue, Schedule } from './model.ts';
import { boolean, number, readAll } from './properties.ts';
import type { Reading } from './read.ts';
import { resourcesOf } from './template.ts';

const mapping = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: boolean.default(true),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  ParallelizationFactor: number.default(1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  BisectBatchOnFunctionError: boolean.default(false),
  MaximumRetryAttempts: number.default(-1),
  MaximumRecordAgeInSeconds: number.default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

export function readMappings(
  reading: Reading,
  queues: readonly LocalQueue[],
): Pick<LocalModel, 'streamMappings' | 'queueMappings'> {
  const streams = streamsOf(reading);
  const read: Pick<LocalModel, 'streamMappings' | 'queueMappings'> = { streamMappings: [], queueMappings: [] };
  for (const { id, properties } of readAll(reading, 'AWS::Lambda::EventSourceMapping', mapping)) {
    const common = {
      logicalId: id,
      functionName: nameOfFunction(properties.FunctionName),
      enabled: properties.Enabled,
      reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
    };
    const table = streams.get(properties.EventSourceArn);
    const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
    if (table !== undefined) {
      read.streamMappings.push({
        ...common,
        table,
        streamArn: properties.EventSourceArn,
        start: properties.StartingPosition ?? 'TRIM_HORIZON',
        batchSize: properties.BatchSize ?? 100,
        batchingWindowMs: properties.MaximumBatchingWindowInSeconds * 1000,
        lanes: properties.ParallelizationFactor,
        bisect: properties.BisectBatchOnFunctionError,
        retries: properties.MaximumRetryAttempts,
        recordAgeMs: properties.MaximumRecordAgeInSeconds < 0 ? -1 : properties.MaximumRecordAgeInSeconds * 1000,
        onFailure: properties.DestinationConfig?.OnFailure?.Destination,
      });
    } else if (queue) {
      read.queueMappings.push({ ...common, queue, batchSize: properties.BatchSize ?? 10 });
    } else {
      throw new Error(
        `${id} reads from ${properties.EventSourceArn}, which is not a stream or queue of this template.`,
      );
    }
  }
  return read;
}

/** Table name by stream ARN. */
function streamsOf(reading: Reading): Map<string, string> {
  return new Map(
    resourcesOf(reading.template, 'AWS::DynamoDB::Table').map(([id]) => {
      const { ref, attributes } = reading.physical(id);
      return [attributes['StreamArn'] ?? '', ref] as const;
    }),
  );
}

const rule = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const asynchronous = z.object({ FunctionName: z.string(), MaximumRetryAttempts: number.optional() });
/** Lambda's default number of retries for an asynchronous invocation. */
const usualRetries = 2;

/** Reads scheduled rules. Rules with an event pattern are skipped: nothing here emits such events. */
export function readSchedules(reading: Reading): Schedule[] {
  const retries = new Map(
    readAll(reading, 'AWS::Lambda::EventInvokeConfig', asynchronous).map(({ properties }) => [
      nameOfFunction(properties.FunctionName),
      properties.MaximumRetryAttempts,
    ]),
  );
  return readAll(reading, 'AWS::Events::Rule', rule).flatMap(({ id, properties }) => {
    const { ScheduleExpression: expression, State, Targets } = properties;
    if (expression === undefined || State !== 'ENABLED') return [];
    return Targets.map(({ Arn, Input }) => {
      const functionName = nameOfFunction(Arn);
      return {
        logicalId: id,
        expression,
        arn: reading.physical(id).attributes['Arn'] ?? '',
        functionName,
        input: Input,
        retries: retries.get(functionName) ?? usualRetries,
      };
    });
  });
}

/** The name in a function name or ARN, with or without a version or alias. */
export function nameOfFunction(nameOrArn: string): string {
  const inArn = /:function:([^:/]+)/.exec(nameOrArn);
  return inArn?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;
}
