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
  new Rule(scope, id, {
    description: props.description,
    schedule: Schedule.rate(Duration.minutes(props.minutes)),
    targets: [
      new LambdaFunction(props.call, {
        deadLetterQueue: props.deadLetters,
        maxEventAge: Duration.minutes(props.minutes),
        retryAttempts: 2,
      }),
    ],
  });
}
