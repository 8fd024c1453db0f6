import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { personMarks } from '#src/store/table-model.ts';
import type { FileContents } from '../assets.ts';
import type { EnvironmentValues } from '../environments.ts';
import { AreaFunction } from './area-function.ts';
import type { AreaTables, TableAccess } from './area-tables.ts';
import type { HandOffQueues } from './hand-off-queues.ts';
import type { RootSecret } from './root-secret.ts';

export interface ActorsProps {
  area: Area;
  tables: AreaTables;
  queues: HandOffQueues;
  secret: RootSecret;
  values: EnvironmentValues;
  contents: FileContents;
  logKey: IKey;
}

/** API Gateway's integration timeout is 30 seconds, so a later response would never arrive. */
const answersWithin = Duration.seconds(29);

/** Creates all functions, each with its purpose and permissions. */
export function actors(
  scope: Construct,
  { area, tables, queues, secret, values, contents, logKey }: ActorsProps,
): Record<FunctionName, LambdaFunction> {
  const make = (
    name: FunctionName,
    job: { does: string; may: PolicyStatement[]; memory: number; timeout: Duration; atMostAtOnce?: number },
  ): LambdaFunction => {
    const { does: description, ...rest } = job;
    return new AreaFunction(scope, name, { name, description, area, values, contents, logKey, ...rest }).lambda;
  };

  return {
    intake: make('intake', {
      does: 'Judges a referral and writes it to the ledger',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem', 'PutItem'] },
          counters: { actions: ['UpdateItem'] },
        }),
        ...secret.allowReading(),
      ],
      memory: 1024,
      timeout: answersWithin,
    }),
    referrer: make('referrer', {
      does: 'Shows a sender their referrals, corrects and withdraws them',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem', 'PutItem'], indexes: ['byReference', 'byPerson'] },
          ...recordsCases({ reads: ['BatchGetItem'], indexes: ['byList'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: answersWithin,
    }),
    'hand-offs': make('hand-offs', {
      does: 'Gives a service its hand-offs and takes its reports',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byPerson'] },
          ...movesCases({ reads: ['GetItem', 'BatchGetItem'], indexes: ['byList'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: answersWithin,
    }),
    triage: make('triage', {
      does: 'Lists held cases for triage, and carries out its decisions',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byPerson'] },
          ...recordsCases({ reads: ['BatchGetItem'], indexes: ['byAgenda'] }),
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: answersWithin,
    }),
    volumes: make('volumes', {
      does: 'Answers volumes queries from the counters alone',
      may: tables.allow({ counters: { actions: ['Query'] } }),
      memory: 512,
      timeout: answersWithin,
    }),
    web: make('web', {
      does: 'Serves the pages, through the same use cases as the API, and the OpenAPI document',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem', 'PutItem'], indexes: ['byReference', 'byPerson'] },
          work: {
            actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
            indexes: ['byList', 'byAgenda'],
          },
          counters: { actions: ['GetItem', 'Query', 'UpdateItem'] },
          web: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
        }),
        ...queues.allowSending(),
        ...secret.allowReading(),
      ],
      memory: 512,
      timeout: answersWithin,
    }),
    dispatch: make('dispatch', {
      does: 'Hands referrals to services as they arrive on the stream of the ledger',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byPerson'] },
          ...recordsCases({ reads: ['GetItem'] }),
        }),
        ...tables.allowStream('referrals'),
        ...queues.allowSending(),
        ...queues.allowParking(),
      ],
      memory: 512,
      timeout: Duration.minutes(1),
    }),
    sweep: make('sweep', {
      does: 'Hands off what the stream missed, sends what was not sent, and retries parked records on request',
      may: [
        ...tables.allow({
          referrals: { actions: ['GetItem'], indexes: ['byHour', 'byPerson'] },
          ...recordsCases({ reads: ['GetItem', 'BatchGetItem', 'Scan'], indexes: ['byAgenda'] }),
        }),
        ...queues.allowSending(),
        ...queues.allowParking(),
      ],
      memory: 512,
      timeout: Duration.minutes(5),
      // Two concurrent sweeps would send the same backlog twice.
      atMostAtOnce: 1,
    }),
    deadlines: make('deadlines', {
      does: 'Sends reminders, and hands overdue cases to the next service or to triage',
      may: [...tables.allow(movesCases({ indexes: ['byAgenda'] })), ...queues.allowSending()],
      memory: 512,
      timeout: Duration.minutes(5),
      atMostAtOnce: 1,
    }),
    erase: make('erase', {
      does: 'Erases personal data whose retention period has ended',
      may: tables.allow({
        // The only function that may update the ledger, and it cannot unseal what is in it.
        referrals: { actions: ['GetItem', 'UpdateItem'] },
        work: { actions: ['Query', 'PutItem', 'UpdateItem'], indexes: ['byAgenda'] },
        counters: { actions: ['GetItem', 'UpdateItem'], deletes: personMarks },
      }),
      memory: 512,
      timeout: Duration.minutes(15),
      // Two concurrent runs could each assume that the person's other referral is retained.
      atMostAtOnce: 1,
    }),
    recount: make('recount', {
      does: 'Recounts last month, compares it with the counters, and rolls it up if they agree',
      may: tables.allow({
        work: { actions: ['Query', 'Scan'] },
        counters: { actions: ['Scan', 'PutItem', 'UpdateItem'] },
      }),
      memory: 1024,
      timeout: Duration.minutes(15),
    }),
  };
}

type Looks = { reads?: readonly ('GetItem' | 'BatchGetItem' | 'Scan')[]; indexes?: NonNullable<TableAccess['work']>['indexes'] };

/** To change an existing case in a transaction: its rows, history and counters. */
const movesCases = ({ reads = [], indexes = [] }: Looks) =>
  ({
    work: { actions: ['Query', 'PutItem', 'UpdateItem', ...reads], indexes },
    counters: { actions: ['UpdateItem'] },
  }) as const satisfies TableAccess;

/** To create a case that dispatch has not created yet: also reads the marker by which a person is counted once. */
const recordsCases = (looks: Looks) => {
  const { work, counters } = movesCases(looks);
  return { work, counters: { ...counters, actions: ['GetItem', ...counters.actions] } } as const satisfies TableAccess;
};
