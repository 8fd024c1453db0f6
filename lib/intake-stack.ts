import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { bundledPath, type FileContents } from './assets.ts';
import { accept } from './constructs/accept.ts';
import { actors } from './constructs/actors.ts';
import { AreaTables } from './constructs/area-tables.ts';
import { FrontDoor } from './constructs/front-door.ts';
import { HandOffQueues } from './constructs/hand-off-queues.ts';
import { Keys } from './constructs/keys.ts';
import { RootSecret } from './constructs/root-secret.ts';
import { every, monthly } from './constructs/schedule.ts';
import { type SignIn, signIn } from './constructs/sign-in.ts';
import { Watch } from './constructs/watch.ts';
import { watchAll } from './constructs/watch-all.ts';
import type { Deployment } from './deployment.ts';

export interface IntakeStackProps {
  area: Area;
  deployment: Deployment;
  /** Content of the bundled files, computed only when code is bundled. */
  files: FileContents;
}

export const stackName = (areaId: string): string => `victim-referral-intake-${areaId}`;

/**
 * All resources of one area, in reading order: keys and tables, a queue per service, the HTTP API, one function per
 * actor and job, the ledger's stream, the schedules, the alarms.
 */
export class IntakeStack extends Stack {
  constructor(scope: Construct, id: string, props: IntakeStackProps) {
    const { area, deployment, files } = props;
    super(scope, id, {
      description: `Referrals of victims of crime in ${area.name}`,
      env: { region: area.region },
      terminationProtection: true,
    });
    this.addMetadata('victim-referral-intake:area', area.id);

    const keys = new Keys(this, 'Keys');
    const tables = new AreaTables(this, 'Tables', { key: keys.records });
    const secret = new RootSecret(this, 'Root', { key: keys.records });
    const queues = new HandOffQueues(this, 'HandOffs', { area, key: keys.messages, consumers: deployment.consumers });

    const door = new FrontDoor(this, 'Door', {
      name: stackName(area.id),
      logKey: keys.operations,
      domain: deployment.domain,
    });
    const parties = signIn(this, area, deployment, door.publicUrl);

    const functions = actors(this, {
      area,
      tables,
      queues,
      secret,
      logKey: keys.operations,
      contents: files,
      values: {
        AREA_FILE: bundledPath('area.json'),
        OPENAPI_FILE: bundledPath('openapi.json'),
        PAGES_FILE: bundledPath('pages.json'),
        REFERRALS_TABLE: tables.name('referrals'),
        WORK_TABLE: tables.name('work'),
        COUNTERS_TABLE: tables.name('counters'),
        WEB_TABLE: tables.name('web'),
        SECRET_ID: secret.arn,
        QUEUE_URL_PREFIX: queues.urlPrefix,
        PARKED_QUEUE_URL: queues.parked.queueUrl,
        PUBLIC_URL: door.publicUrl,
        CLIENT_PARTIES: parties.clientParties,
        OIDC_ISSUER: parties.issuer,
        OIDC_CLIENT_ID: parties.webClientId,
        LOG_LEVEL: 'info',
      },
    });
    door.serve(functions, parties.authorizer);

    this.dispatchFromTheLedger(functions.dispatch, tables, queues);
    const missedTicks = this.tick(functions, keys);

    const watch = new Watch(this, 'Watch', { key: keys.operations, email: deployment.alarmEmail });
    watchAll(watch, { functions, queues, door, missedTicks });
    this.tell({ door, tables, queues, parties });
  }

  /**
   * The stream is only the fast path; the sweep guarantees delivery. So a record is retried a few times within an
   * hour, a bad record is isolated by bisecting its batch, and then it is parked so that the rest can continue.
   */
  private dispatchFromTheLedger(dispatch: LambdaFunction, tables: AreaTables, queues: HandOffQueues): void {
    new EventSourceMapping(this, 'LedgerToDispatch', {
      target: dispatch,
      eventSourceArn: tables.streamArn('referrals'),
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
      batchSize: 25,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(1),
      // Versions of one referral stay in order. Parallel batches conflict on counters, and their transactions are retried.
      parallelizationFactor: 4,
      // CDK's SqsDlq would grant more key actions than are used; dispatch may already send to this queue.
      onFailure: { bind: () => ({ destination: queues.parked.queueArn }) },
    });
  }

  private tick(functions: Record<FunctionName, LambdaFunction>, keys: Keys): Queue {
    const deadLetters = new Queue(this, 'MissedTicks', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: keys.messages,
      enforceSSL: true,
    });
    accept(deadLetters, 'AwsSolutions-SQS3', 'It is the dead-letter queue of the schedules.');
    every(this, 'SweepTick', {
      minutes: 1,
      call: functions.sweep,
      deadLetters,
      description: 'Hands off what the stream missed',
    });
    every(this, 'DeadlinesTick', {
      minutes: 5,
      call: functions.deadlines,
      deadLetters,
      description: 'Sends reminders, and escalates or expires what is overdue',
    });
    every(this, 'EraseTick', {
      minutes: 60,
      call: functions.erase,
      deadLetters,
      description: 'Erases personal data whose retention period has ended',
    });
    monthly(this, 'RecountTick', {
      call: functions.recount,
      deadLetters,
      description: 'Recounts last month',
    });
    return deadLetters;
  }

  /** What clients and operators of the area need to know. */
  private tell(told: { door: FrontDoor; tables: AreaTables; queues: HandOffQueues; parties: SignIn }): void {
    const { door, tables, queues, parties } = told;
    const output = (id: string, description: string, value: string): void => {
      new CfnOutput(this, id, { description, value });
    };
    output('ApiUrl', 'Base of the API', door.publicUrl);
    if (door.dnsTarget) output('DnsTarget', 'What the domain’s CNAME or alias record points at', door.dnsTarget);
    output('Issuer', 'Issuer of access tokens', parties.issuer);
    if (parties.tokenUrl) output('TokenUrl', 'Where a client gets its access token', parties.tokenUrl);
    if (parties.userPoolId) output('UserPoolId', 'User pool of the area’s parties', parties.userPoolId);
    output('Region', 'Region of everything here', Aws.REGION);
    output('ReferralsTable', 'The ledger', tables.name('referrals'));
    output('WorkTable', 'What moves', tables.name('work'));
    output('CountersTable', 'Volumes', tables.name('counters'));
    output('WebTable', 'Sessions and drafts', tables.name('web'));
    output('ParkedQueueUrl', 'Records that could not be dispatched', queues.parked.queueUrl);
    for (const { service, queue, dead } of queues.services) {
      output(`QueueUrl${pascal(service)}`, `Queue of ${service}`, queue.queueUrl);
      output(`DeadLetterQueueUrl${pascal(service)}`, `Dead letters of ${service}`, dead.queueUrl);
    }
  }
}

/** CloudFormation allows only letters and digits in an output's name. */
const pascal = (id: string): string => id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
