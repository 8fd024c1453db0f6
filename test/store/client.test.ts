import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { documentClient } from '#src/store/client.ts';
import { orUnavailable } from '#src/store/errors.ts';
import { Unavailable } from '#src/usecases/ports.ts';

let server: Server;
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

test('a table that never answers is Unavailable after a timeout', async () => {
  let calls = 0;
  server = createServer(() => {
    calls += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const client = documentClient({ connectionTimeout: 500, requestTimeout: 20 });
  const call = client.send(new GetCommand({ TableName: 'work', Key: { id: 'a', row: 'head' } }));
  await expect(orUnavailable(call)).rejects.toThrow(Unavailable);
  expect(calls).toBe(5);
  client.destroy();
});
