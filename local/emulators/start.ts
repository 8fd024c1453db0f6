/** Starts the six emulators in parallel, each on its previous port if that is free. */
import type { DataFolder } from '#local/data-folder/folder.ts';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import { openStreamMaintenance, type StreamMaintenance } from '../workarounds/stream-maintenance.ts';
import { type DynamoDb, externalDynamoDb, startDynamoDb } from './dynamodb.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type MailEmulator, startMail } from './mail.ts';
import { findFreePort } from './ports.ts';
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
  // Sequential, so that no two get the same free port.
  const ports = {
    dynamodb: await savedPort(savedValues, 'dynamodb', progress),
    sqs: await savedPort(savedValues, 'sqs', progress),
    issuer: await savedPort(savedValues, 'issuer', progress),
    secrets: await savedPort(savedValues, 'secrets', progress),
    mail: await savedPort(savedValues, 'mail', progress),
    userPool: await savedPort(savedValues, 'user pool', progress),
  };
  const dynamodb = options.externalDynamoDbUrl
    ? Promise.resolve(externalDynamoDb(options.externalDynamoDbUrl))
    : startDynamoDb({
        port: ports.dynamodb,
        file: folder.dynamodb,
        pidFile: folder.dynamodbPid,
        region,
        progress,
        onFatalError: options.onFatalError,
      });
  const pool = await track(startUserPool({ port: ports.userPool, savedValues }));
  const starting = [
    track(dynamodb),
    track(startSqs({ port: ports.sqs, folder: folder.sqs, region })),
    track(startIssuer({ port: ports.issuer, savedValues, pool, shiftMs: options.shiftMs })),
    track(startSecretsManager(ports.secrets)),
    track(
      startMail({ port: ports.mail, file: folder.mail, now: () => Math.floor(Date.now() + options.shiftMs()), region }),
    ),
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

async function savedPort(savedValues: SavedValues, name: string, progress: (line: string) => void): Promise<number> {
  const previous = savedValues.find(`${name} port`);
  const port = await findFreePort(previous === undefined ? undefined : Number(previous));
  if (previous !== undefined && String(port) !== previous) {
    const consequence = name === 'issuer' ? '; tokens given out before are no longer good' : '';
    progress(`Port ${previous}, which ${name} had before, is taken; it is at ${port} now${consequence}.`);
  }
  savedValues.set(`${name} port`, String(port));
  return port;
}
