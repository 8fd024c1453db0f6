/** Opens the area's own tables and secret for operator commands, on AWS or in a local run. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import { createKeys } from '#src/platform/keys.ts';
import { caseStore } from '#src/store/cases.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import { clientSettings } from './client-settings.ts';

/** Endpoints of a local run's emulators. */
export interface LocalStores {
  dynamodb: string;
  secrets?: string;
}

export function openTables(area: Area, local?: LocalStores): DynamoDBDocumentClient {
  // As the functions' client: a case has attributes that may be undefined.
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(area.region, local?.dynamodb)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** @param table name of the referrals table */
export const openLedger = (client: DynamoDBDocumentClient, table: string): Ledger => ledgerStore(client, table);

/** For reading cases and logging disclosures only: writing to a case would need the counters table too. */
export const openCases = (
  client: DynamoDBDocumentClient,
  tables: { referrals: string; work: string },
): Pick<Cases, 'read' | 'findByCrime' | 'history' | 'disclose' | 'disclosures'> =>
  caseStore(client, { ...tables, counters: '' });

/** @param secretId ARN or name of the area's secret */
export async function openKeys(area: Area, secretId: string, local?: LocalStores): Promise<Keys> {
  const secret = openSecret(area, secretId, local);
  try {
    return createKeys(await secret.read(), area.prefix);
  } finally {
    secret.close();
  }
}

/** @param SecretId ARN or name of the area's secret */
export function openSecret(area: Area, SecretId: string, local?: LocalStores) {
  const client = new SecretsManagerClient(clientSettings(area.region, local?.secrets));
  return {
    async read(): Promise<string> {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      if (!SecretString) throw new Error('the area’s secret holds no text');
      return SecretString;
    },
    async write(SecretString: string): Promise<void> {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
    close: () => client.destroy(),
  };
}
