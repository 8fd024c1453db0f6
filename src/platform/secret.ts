/** Reads a secret of the area from Secrets Manager. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { callLimits } from './call-limits.ts';

/** @param id ARN or name of the secret */
export async function readSecret(id: string, timeouts?: Parameters<typeof callLimits>[1]): Promise<string> {
  const client = new SecretsManagerClient(callLimits(3, timeouts));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  if (!SecretString || SecretString.length < 32) throw new Error('the secret is shorter than 32 characters');
  return SecretString;
}
