/**
 * The area's own tables and its secret, for whoever runs the area: with AWS's own settings and the
 * functions' names for each, or those of a local run.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import { keysFrom } from '#src/platform/keys.ts';
import { ledger } from '#src/store/ledger.ts';
import type { Keys, Ledger } from '#src/usecases/ports.ts';

export interface StorePlaces {
  /** Name of the referrals table. */
  referrals: string;
  /** ARN or name of the area's root secret. */
  secretId: string;
  /** Of a local run; undefined for AWS. */
  local?: { dynamodb: string; secrets: string };
}

export interface Stores {
  ledger: Ledger;
  keys: Keys;
  close(): void;
}

export async function openStores(places: StorePlaces, area: Area): Promise<Stores> {
  const common = { region: area.region, ...(places.local ? { credentials: localCredentials } : {}) };
  const at = (endpoint: string | undefined) => ({ ...common, ...(endpoint === undefined ? {} : { endpoint }) });
  const secrets = new SecretsManagerClient(at(places.local?.secrets));
  const dynamodb = new DynamoDBClient({ ...at(places.local?.dynamodb), maxAttempts: 5 });
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: places.secretId }));
  secrets.destroy();
  if (!SecretString) throw new Error('the root secret holds no text');
  return {
    ledger: ledger(DynamoDBDocumentClient.from(dynamodb), places.referrals),
    keys: keysFrom(SecretString, area.prefix),
    close: () => dynamodb.destroy(),
  };
}

const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
