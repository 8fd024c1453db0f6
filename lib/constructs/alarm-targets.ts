import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Party } from '#src/domain/area.ts';
import type { ApiGateway } from './api-gateway.ts';
import type { HandOffQueues } from './hand-off-queues.ts';
import type { Keys } from './keys.ts';
import type { SignIn } from './sign-in.ts';

/** What is watched in an area. */
export interface AlarmTargets {
  functions: Record<FunctionName, LambdaFunction>;
  queues: HandOffQueues;
  apiGateway: ApiGateway;
  missedRuns: IQueue;
  parties: readonly Party[];
  keys: Keys;
  signIn: Pick<SignIn, 'userPoolId' | 'webClientId' | 'authority'>;
  /** Whether one goes all the way each quarter of an hour. */
  hasCanary: boolean;
}
