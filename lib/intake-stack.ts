import { Aws, CfnOutput, Duration, RemovalPolicies, Stack } from 'aws-cdk-lib';
import { LambdaDeploymentConfig } from 'aws-cdk-lib/aws-codedeploy';
import type { IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { nameInStage, type Stage } from '#src/domain/stage.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { bundledPath, type FileContents } from './bundled-files.ts';
import { acceptFinding } from './constructs/accept-finding.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApiGateway } from './constructs/api-gateway.ts';
import { addAlarms } from './constructs/area-alarms.ts';
import { AreaTables } from './constructs/area-tables.ts';
import { CanaryClients } from './constructs/canary.ts';
import { createFunctions } from './constructs/functions.ts';
import { GradualShift } from './constructs/gradual-shift.ts';
import { HandOffQueues } from './constructs/hand-off-queues.ts';
import { Keys } from './constructs/keys.ts';
import { AreaMail } from './constructs/mail.ts';
import { RootSecret } from './constructs/root-secret.ts';
import { scheduleDaily, scheduleEvery } from './constructs/schedule.ts';
import { createSignIn, type PeoplePool, type SignIn } from './constructs/sign-in.ts';
import { WaitingDashboard } from './constructs/waiting-dashboard.ts';
import { type Deployment, mayCanaryGo } from './deployment.ts';
import { stackName, stageSettings } from './stages.ts';

export interface IntakeStackProps {
  area: Area;
  stage: Stage;
  deployment: Deployment;
  /** A new version takes over at once and whatever rings: for what mends a fault that rings already. */
  atOnce?: boolean;
  /** From which it is made, where that is known: it is only said. */
  commit?: unknown;
  /** For the local run: the authority's people sign in where everybody does. */
  oneUserPool?: boolean;
  /** Content of the bundled files, computed only when code is bundled. */
  files: FileContents;
}

/**
 * All resources of one area in one stage, in reading order: keys and tables, a queue per service, the HTTP API, one function per
 * actor and job, the ledger's stream, the schedules, the alarms, and how a new version takes over.
 */
export class IntakeStack extends Stack {
  constructor(scope: Construct, id: string, props: IntakeStackProps) {
    const { area, stage, deployment, files, atOnce = false, oneUserPool = false, commit } = props;
    const {
      keepsData,
      pointInTimeRecovery,
      logRetention,
      alarms: hasAlarms,
      canary,
      throttle,
      pace,
    } = stageSettings[stage];
    const name = nameInStage(area.id, stage);
    super(scope, id, {
      description: `Referrals of victims of crime in ${area.name}`,
      env: { region: area.region, ...(deployment.account !== undefined && { account: deployment.account }) },
      terminationProtection: keepsData,
    });
    this.addMetadata('victim-referral-intake:area', area.id);
    this.addMetadata('victim-referral-intake:stage', stage);
    if (!keepsData) RemovalPolicies.of(this).destroy();

    const keys = new Keys(this, 'Keys', { breakGlassRole: deployment.breakGlassRole });
    const tables = new AreaTables(this, 'Tables', {
      key: keys.records,
      isProtected: keepsData,
      pointInTimeRecovery,
      restored: deployment.tables,
    });
    const secret = new RootSecret(this, 'Root', { key: keys.records });
    const queues = new HandOffQueues(this, 'HandOffs', {
      area,
      name,
      key: keys.messages,
      consumers: deployment.consumers,
    });

    const apiGateway = new ApiGateway(this, 'Api', {
      name: stackName(area.id, stage),
      logKey: keys.operations,
      logRetention,
      throttle,
      domain: deployment.domain,
    });
    const signIn = createSignIn(this, {
      area,
      name,
      deployment,
      pagesUrl: apiGateway.pagesUrl,
      isProtected: keepsData,
      oneUserPool,
    });

    const canaryClients = new CanaryClients(this, 'Canary', {
      area,
      signIn,
      key: keys.records,
      certificateArn: deployment.domain?.trustStore?.canaryCertificate,
    });
    const mail = new AreaMail(this, 'Mail', { area, name, mail: deployment.mail });

    const functions = createFunctions(this, {
      area,
      tables,
      queues,
      secret,
      canaryClients,
      mail,
      signIn,
      logKey: keys.operations,
      logRetention,
      contents: files,
      values: {
        AREA_FILE: bundledPath('area.json'),
        OPENAPI_FILE: bundledPath('openapi.json'),
        PAGES_FILE: bundledPath('pages.json'),
        REFERRALS_TABLE: tables.tableName('referrals'),
        WORK_TABLE: tables.tableName('work'),
        COUNTERS_TABLE: tables.tableName('counters'),
        WEB_TABLE: tables.tableName('web'),
        ERASURES_TABLE: tables.tableName('erasures'),
        SECRET_ID: secret.arn,
        CANARY_SECRET_ID: canaryClients.secretArn,
        CANARY_CERTIFICATE_ID: canaryClients.certificateArn,
        QUEUE_URL_PREFIX: queues.urlPrefix,
        PARKED_QUEUE_URL: queues.parked.queueUrl,
        PUBLIC_URL: apiGateway.publicUrl,
        PAGES_URL: apiGateway.pages?.url,
        CLIENT_PARTIES: signIn.clientParties,
        CLIENT_CERTIFICATE: apiGateway.asksForCertificate ? 'required' : undefined,
        OIDC_ISSUER: signIn.issuer,
        TOKEN_URL: signIn.tokenUrl,
        OIDC_CLIENT_ID: signIn.webClientId,
        MAIL_FROM: mail.from,
        MAIL_NAME: mail.senderName,
        MAIL_CONFIGURATION_SET: mail.configurationSet,
        OIDC_SCOPE: signIn.scope,
        OIDC_SECOND_FACTOR: signIn.requiresSecondFactor ? 'required' : undefined,
        AUTHORITY_SIGN_IN: signIn.authority && this.authoritySignIn(signIn.authority),
        USER_POOL_ID: signIn.userPoolId ?? '',
        STAGE: stage,
        LOG_LEVEL: 'info',
      },
    });
    const shift = new GradualShift(this, 'Shift', functions);
    const callable = shift.callable(functions);
    apiGateway.addRoutes(callable, signIn.authorizer);

    this.addLedgerStream(callable.dispatch, tables, queues);
    const hasCanary = canary && canaryOf(area) !== undefined && mayCanaryGo(deployment);
    const missedRuns = this.addSchedules(functions, keys, hasCanary);
    mail.deliverEvents(functions['mail-events'], missedRuns);

    const alarms = new Alarms(this, 'Watch', { key: keys.operations, email: deployment.alarmEmail });
    const watched = { functions, queues, apiGateway, missedRuns, parties: area.parties, signIn, keys, hasCanary };
    if (hasAlarms !== 'none') addAlarms(alarms, watched);
    const frontDoors = alarms.named('ApiErrors', 'PagesErrors');
    shift.takeBackOn(alarms, atOnce ? LambdaDeploymentConfig.ALL_AT_ONCE : pace, frontDoors);
    new WaitingDashboard(this, 'Dashboard', { ...watched, alarms: alarms.all });
    if (typeof commit === 'string')
      new CfnOutput(this, 'Commit', { description: 'What it is made from', value: commit });
    this.addOutputs({ apiGateway, tables, queues, signIn });
  }

  private authoritySignIn({ issuer, webClientId: clientId, userPoolId }: PeoplePool): string {
    return this.toJsonString({ issuer, clientId, userPoolId });
  }

  /**
   * The stream is only the fast path; the sweep guarantees delivery. So a record is retried a few times within an
   * hour, a bad record is isolated by bisecting its batch, and then it is parked so that the rest can continue.
   */
  private addLedgerStream(dispatch: IFunction, tables: AreaTables, queues: HandOffQueues): void {
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

  private addSchedules(functions: Record<FunctionName, LambdaFunction>, keys: Keys, hasCanary: boolean): Queue {
    const deadLetters = new Queue(this, 'MissedTicks', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: keys.messages,
      enforceSSL: true,
    });
    acceptFinding(deadLetters, 'AwsSolutions-SQS3', 'It is the dead-letter queue of the schedules.');
    scheduleEvery(this, 'SweepTick', {
      minutes: 1,
      target: functions.sweep,
      deadLetters,
      description: 'Hands off what the stream missed',
    });
    scheduleEvery(this, 'DeadlinesTick', {
      minutes: 5,
      target: functions.deadlines,
      deadLetters,
      description: 'Sends reminders, and escalates or expires what is overdue',
    });
    scheduleEvery(this, 'EraseTick', {
      minutes: 60,
      target: functions.erase,
      deadLetters,
      description: 'Erases personal data whose retention period has ended',
    });
    scheduleDaily(this, 'BalanceTick', {
      target: functions.balance,
      deadLetters,
      description: 'Balances what was received the day before with what became of it',
    });
    // Not tried again at once: the next day's run goes on, and a count that differs would differ again.
    functions.recount.configureAsyncInvoke({ maxEventAge: Duration.hours(6), retryAttempts: 0 });
    scheduleDaily(this, 'RecountTick', {
      target: functions.recount,
      deadLetters,
      description: 'Recounts the months that are over and not rolled up',
    });
    if (hasCanary) {
      scheduleEvery(this, 'CanaryTick', {
        minutes: 15,
        target: functions.canary,
        deadLetters,
        description: 'Sends a referral of nobody all the way',
      });
    }
    // Last, so that a run of the others is told of at once.
    scheduleEvery(this, 'MailTick', {
      minutes: 1,
      target: functions.mail,
      deadLetters,
      description: 'Sends the e-mails that are due',
    });
    return deadLetters;
  }

  /** What clients and operators of the area need to know. */
  private addOutputs(resources: {
    apiGateway: ApiGateway;
    tables: AreaTables;
    queues: HandOffQueues;
    signIn: SignIn;
  }): void {
    const { apiGateway, tables, queues, signIn } = resources;
    const addOutput = (id: string, description: string, value: string): void => {
      new CfnOutput(this, id, { description, value });
    };
    addOutput('ApiUrl', 'Base of the API', apiGateway.publicUrl);
    if (apiGateway.dnsTarget)
      addOutput('DnsTarget', 'What the domain’s CNAME or alias record points at', apiGateway.dnsTarget);
    if (apiGateway.asksForCertificate)
      addOutput('ClientCertificate', 'Whether callers of the API must present a certificate', 'required');
    if (apiGateway.pages) {
      const { url, dnsTarget } = apiGateway.pages;
      addOutput('PagesUrl', 'Base of the pages', url);
      addOutput('PagesDnsTarget', 'What the CNAME or alias record of the pages’ domain points at', dnsTarget);
    }
    addOutput('Issuer', 'Issuer of access tokens', signIn.issuer);
    addOutput('TokenUrl', 'Where a client gets its access token', signIn.tokenUrl);
    if (signIn.userPoolId) addOutput('UserPoolId', 'User pool of the area’s parties', signIn.userPoolId);
    if (signIn.authority)
      addOutput('HubUserPoolId', 'User pool of the authority’s people', signIn.authority.userPoolId);
    addOutput('Region', 'Region of everything here', Aws.REGION);
    addOutput('ReferralsTable', 'The ledger', tables.tableName('referrals'));
    addOutput('WorkTable', 'What moves', tables.tableName('work'));
    addOutput('CountersTable', 'Volumes', tables.tableName('counters'));
    addOutput('WebTable', 'Sessions and drafts', tables.tableName('web'));
    addOutput('ErasuresTable', 'What was erased while a backup has it', tables.tableName('erasures'));
    addOutput('ParkedQueueUrl', 'Records that could not be dispatched', queues.parked.queueUrl);
    for (const { service, queue, deadLetterQueue } of queues.services) {
      addOutput(`QueueUrl${toPascalCase(service)}`, `Queue of ${service}`, queue.queueUrl);
      addOutput(`DeadLetterQueueUrl${toPascalCase(service)}`, `Dead letters of ${service}`, deadLetterQueue.queueUrl);
    }
  }
}

/** CloudFormation allows only letters and digits in an output's name. */
const toPascalCase = (id: string): string => id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
