/** Secrets Manager on this machine: GetSecretValue only, the one call that the functions make. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { loopback } from './ports.ts';

export interface Secret {
  name: string;
  arn: string;
  value: string;
}

export interface SecretsManager {
  url: string;
  /** Makes these secrets available, by name and by ARN. */
  hold(secrets: readonly Secret[]): void;
  stop(): Promise<void>;
}

const request = z.object({ SecretId: z.string() });

export async function startSecretsManager(port: number): Promise<SecretsManager> {
  const held = new Map<string, Secret>();
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, held);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return {
    url: `http://${loopback}:${port}`,
    hold(secrets) {
      for (const secret of secrets) {
        held.set(secret.arn, secret);
        held.set(secret.name, secret);
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
export function generateSecret(wish: GenerateSecretString | undefined): string {
  const length = wish?.PasswordLength ?? 32;
  const password = randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
  if (wish?.SecretStringTemplate === undefined || wish.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(wish.SecretStringTemplate));
  return JSON.stringify({ ...template, [wish.GenerateStringKey]: password });
}

export interface GenerateSecretString {
  PasswordLength?: number | undefined;
  SecretStringTemplate?: string | undefined;
  GenerateStringKey?: string | undefined;
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, held: Map<string, Secret>): Promise<void> {
  const send = (status: number, body: object) => {
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  };
  if (incoming.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
    return send(400, { __type: 'InvalidRequestException', message: 'Only GetSecretValue is served locally.' });
  }
  const asked = request.safeParse(await readJson(incoming));
  if (!asked.success) return send(400, { __type: 'ValidationException', message: 'SecretId is missing.' });
  const secret = held.get(asked.data.SecretId);
  if (!secret) {
    return send(400, {
      __type: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  }
  send(200, {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: '00000000-0000-4000-8000-000000000001',
    VersionStages: ['AWSCURRENT'],
    CreatedDate: 0,
    SecretString: secret.value,
  });
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(incoming));
  } catch {
    return undefined;
  }
}
