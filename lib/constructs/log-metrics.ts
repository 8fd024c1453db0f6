/** Metrics that are counted from a function's log: what they count is no failure of the function. */
import { Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import type { Party } from '#src/domain/area.ts';
import type { LogEvent } from '#src/usecases/ports/log.ts';
import { periodOfMinutes } from './alarms.ts';

export const logMetricNamespace = 'VictimReferralIntake';

/** How many lines of these events there are. */
export const countLogEvents = (
  source: LambdaFunction,
  name: string,
  events: readonly LogEvent[],
  minutes: number,
): IMetric =>
  countLogLines(
    source,
    name,
    FilterPattern.any(...events.map((event) => FilterPattern.stringValue('$.event', '=', event))),
    minutes,
  );

export function countLogLines(
  source: LambdaFunction,
  name: string,
  filterPattern: IFilterPattern,
  minutes: number,
): IMetric {
  const filter = source.logGroup.addMetricFilter(name, {
    filterPattern,
    metricNamespace: logMetricNamespace,
    metricName: `${name}-${Stack.of(source).stackName}`,
  });
  return filter.metric({ statistic: Stats.SUM, ...periodOfMinutes(minutes) });
}

/** Which lines of a function's log. */
export interface CountedLog {
  function: LambdaFunction;
  filterPattern: IFilterPattern;
}

/** How many lines each party has but those left out, by the field `party`, in the logs of several functions; the period is an hour. */
export function countByParty(
  scope: IConstruct,
  name: string,
  sources: readonly CountedLog[],
  leftOut: readonly Party[] = [],
): IMetric {
  const metricName = `${name}-${Stack.of(scope).stackName}`;
  for (const { function: source, filterPattern } of sources) {
    source.logGroup.addMetricFilter(name, {
      filterPattern,
      metricNamespace: logMetricNamespace,
      metricName,
      dimensions: { party: '$.party' },
    });
  }
  const where = leftOut.length > 0 ? ` WHERE ${leftOut.map(({ id }) => `party != '${id}'`).join(' AND ')}` : '';
  return new MathExpression({
    expression: `SELECT SUM("${metricName}") FROM SCHEMA("${logMetricNamespace}", party)${where} GROUP BY party ORDER BY SUM() DESC`,
    usingMetrics: {},
    label: 'By party',
    ...periodOfMinutes(60),
  });
}

/** The number that the last line of an event gave, in the field `count`. */
export function lastLoggedCount(source: LambdaFunction, name: string, event: LogEvent, reason: string): Metric {
  const filter = source.logGroup.addMetricFilter(name, {
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.event', '=', event),
      FilterPattern.stringValue('$.reason', '=', reason),
    ),
    metricNamespace: logMetricNamespace,
    metricName: `${name}-${Stack.of(source).stackName}`,
    metricValue: '$.count',
  });
  return filter.metric({ statistic: Stats.MAXIMUM, ...periodOfMinutes(60) });
}
