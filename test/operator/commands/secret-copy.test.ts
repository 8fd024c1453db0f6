import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { mockClient } from '#test/support/mock-client.ts';

const inUse = 'the-secret-in-use-of-64-characters-or-so';
const secrets = mockClient(SecretsManagerClient);
secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: inUse });

const compare = (input: string) =>
  runOperator(
    ['secret-copy', '--area', 'greater-manchester'],
    makeTerminal({ input, env: { SECRET_ID: 'root' }, folder: import.meta.dirname }),
  );

test('a copy is the one in use, also with the line break that a shell adds, and neither is shown', async () => {
  const { code, out, err } = await compare(`${inUse}\n`);
  expect([code, out, err]).toEqual([0, '', expect.stringMatching(/^The copy is the secret in use: [0-9a-f]{16}\.\n$/)]);
  expect(err).not.toContain(inUse);
});

test('another is told apart, and shown no more', async () => {
  const { code, out, err } = await compare('another-secret');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^The copy is ANOTHER secret: [0-9a-f]{16}, in use is [0-9a-f]{16}\.\n$/);
  for (const each of [inUse, 'another-secret']) expect(err).not.toContain(each);
});

test('nothing on stdin is said, and not compared', async () => {
  expect(await compare('')).toMatchObject({ code: 1, err: expect.stringContaining('Nothing came on stdin') });
});
