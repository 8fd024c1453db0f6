/** Starts the local run of the small stack in a temporary folder, and calls it as a client would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type AwsCall, awsJsonClient } from '#local/emulators/aws-json.ts';
import type { LocalOptions, LocalSystem } from '#local/local-system.ts';
import { startLocal } from '#local/system.ts';
import { smallStack } from './small-stack.ts';

export interface SmallSystem {
  system: LocalSystem;
  dataDir: string;
  troubles: string[];
  token(party: string, fields?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  call(method: string, route: string, options?: { party?: string; body?: unknown }): Promise<Response>;
  /** Receives and deletes the queue's messages. @returns the ids in them */
  receive(queue: string): Promise<unknown[]>;
  dynamodb: AwsCall;
  stop(): Promise<void>;
}

export const makeFolder = (): string => mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-local-'));

const messages = z.object({ Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).optional() });

export async function startSmallSystem(options: Partial<LocalOptions> = {}): Promise<SmallSystem> {
  const dataDir = options.dataDir ?? makeFolder();
  const troubles: string[] = [];
  const system = await startLocal({
    dataDir,
    port: 0,
    area: 'mini',
    synthesised: smallStack,
    onError: (where, why) => troubles.push(`${where}: ${why}`),
    ...options,
  });
  const { endpoints } = system;
  const sqs = awsJsonClient('sqs', { url: endpoints.sqsEndpoint, region: smallStack.region });
  const token: SmallSystem['token'] = async (party, fields = {}) => {
    const known = endpoints.clients[party];
    const response = await fetch(endpoints.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: known?.clientId ?? party,
        client_secret: known?.clientSecret ?? 'none',
        ...fields,
      }),
    });
    return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
  };
  return {
    system,
    dataDir,
    troubles,
    token,
    async call(method, route, { party, body } = {}) {
      const bearer = party === undefined ? undefined : (await token(party)).body['access_token'];
      return fetch(`${endpoints.url}${route}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    async receive(queue) {
      const QueueUrl = system.model.queues.find(({ name }) => name === queue)?.url ?? '';
      const found: unknown[] = [];
      for (;;) {
        const { Messages: batch } = messages.parse(await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 }));
        if (!batch || batch.length === 0) return found;
        for (const { Body, ReceiptHandle } of batch) {
          found.push(JSON.parse(Body));
          await sqs('DeleteMessage', { QueueUrl, ReceiptHandle });
        }
      }
    },
    dynamodb: awsJsonClient('dynamodb', { url: endpoints.dynamodbEndpoint, region: smallStack.region }),
    async stop() {
      await system.stop();
    },
  };
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
