import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Calls the function again and again. A tick that cannot be delivered is soon stale, for
 * the next one does its work, so it is tried for a while only and then kept to be counted.
 *
 * The same holds once Lambda has it. By itself it would keep a tick for six hours and try a failed run twice more: a
 * run longer than a tick would leave a queue of them behind it, to be worked off one after the other.
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
