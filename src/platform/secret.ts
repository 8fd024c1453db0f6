/** Reads the area's root secret from Secrets Manager. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** @param id ARN or name of the secret */
export async function readSecret(id: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }));
  if (!SecretString || SecretString.length < 32) throw new Error('the root secret is shorter than 32 characters');
  return SecretString;
}
