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

/** API Gateway gives up after 30 seconds: an answer later than that is one nobody hears. */
const answersWithin = Duration.seconds(29);

/** Every function with what it is for and all that it may do. */
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
      does: 'Shows the victim hub what waits for it, and does what it decides',
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
      does: 'Answers how many, from the counters alone',
      may: tables.allow({ counters: { actions: ['Query'] } }),
      memory: 512,
      timeout: answersWithin,
    }),
    web: make('web', {
      does: 'The pages, through the same use cases as the API, and the description of the API',
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
      does: 'Hands referrals to services as they come down the stream of the ledger',
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
      does: 'Hands off what the stream did not bring, sends what was not sent, and tries parked records again when asked',
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
      /** Two at once would send the same backlog twice. */
      atMostAtOnce: 1,
    }),
    deadlines: make('deadlines', {
      does: 'Reminds of what is nearly due, and moves on what is overdue',
      may: [...tables.allow(movesCases({ indexes: ['byAgenda'] })), ...queues.allowSending()],
      memory: 512,
      timeout: Duration.minutes(5),
      atMostAtOnce: 1,
    }),
    erase: make('erase', {
      does: 'Erases what was said of people whose time is over',
      may: tables.allow({
        /** The only one that may change the ledger, and it cannot open what is there. */
        referrals: { actions: ['GetItem', 'UpdateItem'] },
        work: { actions: ['Query', 'PutItem', 'UpdateItem'], indexes: ['byAgenda'] },
        counters: { actions: ['GetItem', 'UpdateItem'], deletes: personMarks },
      }),
      memory: 512,
      timeout: Duration.minutes(15),
      /** Two at once might each think that the other's referral of one person is kept. */
      atMostAtOnce: 1,
    }),
    recount: make('recount', {
      does: 'Counts last month again, holds the counters to it, and binds it where they agree',
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

/** Reads a case and moves it in a transaction: rows, history, counters. What else it reads of rows that move differs. */
const movesCases = ({ reads = [], indexes = [] }: Looks) =>
  ({
    work: { actions: ['Query', 'PutItem', 'UpdateItem', ...reads], indexes },
    counters: { actions: ['UpdateItem'] },
  }) as const satisfies TableAccess;

/** Records one that came besides, where nobody has: reads the mark that keeps distinct people exact. */
const recordsCases = (looks: Looks) => {
  const { work, counters } = movesCases(looks);
  return { work, counters: { ...counters, actions: ['GetItem', ...counters.actions] } } as const satisfies TableAccess;
};
