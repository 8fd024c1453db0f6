import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Invokes the function at an interval. An event that cannot be delivered within one interval goes to the dead-letter
 * queue, because the next run does its work anyway.
 *
 * The same applies inside Lambda: by default it keeps an asynchronous event for six hours and retries a failed run
 * twice, so that runs longer than the interval would queue up.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function every(
  scope: Construct,
  id: string,
  props: { minutes: number; call: IFunction; deadLetters: IQueue; description: string },
): void {
  const stale = Duration.minutes(props.minutes);
  props.call.configureAsyncInvoke({ maxEventAge: stale, retryAttempts: 0 });
  tick(scope, id, { ...props, schedule: Schedule.rate(stale), stale });
}

/** Invokes the function at 03:30 UTC on the second of each month, well after the previous month ended in London. */
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
