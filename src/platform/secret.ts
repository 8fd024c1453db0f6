/** Reads a secret of the area from Secrets Manager. */
import { awsCall } from './aws-call.ts';
import { callTimeouts, type Timeouts } from './call-limits.ts';

const secretsManager = {
  service: 'secretsmanager',
  endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  target: 'secretsmanager',
  contentType: 'application/x-amz-json-1.1',
};

/** @param id ARN or name of the secret */
export async function readSecret(id: string, timeouts: Timeouts = callTimeouts): Promise<string> {
  const secret = (await readDirectly(id, timeouts)) ?? (await readBySdk(id, timeouts));
  if (!secret || secret.length < 32) throw new Error('the secret is shorter than 32 characters');
  return secret;
}

/** Undefined where it did not succeed: whatever the reason, the SDK is asked next, and throws it if it stands. */
async function readDirectly(id: string, timeouts: Timeouts): Promise<string | undefined> {
  const answer = await awsCall(secretsManager, timeouts)?.('GetSecretValue', { SecretId: id }).catch(() => undefined);
  const output = answer?.error === undefined ? answer?.output : undefined;
  if (typeof output !== 'object' || output === null || !('SecretString' in output)) return undefined;
  return typeof output.SecretString === 'string' ? output.SecretString : undefined;
}

async function readBySdk(id: string, timeouts: Timeouts): Promise<string | undefined> {
  const { readSecretBySdk } = await import('./secret-by-sdk.ts');
  return readSecretBySdk(id, timeouts);
}
