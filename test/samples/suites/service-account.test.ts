import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { HandOffDetail } from '#client/library/api-types.ts';
import { handler, takeMessage } from '#samples/service-account/handler.ts';
import { handOffDetail, startFakeApi } from '#test/client/support/fake-api.ts';
import { amendment, handOff, withdrawal } from '#test/client/support/queue-server.ts';
import { mockClient } from '#test/support/mock-client.ts';

const tables = mockClient(DynamoDBDocumentClient);
const secrets = mockClient(SecretsManagerClient);
const reports: unknown[] = [];
beforeEach(() => {
  tables.reset();
  tables.on(PutCommand).resolves({});
  reports.length = 0;
});

const take = (message: object, detail: Partial<HandOffDetail> = {}) =>
  takeMessage(
    {
      readHandOff: async (handOffId) => handOffDetail({ handOffId, ...detail }),
      async report(handOffId, report) {
        reports.push(report);
        return handOffDetail({ handOffId });
      },
    },
    JSON.stringify(message),
  );

test('a hand-off is stored, and then accepted with its code', async () => {
  await take(handOff('h-01'));
  expect(tables.commandCalls(PutCommand)[0]?.args[0].input.Item).toMatchObject({ handOffId: 'h-01', version: 2 });
  expect(reports).toEqual([{ status: 'accepted', confirmationCode: 'ABCDEF' }]);
});

test('what cannot be stored is not accepted', async () => {
  tables.on(PutCommand).rejects(new Error('no table'));
  await expect(take(handOff('h-01'))).rejects.toThrow('no table');
  expect(reports).toEqual([]);
});

test('an older version than the one that is kept replaces nothing', async () => {
  tables.on(PutCommand).rejects(Object.assign(new Error('newer'), { name: 'ConditionalCheckFailedException' }));
  await take(amendment('h-01'), { allowed: [] });
  expect(reports).toEqual([]);
});

test('nothing is kept again of a case that was withdrawn, in whatever order the messages come', async () => {
  await take(handOff('h-01'), { status: 'withdrawn', allowed: [] });
  const { ConditionExpression } = tables.commandCalls(PutCommand)[0]?.args[0].input ?? {};
  expect(ConditionExpression).toMatch(/^attribute_not_exists\(withdrawn\) AND /);
});

test('of a case that is withdrawn nothing is kept', async () => {
  await take(withdrawal('h-01'));
  expect(tables.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
    Key: { handOffId: 'h-01' },
    UpdateExpression: expect.stringContaining('REMOVE detail'),
  });
});

test('a stop of contact and an amendment are said aloud', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  await take(amendment('h-01'), { status: 'suspended', allowed: [] });
  await take(withdrawal('h-01'));
  const lines = said.mock.calls.map(([line]) => line);
  expect(lines).toEqual(['amended: h-01\n', 'now suspended: h-01\n', 'withdrawn: h-01\n']);
});

test('the secret is read again after it was renewed, and after it could not be read', async () => {
  let good = 'first';
  const api = await startFakeApi(() => ({ body: handOffDetail({ allowed: [] }) }), {
    // Short, so that each call asks for a token.
    lifeS: 0.001,
    token: ({ headers }) =>
      headers.authorization === `Basic ${Buffer.from(`id:${good}`).toString('base64')}`
        ? undefined
        : { status: 401, body: { error: 'invalid_client' } },
  });
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('REFERRALS_URL', api.url).stubEnv('REFERRALS_TOKEN_URL', api.env['REFERRALS_TOKEN_URL'] ?? '');
  const keep = (clientSecret: string) => ({ SecretString: JSON.stringify({ clientId: 'id', clientSecret }) });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const bring = () => handler({ Records: [{ messageId: 'm', body: JSON.stringify(handOff('h-01')) }] } as SQSEvent);

  secrets.on(GetSecretValueCommand).rejects(new Error('not now'));
  expect(await bring()).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
  secrets.on(GetSecretValueCommand).resolves(keep('first'));
  expect(await bring()).toEqual({ batchItemFailures: [] });
  good = 'second';
  secrets.on(GetSecretValueCommand).resolves(keep('second'));
  expect(await bring()).toEqual({ batchItemFailures: [] });
});

test('a message of a kind that is not known is passed over, one that is none comes again', async () => {
  await take({ schema: 'victim-referral-intake/later/2' });
  await expect(take({ schema: 'victim-referral-intake/hand-off/1' })).rejects.toThrow('wrong or missing');
  expect(tables.calls()).toHaveLength(0);
});
