/** Starts the four emulators in parallel, each on its previous port if that is free. */
import type { DataFolder } from '#local/data-folder/folder.ts';
import type { Kept } from '#local/data-folder/kept.ts';
import { type DynamoDb, foreignDynamoDb, startDynamoDb } from './dynamodb.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { portNear } from './ports.ts';
import { type SecretsManager, startSecretsManager } from './secrets.ts';
import { type Sqs, startSqs } from './sqs.ts';
import { openStreamUpkeep, type StreamUpkeep } from './stream-upkeep.ts';

export interface Emulators {
  dynamodb: DynamoDb;
  /** Undefined with an external DynamoDB, which needs none. */
  upkeep: StreamUpkeep | undefined;
  sqs: Sqs;
  issuer: Issuer;
  secrets: SecretsManager;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  folder: DataFolder;
  kept: Kept;
  /** The shift of the local clock. */
  shiftMs: () => number;
  /** AWS_ENDPOINT_URL_DYNAMODB of the environment. */
  foreignDynamoDb: string | undefined;
  progress: (line: string) => void;
  onEnd: (why: string) => void;
}

/** The default region; calls for the template carry the template's own. */
const region = 'eu-west-2';

export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const { folder, kept, progress } = options;
  const started: { stop(): Promise<void> }[] = [];
  const keep = async <Started extends { stop(): Promise<void> }>(starting: Promise<Started>): Promise<Started> => {
    const emulator = await starting;
    started.push(emulator);
    return emulator;
  };
  const stopAll = async () => {
    await Promise.all(started.map((emulator) => emulator.stop()));
  };
  // Sequential, so that no two get the same free port.
  const ports = {
    dynamodb: await keptPort(kept, 'dynamodb', progress),
    sqs: await keptPort(kept, 'sqs', progress),
    issuer: await keptPort(kept, 'issuer', progress),
    secrets: await keptPort(kept, 'secrets', progress),
  };
  const dynamodb = options.foreignDynamoDb
    ? Promise.resolve(foreignDynamoDb(options.foreignDynamoDb))
    : startDynamoDb({
        port: ports.dynamodb,
        file: folder.dynamodb,
        pidFile: folder.dynamodbPid,
        region,
        onEnd: options.onEnd,
      });
  const starting = [
    keep(dynamodb),
    keep(startSqs({ port: ports.sqs, folder: folder.sqs, region })),
    keep(startIssuer({ port: ports.issuer, kept, shiftMs: options.shiftMs })),
    keep(startSecretsManager(ports.secrets)),
  ] as const;
  try {
    const [database, sqs, issuer, secrets] = await Promise.all(starting);
    const upkeep = database.file === undefined ? undefined : openStreamUpkeep(database.file);
    return {
      dynamodb: database,
      upkeep,
      sqs,
      issuer,
      secrets,
      async stop() {
        upkeep?.close();
        await stopAll();
      },
    };
  } catch (error) {
    await Promise.allSettled(starting);
    await stopAll();
    throw error;
  }
}

async function keptPort(kept: Kept, name: string, progress: (line: string) => void): Promise<number> {
  const before = kept.find(`${name} port`);
  const port = await portNear(before === undefined ? undefined : Number(before));
  if (before !== undefined && String(port) !== before) {
    const lost = name === 'issuer' ? '; tokens given out before are no longer good' : '';
    progress(`Port ${before}, which ${name} had before, is taken; it is at ${port} now${lost}.`);
  }
  kept.set(`${name} port`, String(port));
  return port;
}
