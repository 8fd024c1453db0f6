/** How the stages of an area differ. What is not here is the same in all of them. */
import { type ILambdaDeploymentConfig, LambdaDeploymentConfig } from 'aws-cdk-lib/aws-codedeploy';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { nameInStage, type Stage, stages } from '#src/domain/stage.ts';

export interface StageSettings {
  /** Tables, keys, queues, the secret, the logs and the accounts stay when the stack goes, and cannot be deleted by mistake. */
  keepsData: boolean;
  /** Tables can be restored to any second of the last 35 days. */
  pointInTimeRecovery: boolean;
  logRetention: RetentionDays;
  /** Whether there are alarms, and whether it is deployed without an `alarmEmail` that they reach. */
  alarms: 'required' | 'optional' | 'none';
  /** A referral of nobody goes all the way each quarter of an hour. */
  canary: boolean;
  /** Requests of the API a second, and at once. */
  throttle: { rateLimit: number; burstLimit: number };
  /** How fast a new version takes over. */
  pace: ILambdaDeploymentConfig;
}

export const stageSettings: Record<Stage, StageSettings> = {
  production: {
    keepsData: true,
    pointInTimeRecovery: true,
    logRetention: RetentionDays.ONE_YEAR,
    alarms: 'required',
    canary: true,
    // Enough for a night's batch or a backlog, but a faulty client cannot use up the account's Lambda quota.
    throttle: { rateLimit: 200, burstLimit: 400 },
    // Half an hour, in which the canary goes twice: an area's own requests are minutes apart.
    pace: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
  },
  test: {
    keepsData: false,
    pointInTimeRecovery: true,
    logRetention: RetentionDays.ONE_MONTH,
    alarms: 'optional',
    canary: true,
    throttle: { rateLimit: 50, burstLimit: 100 },
    pace: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
  },
  development: {
    keepsData: false,
    pointInTimeRecovery: false,
    logRetention: RetentionDays.ONE_WEEK,
    alarms: 'none',
    canary: false,
    throttle: { rateLimit: 20, burstLimit: 40 },
    pace: LambdaDeploymentConfig.ALL_AT_ONCE,
  },
};

export const stackName = (areaId: string, stage: Stage = 'production'): string =>
  `victim-referral-intake-${nameInStage(areaId, stage)}`;

/** @throws Error when it is none of the stages */
export function readStage(text: unknown): Stage {
  const stage = stages.find((one) => one === (text ?? 'production'));
  if (stage === undefined) throw new Error(`There is no stage ${String(text)}. There is: ${stages.join(', ')}.`);
  return stage;
}
