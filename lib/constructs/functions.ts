import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { canaryPrefix, mailPrefix, personMarkPrefix } from '#src/store/table-model.ts';
import type { FileContents } from '../bundled-files.ts';
import type { EnvironmentValues } from '../environments.ts';
import { AreaFunction } from './area-function.ts';
import type { AreaTables, TableAccess } from './area-tables.ts';
import type { CanaryClients } from './canary.ts';
import type { HandOffQueues } from './hand-off-queues.ts';
import type { AreaMail } from './mail.ts';
import type { RootSecret } from './root-secret.ts';
import type { SignIn } from './sign-in.ts';

export interface FunctionsProps {
  area: Area;
  tables: AreaTables;
  queues: HandOffQueues;
  secret: RootSecret;
  canaryClients: CanaryClients;
  mail: AreaMail;
  signIn: SignIn;
  values: EnvironmentValues;
  contents: FileContents;
  logKey: IKey;
  logRetention: RetentionDays;
}

/** API Gateway's integration timeout is 30 seconds, so a later response would never arrive. */
const apiTimeout = Duration.seconds(29);

/** Creates all functions, each with its purpose and permissions. */
export function createFunctions(
  scope: Construct,
  { area, tables, queues, secret, canaryClients, mail, signIn, values, contents, logKey, logRetention }: FunctionsProps,
): Record<FunctionName, LambdaFunction> {
  const create = (
    name: FunctionName,
    job: {
      purpose: string;
      permissions: PolicyStatement[];
      memory: number;
      timeout: Duration;
      reservedConcurrency?: number;
    },
  ): LambdaFunction => {
    const { purpose: description, ...rest } = job;
    const common = { name, description, area, values, contents, logKey, logRetention };
    return new AreaFunction(scope, name, { ...common, ...rest }).lambda;
  };
  const canaryParties = canaryOf(area);

  return {
    intake: create('intake', {
      purpose: 'Judges a referral and writes it to the ledger; counts who was asked and not referred',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem', 'PutItem'] },
          // How a referral that is sent again stands now.
          work: { actions: ['Query'] },
          counters: { actions: ['UpdateItem'] },
        }),
        ...secret.allowReading(),
      ],
      memory: 1024,
      timeout: apiTimeout,
    }),
    referrer: create('referrer', {
      purpose:
        'Shows a sender their referrals, corrects and withdraws them, compares its count of a day; tells senders and services what changed',
      permissions: [
        ...tables.allow({
          referrals: {
            actions: ['GetItem', 'BatchGetItem', 'PutItem'],
            indexes: ['byReference', 'byPerson', 'byHour'],
          },
          ...createCases({ reads: ['BatchGetItem'], indexes: ['byList', 'byCrime', 'byIncident', 'byServiceChange'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: apiTimeout,
    }),
    'hand-offs': create('hand-offs', {
      purpose: 'Gives a service its hand-offs and takes its reports',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byPerson'] },
          // The condition is that of a reason in the disclosure log.
          ...changeCases({ reads: ['BatchGetItem', 'ConditionCheckItem'], indexes: ['byList', 'byGroup'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: apiTimeout,
    }),
    triage: create('triage', {
      purpose: 'Lists held cases for triage, and carries out its decisions',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byReference', 'byPerson'] },
          ...createCases({ reads: ['BatchGetItem'], indexes: ['byAgenda', 'byCrime'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: apiTimeout,
    }),
    volumes: create('volumes', {
      purpose: 'Answers volumes queries from the counters alone',
      permissions: [...tables.allow({ counters: { actions: ['Query'] } }), ...secret.allowReading()],
      memory: 512,
      timeout: apiTimeout,
    }),
    web: create('web', {
      purpose: 'Serves the pages, through the same use cases as the API, and the OpenAPI document',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem', 'PutItem'], indexes: ['byReference', 'byPerson'] },
          work: {
            // The condition is that of a reason in the disclosure log.
            actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
            indexes: ['byList', 'byAgenda', 'byGroup', 'byCrime', 'byIncident'],
          },
          counters: { actions: ['GetItem', 'Query', 'UpdateItem'] },
          web: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
        ...signIn.allowAccounts(),
      ],
      memory: 512,
      timeout: apiTimeout,
    }),
    dispatch: create('dispatch', {
      purpose: 'Hands referrals to services as they arrive on the stream of the ledger',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byPerson'] },
          ...createCases({ reads: ['GetItem', 'BatchGetItem'] }),
        }),
        ...tables.allowStream('referrals'),
        ...queues.allowSending(),
        ...queues.allowParking(),
      ],
      memory: 512,
      timeout: Duration.minutes(1),
    }),
    sweep: create('sweep', {
      purpose: 'Hands off what the stream missed, sends what was not sent, and retries parked records on request',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byHour', 'byPerson'] },
          ...createCases({ reads: ['GetItem', 'BatchGetItem', 'Scan'], indexes: ['byAgenda'] }),
        }),
        ...queues.allowSending(),
        ...queues.allowParking(),
      ],
      memory: 512,
      timeout: Duration.minutes(5),
      // Two concurrent sweeps would send the same backlog twice.
      reservedConcurrency: 1,
    }),
    deadlines: create('deadlines', {
      purpose: 'Sends reminders, and hands overdue cases to the next service or to triage',
      permissions: [
        ...tables.allow(changeCases({ reads: ['GetItem', 'BatchGetItem'], indexes: ['byAgenda', 'byList'] })),
        ...queues.allowSending(),
      ],
      memory: 512,
      timeout: Duration.minutes(5),
      reservedConcurrency: 1,
    }),
    erase: create('erase', {
      purpose: 'Erases personal data whose retention period has ended',
      permissions: tables.allow({
        // The only function that may update the ledger, and it cannot unseal what is in it.
        referrals: { actions: ['GetItem', 'UpdateItem'] },
        work: { actions: ['Query', 'PutItem', 'UpdateItem'], indexes: ['byAgenda'] },
        counters: { actions: ['GetItem', 'UpdateItem'], deletablePrefix: personMarkPrefix },
        // It adds to the list of erasures, and can take nothing off it.
        erasures: { actions: ['UpdateItem'] },
      }),
      memory: 512,
      timeout: Duration.minutes(15),
      // Two concurrent runs could each assume that the person's other referral is retained.
      reservedConcurrency: 1,
    }),
    recount: create('recount', {
      purpose: 'Recounts each month that is over, compares it with the counters, and rolls it up if they agree',
      permissions: tables.allow({
        work: { actions: ['BatchGetItem'], indexes: ['byList'] },
        counters: { actions: ['Query', 'PutItem'] },
      }),
      memory: 1024,
      timeout: Duration.minutes(15),
      // Of two concurrent runs one would recount in vain.
      reservedConcurrency: 1,
    }),
    balance: create('balance', {
      purpose: 'Balances what was received on a day with what became of it, for each sender and service',
      permissions: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byHour'] },
          work: { actions: ['Query', 'PutItem'] },
          counters: { actions: ['Query'] },
        }),
        ...queues.allowCountingDeadLetters(),
      ],
      memory: 512,
      timeout: Duration.minutes(15),
    }),
    canary: create('canary', {
      purpose: 'Sends a referral of nobody all the way, over the API and the queue of its own service',
      permissions: canaryParties
        ? [
            ...tables.allow({ web: { actions: ['GetItem', 'PutItem'], keyPrefix: canaryPrefix } }),
            ...queues.allowTaking(canaryParties.service.id),
            ...canaryClients.allowReading(),
          ]
        : [],
      memory: 256,
      timeout: Duration.minutes(5),
      // A run that is late would take the next one's message.
      reservedConcurrency: 1,
    }),
    mail: create('mail', {
      purpose: 'Tells services, referrers and the victim hub by e-mail that something waits',
      permissions: [
        ...tables.allow({
          // Who referred is opened when they are written to.
          referrals: { actions: ['GetItem'] },
          work: {
            actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
            indexes: ['byAgenda'],
          },
          web: { actions: ['BatchGetItem', 'Query', 'PutItem'], keyPrefix: mailPrefix },
        }),
        ...secret.allowReading(),
        ...mail.allowSending(),
      ],
      memory: 512,
      timeout: Duration.minutes(5),
      // Two concurrent runs would send everything twice.
      reservedConcurrency: 1,
    }),
    'mail-events': create('mail-events', {
      purpose: 'Marks addresses from which e-mail came back, and tells the victim hub',
      permissions: [
        ...tables.allow({
          work: { actions: ['PutItem'], keyPrefix: mailPrefix },
          web: { actions: ['PutItem'], keyPrefix: mailPrefix },
        }),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: Duration.minutes(1),
    }),
  };
}

type ExtraReads = {
  reads?: readonly ('GetItem' | 'BatchGetItem' | 'Scan' | 'ConditionCheckItem')[];
  indexes?: NonNullable<TableAccess['work']>['indexes'];
};

/** To change an existing case in a transaction: its rows, history and counters. */
const changeCases = ({ reads = [], indexes = [] }: ExtraReads) =>
  ({
    work: { actions: ['Query', 'PutItem', 'UpdateItem', ...reads], indexes },
    counters: { actions: ['UpdateItem'] },
  }) as const satisfies TableAccess;

/** To create a case that dispatch has not created yet: also reads the marker by which a person is counted once. */
const createCases = (extra: ExtraReads) => {
  const { work, counters } = changeCases(extra);
  return { work, counters: { ...counters, actions: ['GetItem', ...counters.actions] } } as const satisfies TableAccess;
};
