import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { area, service } from '#test/support/area-fixture.ts';
import { makeCertificate } from '#test/support/certificates.ts';
import { partyId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const secrets = mockClient(SecretsManagerClient);
const folder = mkdtempSync(path.join(tmpdir(), 'canary-'));
const file = path.join(folder, 'area.json');
const lines: string[] = [];
let handler: typeof import('#functions/canary/handler.ts').handler;

const canary = { test: true, canary: true } as const;
const party = { name: 'Canary', clients: [], active: true, ...canary };
const parties = [
  { ...party, id: partyId('canary-sender'), kind: 'police' as const },
  { ...party, id: partyId('canary-service'), kind: 'service' as const },
];

beforeAll(async () => {
  const services = [{ ...service('canary-service', 0, {}), ...canary }];
  writeFileSync(file, JSON.stringify({ ...area({ services }), parties }));
  const urls = { PUBLIC_URL: 'https://api.example.org', TOKEN_URL: 'https://issuer.example.org/token' };
  const names = { WEB_TABLE: 'the-web', QUEUE_URL_PREFIX: 'https://sqs.example/1/', CANARY_SECRET_ID: 'the-clients' };
  const rest = { AWS_REGION: 'eu-west-2', AREA_FILE: file, LOG_LEVEL: 'error' };
  for (const [name, value] of Object.entries({ ...urls, ...names, ...rest })) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  // As when the function is started: nothing is answered yet, and its first run asks again.
  secrets.on(GetSecretValueCommand).rejects(new Error('not yet'));
  ({ handler } = await import('#functions/canary/handler.ts'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  lines.length = 0;
  secrets.reset();
});

const value = 'sesame-sesame-sesame-sesame-sesame';
test.each<[string, string, string]>([
  ['is empty', '', 'Error'],
  ['is a bare value', value, 'ClientsUnreadable'],
  ['is not filled yet', '{"note":"Not filled yet: see docs/first-deploy.md"}', 'ClientsUnreadable'],
  ['has one client', JSON.stringify({ sender: { id: 'one', secret: value } }), 'ClientsUnreadable'],
  ['is of another form', JSON.stringify([value]), 'ClientsUnreadable'],
])('a secret that %s is told as what failed, and nothing of it is said', async (_what, SecretString, error) => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString });
  const failed: unknown = await handler({}, {} as Context).catch((caught: unknown) => caught);
  expect(failed).toBeInstanceOf(Error);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ service: 'canary', event: 'canary-failed', reason: 'set-up', error }),
  ]);
  expect(`${(failed as Error).stack} ${String((failed as Error).cause)} ${lines.join()}`).not.toContain('sesame');
});

const certificate = makeCertificate('canary');
const clients = JSON.stringify({ sender: { id: 'one', secret: value }, service: { id: 'two', secret: value } });
test.each<[string, string, string]>([
  ['is empty', '{"note":"Not filled yet: this is not a certificate"}', 'in: certificate, key'],
  ['holds no PEM', JSON.stringify({ certificate: value, key: value }), 'are no PEM'],
  [
    'has another’s key',
    JSON.stringify({ ...certificate, key: makeCertificate('another').key }),
    'do not belong together',
  ],
])('a certificate whose secret %s is told as what failed, and nothing of it is said', async (_what, text, says) => {
  vi.stubEnv('CANARY_CERTIFICATE_ID', 'the-certificate');
  secrets.on(GetSecretValueCommand, { SecretId: 'the-clients' }).resolves({ SecretString: clients });
  secrets.on(GetSecretValueCommand, { SecretId: 'the-certificate' }).resolves({ SecretString: text });
  const failed: unknown = await handler({}, {} as Context).catch((caught: unknown) => caught);
  vi.stubEnv('CANARY_CERTIFICATE_ID', undefined);
  expect((failed as Error).message).toContain(says);
  expect(lines.join()).toContain('"reason":"set-up","error":"CertificateUnreadable"');
  const said = `${(failed as Error).stack} ${String((failed as Error).cause)} ${lines.join()}`;
  expect(said).not.toContain('sesame');
  expect(said).not.toContain('BEGIN');
});

test('a secret that may not be read is told so too', async () => {
  secrets.on(GetSecretValueCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(handler({}, {} as Context)).rejects.toThrow('no');
  expect(lines.join()).toMatch(/"canary-failed","reason":"set-up","error":"AccessDeniedException"/);
});

test('what is missing is named, all of it', async () => {
  const text = JSON.stringify({ sender: { id: '', secret: value }, service: { id: 'two' } });
  secrets.on(GetSecretValueCommand).resolves({ SecretString: text });
  await expect(handler({}, {} as Context)).rejects.toThrow('in: sender.id, service.secret');
});
