/** The area's secret beside a copy of it, compared without showing either. */
import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from './client-settings.ts';

/** A keyed hash of nothing: says which secret it is, and nothing of it. The secret is random, so it cannot be guessed from this. */
export const fingerprintOf = (secret: string): string =>
  createHmac('sha256', secret).update('copy of the secret').digest('hex').slice(0, 16);

/** @param id ARN or name of the area's root secret */
export async function readSecretText(id: string, region: string, endpoint?: string): Promise<string> {
  const client = new SecretsManagerClient(clientSettings(region, endpoint));
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!SecretString) throw new Error('the root secret holds no text');
    return SecretString;
  } finally {
    client.destroy();
  }
}
