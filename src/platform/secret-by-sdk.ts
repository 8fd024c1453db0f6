/** The SDK's way to a secret, loaded where a direct call did not succeed. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { callLimits, type Timeouts } from './call-limits.ts';

/** Three attempts, with the direct one. */
export async function readSecretBySdk(id: string, timeouts: Timeouts): Promise<string | undefined> {
  const client = new SecretsManagerClient(callLimits(2, timeouts));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  return SecretString;
}
