/** Reads the event sources other than HTTP: streams, queues, schedules and rules of the event bus. */
import * as z from 'zod';
import type { EventRule, LocalModel, LocalQueue, Schedule } from './model.ts';
import { boolean, number, readResources } from './properties.ts';
import type { ReadContext } from './read-context.ts';
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
  context: ReadContext,
  queues: readonly LocalQueue[],
): Pick<LocalModel, 'streamMappings' | 'queueMappings'> {
  const streams = tablesByStream(context);
  const read: Pick<LocalModel, 'streamMappings' | 'queueMappings'> = { streamMappings: [], queueMappings: [] };
  for (const { id, properties } of readResources(context, 'AWS::Lambda::EventSourceMapping', mapping)) {
    const common = {
      logicalId: id,
      functionName: functionNameOf(properties.FunctionName),
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
        startingPosition: properties.StartingPosition ?? 'TRIM_HORIZON',
        batchSize: properties.BatchSize ?? 100,
        batchingWindowMs: properties.MaximumBatchingWindowInSeconds * 1000,
        lanes: properties.ParallelizationFactor,
        bisectOnError: properties.BisectBatchOnFunctionError,
        maxRetries: properties.MaximumRetryAttempts,
        maxRecordAgeMs: properties.MaximumRecordAgeInSeconds < 0 ? -1 : properties.MaximumRecordAgeInSeconds * 1000,
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
function tablesByStream(context: ReadContext): Map<string, string> {
  return new Map(
    resourcesOf(context.template, 'AWS::DynamoDB::Table').map(([id]) => {
      const { ref, attributes } = context.physical(id);
      return [attributes['StreamArn'] ?? '', ref] as const;
    }),
  );
}

const rule = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const invokeConfig = z.object({ FunctionName: z.string(), MaximumRetryAttempts: number.optional() });
/** Lambda's default number of retries for an asynchronous invocation. */
const defaultRetries = 2;

/** Reads the rules of the default event bus: those with a schedule, and those with a pattern. */
export function readRules(context: ReadContext): Pick<LocalModel, 'schedules' | 'eventRules'> {
  const retries = new Map(
    readResources(context, 'AWS::Lambda::EventInvokeConfig', invokeConfig).map(({ properties }) => [
      functionNameOf(properties.FunctionName),
      properties.MaximumRetryAttempts,
    ]),
  );
  const schedules: Schedule[] = [];
  const eventRules: EventRule[] = [];
  for (const { id: logicalId, properties } of readResources(context, 'AWS::Events::Rule', rule)) {
    const { ScheduleExpression: expression, EventPattern: pattern, State, Targets } = properties;
    if (State !== 'ENABLED') continue;
    for (const { Arn, Input: input } of Targets) {
      const functionName = functionNameOf(Arn);
      const common = { logicalId, functionName, maxRetries: retries.get(functionName) ?? defaultRetries };
      const arn = context.physical(logicalId).attributes['Arn'] ?? '';
      if (expression !== undefined) schedules.push({ ...common, expression, arn, input });
      if (pattern !== undefined) eventRules.push({ ...common, pattern: JSON.stringify(pattern) });
    }
  }
  return { schedules, eventRules };
}

/** The name in a function name or ARN, with or without a version or alias. */
export function functionNameOf(nameOrArn: string): string {
  const inArn = /:function:([^:/]+)/.exec(nameOrArn);
  return inArn?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;
}
