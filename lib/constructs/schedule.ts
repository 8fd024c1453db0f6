import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Calls the function again and again. A tick that cannot be delivered is soon stale, for
 * the next one does its work, so it is tried for a while only and then kept to be counted.
 */
export function every(
  scope: Construct,
  id: string,
  props: { minutes: number; call: IFunction; deadLetters: IQueue; description: string },
): void {
  tick(scope, id, {
    ...props,
    schedule: Schedule.rate(Duration.minutes(props.minutes)),
    stale: Duration.minutes(props.minutes),
  });
}

/** Calls the function in the small hours of the second of each month, when the month before is whole. */
export function monthly(
  scope: Construct,
  id: string,
  props: { call: IFunction; deadLetters: IQueue; description: string },
): void {
  const schedule = Schedule.cron({ minute: '30', hour: '3', day: '2' });
  tick(scope, id, { ...props, schedule, stale: Duration.hours(12) });
}

function tick(
  scope: Construct,
  id: string,
  props: { call: IFunction; deadLetters: IQueue; description: string; schedule: Schedule; stale: Duration },
): void {
  new Rule(scope, id, {
    description: props.description,
    schedule: props.schedule,
    targets: [
      new LambdaFunction(props.call, {
        deadLetterQueue: props.deadLetters,
        maxEventAge: props.stale,
        retryAttempts: 2,
      }),
    ],
  });
}
