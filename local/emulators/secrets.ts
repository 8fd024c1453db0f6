/** Secrets Manager on this machine: GetSecretValue, which the functions call, and PutSecretValue, which an operator does. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { loopback } from './ports.ts';

export interface Secret {
  savedAs: string;
  name: string;
  arn: string;
  value: string;
}

export interface SecretsManager {
  url: string;
  /** Makes these secrets available, by name and by ARN. @param onChange keeps a value that was put */
  setSecrets(secrets: readonly Secret[], onChange: (secret: Secret) => void): void;
  stop(): Promise<void>;
}

const requestSchema = z.object({ SecretId: z.string(), SecretString: z.string().optional() });
const targetPrefix = 'secretsmanager.';

export async function startSecretsManager(port: number): Promise<SecretsManager> {
  const secretsById = new Map<string, Secret>();
  let keep: (secret: Secret) => void = () => undefined;
  const server = createServer((incoming, outgoing) => {
    void handleRequest(incoming, outgoing, secretsById, (changed) => keep(changed));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return {
    url: `http://${loopback}:${port}`,
    setSecrets(secrets, onChange) {
      keep = onChange;
      for (const secret of secrets) {
        secretsById.set(secret.arn, secret);
        secretsById.set(secret.name, secret);
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Generates a value as Secrets Manager does for GenerateSecretString. */
export function generateSecret(settings: GenerateSecretString | undefined): string {
  const length = settings?.PasswordLength ?? 32;
  const password = randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
  if (settings?.SecretStringTemplate === undefined || settings.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(settings.SecretStringTemplate));
  return JSON.stringify({ ...template, [settings.GenerateStringKey]: password });
}

export interface GenerateSecretString {
  PasswordLength?: number | undefined;
  SecretStringTemplate?: string | undefined;
  GenerateStringKey?: string | undefined;
}

async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  secretsById: ReadonlyMap<string, Secret>,
  keep: (secret: Secret) => void,
): Promise<void> {
  const send = (status: number, body: object) => {
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  };
  const operation = String(incoming.headers['x-amz-target']).slice(targetPrefix.length);
  if (operation !== 'GetSecretValue' && operation !== 'PutSecretValue') {
    const message = 'Only GetSecretValue and PutSecretValue are served locally.';
    return send(400, { __type: 'InvalidRequestException', message });
  }
  const input = requestSchema.safeParse(await readJson(incoming));
  if (!input.success) return send(400, { __type: 'ValidationException', message: 'SecretId is missing.' });
  const secret = secretsById.get(input.data.SecretId);
  if (!secret) {
    return send(400, {
      __type: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  }
  const described = {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: '00000000-0000-4000-8000-000000000001',
    VersionStages: ['AWSCURRENT'],
  };
  if (operation === 'GetSecretValue') return send(200, { ...described, CreatedDate: 0, SecretString: secret.value });
  if (input.data.SecretString === undefined)
    return send(400, { __type: 'ValidationException', message: 'SecretString is missing.' });
  secret.value = input.data.SecretString;
  keep(secret);
  send(200, described);
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(incoming));
  } catch {
    return undefined;
  }
}
