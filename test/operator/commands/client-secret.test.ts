/** A secret is renewed by the operator's command, against the local user pool and the issuer that knows its clients. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSavedValues } from '#local/data-folder/saved-values.ts';
import { type Issuer, startIssuer } from '#local/emulators/issuer.ts';
import { findFreePort } from '#local/emulators/ports.ts';
import { startUserPool, type UserPool } from '#local/emulators/user-pool.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const party = 'greater-manchester';
const client = { clientId: 'client1', clientSecret: 'the-first', party, flows: ['client_credentials'] };
let pool: UserPool;
let issuer: Issuer;
let folder: string;
beforeAll(async () => {
  const savedValues = openSavedValues(path.join(makeFolder(), 'saved.json'));
  pool = await startUserPool({ port: await findFreePort(undefined), savedValues });
  issuer = await startIssuer({ port: await findFreePort(undefined), savedValues, pool, shiftMs: () => 0 });
  issuer.register([{ ...client, callbackUrls: [], scopes: ['referrals/submit'] }], []);
  const url = 'http://127.0.0.1:1';
  const endpoints = {
    ...{
      area: 'greater-manchester',
      url,
      tokenUrl: issuer.tokenUrl,
      clients: {},
      sqsEndpoint: url,
      queues: {},
      deadLetterQueues: {},
    },
    ...{ dynamodbEndpoint: url, tables: {}, userPool: { endpoint: pool.url, id: 'eu-west-2_local' } },
  };
  folder = makeFolder({ 'endpoints.json': JSON.stringify(endpoints) });
});
afterAll(async () => {
  await issuer.stop();
  await pool.stop();
});

const operate = (...words: string[]) =>
  runOperator(['client-secret', ...words, '--endpoints', 'endpoints.json'], makeTerminal({ folder }));

async function answerTo(secret: string): Promise<number> {
  const response = await fetch(issuer.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.clientId}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  await response.arrayBuffer();
  return response.status;
}

const idsOf = (out: string): string[] =>
  out
    .trim()
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '');

test('two secrets are good at a time, until one is removed; the only one stays', async () => {
  const [first = ''] = idsOf((await operate('list', party)).out);
  expect((await operate('remove', party, first, '--yes')).code).toBe(1);
  expect(await answerTo('the-first')).toBe(200);

  const added = await operate('add', party);
  const second = added.out.trim();
  expect(added).toMatchObject({ code: 0, err: expect.stringContaining(`client-secret remove ${party} ${first}`) });
  expect(added.err).not.toContain(second);
  expect([await answerTo('the-first'), await answerTo(second), await answerTo('a guess')]).toEqual([200, 200, 401]);
  expect(await operate('add', party)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(first) });

  expect((await operate('remove', party, first)).code).toBe(2);
  expect(await operate('remove', party, first, '--yes')).toMatchObject({
    code: 0,
    err: expect.stringContaining('an hour at most, a day for the two clients of the canary'),
  });
  expect([await answerTo('the-first'), await answerTo(second)]).toEqual([401, 200]);
  const left = (await operate('list', party)).out;
  expect(idsOf(left)).toHaveLength(1);
  expect(left).not.toContain(second);
});

test('a party without a client is told how it gets one', async () => {
  expect(await operate('list', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('`api: true`') });
});
