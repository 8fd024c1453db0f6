/** Metrics that are counted from a function's log: what they count is no failure of the function. */
import { Stack } from 'aws-cdk-lib';
import { type IMetric, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { LogEvent } from '#src/usecases/log-port.ts';
import { periodOfMinutes } from './alarms.ts';

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
    metricNamespace: 'VictimReferralIntake',
    metricName: `${name}-${Stack.of(source).stackName}`,
  });
  return filter.metric({ statistic: Stats.SUM, ...periodOfMinutes(minutes) });
}

/** The number that the last line of an event gave, in the field `count`. */
export function lastLoggedCount(source: LambdaFunction, name: string, event: LogEvent, reason: string): Metric {
  const filter = source.logGroup.addMetricFilter(name, {
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.event', '=', event),
      FilterPattern.stringValue('$.reason', '=', reason),
    ),
    metricNamespace: 'VictimReferralIntake',
    metricName: `${name}-${Stack.of(source).stackName}`,
    metricValue: '$.count',
  });
  return filter.metric({ statistic: Stats.MAXIMUM, ...periodOfMinutes(60) });
}
