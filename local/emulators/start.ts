/** Starts the six emulators in parallel, each on its previous port if that is free. */
import type { DataFolder } from '#local/data-folder/folder.ts';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import { openStreamMaintenance, type StreamMaintenance } from '../workarounds/stream-maintenance.ts';
import { startAwsLikeDynamoDb } from './aws-like-dynamodb.ts';
import { type DynamoDb, externalDynamoDb, startDynamoDb } from './dynamodb.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type MailEmulator, startMail } from './mail.ts';
import { findFreePort, startOnPort } from './ports.ts';
import { type SecretsManager, startSecretsManager } from './secrets.ts';
import { type Sqs, startSqs } from './sqs.ts';
import { startUserPool, type UserPool } from './user-pool.ts';

export interface Emulators {
  dynamodb: DynamoDb;
  /** Undefined with an external DynamoDB, which needs none. */
  streamMaintenance: StreamMaintenance | undefined;
  sqs: Sqs;
  issuer: Issuer;
  secrets: SecretsManager;
  mail: MailEmulator;
  userPool: UserPool;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  folder: DataFolder;
  savedValues: SavedValues;
  /** The shift of the local clock. */
  shiftMs: () => number;
  /** AWS_ENDPOINT_URL_DYNAMODB of the environment. */
  externalDynamoDbUrl: string | undefined;
  awsLike: boolean;
  progress: (line: string) => void;
  /** Called when an emulator ended and cannot be started again. */
  onFatalError: (why: string) => void;
}

/** The default region; calls for the template carry the template's own. */
const region = 'eu-west-2';

export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const { folder, savedValues, progress } = options;
  const started: { stop(): Promise<void> }[] = [];
  const track = async <Started extends { stop(): Promise<void> }>(starting: Promise<Started>): Promise<Started> => {
    const emulator = await starting;
    started.push(emulator);
    return emulator;
  };
  const stopAll = async () => {
    await Promise.all(started.map((emulator) => emulator.stop()));
  };
  /** Starts it on the port that it had before, if that is free, and saves the port that it has now. */
  const startSaved = async <Started>(
    name: string,
    port: number,
    start: (port: number) => Promise<Started>,
  ): Promise<Started> => {
    const { started, port: current } = await startOnPort(name, port, start);
    savePort({ savedValues, progress }, name, current);
    return started;
  };
  // Sequential, so that no two get the same free port.
  const ports = {
    dynamodb: await findSavedPort(savedValues, 'dynamodb'),
    sqs: await findSavedPort(savedValues, 'sqs'),
    issuer: await findSavedPort(savedValues, 'issuer'),
    secrets: await findSavedPort(savedValues, 'secrets'),
    mail: await findSavedPort(savedValues, 'mail'),
    userPool: await findSavedPort(savedValues, 'user pool'),
  };
  const emulated = options.externalDynamoDbUrl
    ? Promise.resolve(externalDynamoDb(options.externalDynamoDbUrl))
    : startSaved('dynamodb', ports.dynamodb, (port) =>
        startDynamoDb({
          port,
          file: folder.dynamodb,
          pidFile: folder.dynamodbPid,
          region,
          progress,
          onFatalError: options.onFatalError,
        }),
      );
  const dynamodb = options.awsLike
    ? emulated.then((one) => startAwsLikeDynamoDb(one, { port: 0, region, progress }))
    : emulated;
  const pool = await track(startSaved('user pool', ports.userPool, (port) => startUserPool({ port, savedValues })));
  const now = () => Math.floor(Date.now() + options.shiftMs());
  const starting = [
    track(dynamodb),
    track(startSaved('sqs', ports.sqs, (port) => startSqs({ port, folder: folder.sqs, region }))),
    track(
      startSaved('issuer', ports.issuer, (port) => startIssuer({ port, savedValues, pool, shiftMs: options.shiftMs })),
    ),
    track(startSaved('secrets', ports.secrets, startSecretsManager)),
    track(startSaved('mail', ports.mail, (port) => startMail({ port, file: folder.mail, now, region }))),
  ] as const;
  try {
    const [database, sqs, issuer, secrets, mail] = await Promise.all(starting);
    const streamMaintenance = database.file === undefined ? undefined : openStreamMaintenance(database.file);
    return {
      dynamodb: database,
      streamMaintenance,
      sqs,
      issuer,
      secrets,
      mail,
      userPool: pool,
      async stop() {
        streamMaintenance?.close();
        await stopAll();
      },
    };
  } catch (error) {
    await Promise.allSettled(starting);
    await stopAll();
    throw error;
  }
}

const previousPort = (savedValues: SavedValues, name: string): number | undefined => {
  const previous = savedValues.find(`${name} port`);
  return previous === undefined ? undefined : Number(previous);
};

const findSavedPort = (savedValues: SavedValues, name: string): Promise<number> =>
  findFreePort(previousPort(savedValues, name));

function savePort(
  { savedValues, progress }: Pick<EmulatorOptions, 'savedValues' | 'progress'>,
  name: string,
  port: number,
): void {
  const previous = previousPort(savedValues, name);
  if (previous !== undefined && port !== previous) {
    const consequence = name === 'issuer' ? '; tokens given out before are no longer good' : '';
    progress(`Port ${previous}, which ${name} had before, is taken; it is at ${port} now${consequence}.`);
  }
  savedValues.set(`${name} port`, String(port));
}
