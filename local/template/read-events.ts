/** Reads the event sources other than HTTP: streams, queues and schedules. */
import * as z from 'zod';
import type { LocalModel, LocalQueue, Schedule } from './model.ts';
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
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const invokeConfig = z.object({ FunctionName: z.string(), MaximumRetryAttempts: number.optional() });
/** Lambda's default number of retries for an asynchronous invocation. */
const defaultRetries = 2;

/** Reads scheduled rules. Rules with an event pattern are skipped: nothing here emits such events. */
export function readSchedules(context: ReadContext): Schedule[] {
  const retries = new Map(
    readResources(context, 'AWS::Lambda::EventInvokeConfig', invokeConfig).map(({ properties }) => [
      functionNameOf(properties.FunctionName),
      properties.MaximumRetryAttempts,
    ]),
  );
  return readResources(context, 'AWS::Events::Rule', rule).flatMap(({ id, properties }) => {
    const { ScheduleExpression: expression, State, Targets } = properties;
    if (expression === undefined || State !== 'ENABLED') return [];
    return Targets.map(({ Arn, Input }) => {
      const functionName = functionNameOf(Arn);
      return {
        logicalId: id,
        expression,
        arn: context.physical(id).attributes['Arn'] ?? '',
        functionName,
        input: Input,
        maxRetries: retries.get(functionName) ?? defaultRetries,
      };
    });
  });
}

/** The name in a function name or ARN, with or without a version or alias. */
export function functionNameOf(nameOrArn: string): string {
  const inArn = /:function:([^:/]+)/.exec(nameOrArn);
  return inArn?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;
}
