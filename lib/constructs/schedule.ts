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
export function scheduleEvery(
  scope: Construct,
  id: string,
  props: { minutes: number; target: IFunction; deadLetters: IQueue; description: string },
): void {
  const maxAge = Duration.minutes(props.minutes);
  props.target.configureAsyncInvoke({ maxEventAge: maxAge, retryAttempts: 0 });
  addRule(scope, id, { ...props, schedule: Schedule.rate(maxAge), maxAge });
}

/** Invokes the function at 04:00 UTC each day, well after the day before ended in London. */
export function scheduleDaily(
  scope: Construct,
  id: string,
  props: { target: IFunction; deadLetters: IQueue; description: string },
): void {
  const schedule = Schedule.cron({ minute: '0', hour: '4' });
  addRule(scope, id, { ...props, schedule, maxAge: Duration.hours(12) });
}

function addRule(
  scope: Construct,
  id: string,
  props: { target: IFunction; deadLetters: IQueue; description: string; schedule: Schedule; maxAge: Duration },
): void {
  new Rule(scope, id, {
    description: props.description,
    schedule: props.schedule,
    targets: [
      new LambdaFunction(props.target, {
        deadLetterQueue: props.deadLetters,
        maxEventAge: props.maxAge,
        retryAttempts: 2,
      }),
    ],
  });
}
