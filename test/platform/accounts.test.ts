import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { accountsClient, accountsInTwoPools, poolAccounts } from '#src/platform/accounts.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { partyId } from '#test/support/ids.ts';

const issuer = 'https://issuer.example.org';
const undo: (() => void)[] = [];
let asked: { call: string; body: Record<string, unknown> }[];
beforeEach(() => {
  asked = [];
});
afterEach(() => {
  for (const step of undo.splice(0)) step();
  vi.unstubAllEnvs();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

function clientAt(port: number) {
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', `http://127.0.0.1:${port}`);
  return accountsClient();
}

const poolAt = (port: number, limitMs?: number) => poolAccounts(clientAt(port), common, limitMs);

const common = { userPoolId: 'pool', issuer, invitesByMail: false };
const hub = { userPoolId: 'hub-pool', issuer: 'https://hub.example.org', invitesByMail: true };

/** A client of Cognito, whose every answer is this. */
async function clientThatGets(status: number, answer: object) {
  const server = createServer(async (incoming, outgoing) => {
    const call = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push({ call, body: JSON.parse(await text(incoming)) });
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  await listening(server);
  undo.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return clientAt(portOf(server));
}

const poolThatAnswers = async (status: number, answer: object) =>
  poolAccounts(await clientThatGets(status, answer), common);

const account = {
  party: partyId('general'),
  name: 'Robin Example',
  email: 'robin@example.org',
  roles: ['worker'],
} as const;

test('an account has no password, a proven address, and its party and roles', async () => {
  const accounts = await poolThatAnswers(200, { User: { Attributes: [{ Name: 'sub', Value: 'one' }] } });
  expect(await accounts.create(account)).toEqual({ subject: `${issuer} one` });
  expect(asked).toEqual([
    {
      call: 'AdminCreateUser',
      body: {
        UserPoolId: 'pool',
        Username: 'robin@example.org',
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: 'robin@example.org' },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:party', Value: 'general' },
          { Name: 'name', Value: 'Robin Example' },
          { Name: 'custom:roles', Value: 'worker' },
        ],
      },
    },
  ]);
});

test('an address that has one is taken', async () => {
  const accounts = await poolThatAnswers(400, { __type: 'UsernameExistsException', message: 'exists' });
  expect(await accounts.create(account)).toEqual({ taken: true });
});

test('an account is changed and closed by its sub, and closing one that is gone is no error', async () => {
  const accounts = await poolThatAnswers(200, {});
  await accounts.change(`${issuer} one`, { name: 'Robin', roles: [] });
  await accounts.close(`${issuer} one`);
  expect(asked.map(({ call, body }) => [call, body['Username']])).toEqual([
    ['AdminUpdateUserAttributes', 'one'],
    ['AdminDeleteUser', 'one'],
  ]);
  const gone = await poolThatAnswers(400, { __type: 'UserNotFoundException', message: 'gone' });
  await expect(gone.close(`${issuer} one`)).resolves.toBeUndefined();
});

test('one of another issuer is not looked for', async () => {
  const accounts = await poolThatAnswers(200, {});
  await expect(accounts.close('https://other.example.org one')).rejects.toThrow(RangeError);
  expect(asked).toEqual([]);
});

test('a pool that is too busy is unavailable, after three attempts', async () => {
  const accounts = await poolThatAnswers(400, { __type: 'TooManyRequestsException', message: 'slow down' });
  await expect(accounts.close(`${issuer} one`)).rejects.toThrow(Unavailable);
  expect(asked.length).toBe(3);
});

test('a pool that takes no connection is unavailable, whatever it is asked', async () => {
  const server = createServer();
  await listening(server);
  const accounts = poolAt(portOf(server));
  await new Promise((resolve) => server.close(resolve));
  await expect(accounts.isOpen(`${issuer} one`, account.party)).rejects.toThrow(Unavailable);
  await expect(accounts.create(account)).rejects.toThrow(Unavailable);
});

test('a pool that says nothing keeps nobody waiting: one attempt, and it is unavailable', async () => {
  const server = createServer(() => asked.push({ call: 'any', body: {} }));
  await listening(server);
  undo.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const accounts = poolAt(portOf(server), 200);
  await expect(accounts.isOpen(`${issuer} one`, account.party)).rejects.toThrow(Unavailable);
  expect(asked).toHaveLength(1);
});

test.each([
  [
    'is there, enabled and of the party',
    { Enabled: true, UserAttributes: [{ Name: 'custom:party', Value: 'general' }] },
    true,
  ],
  ['is disabled', { Enabled: false, UserAttributes: [{ Name: 'custom:party', Value: 'general' }] }, false],
  ['was given to another party', { Enabled: true, UserAttributes: [{ Name: 'custom:party', Value: 'other' }] }, false],
])('whether an account is open that %s', async (_, answer, isOpen) => {
  const accounts = await poolThatAnswers(200, answer);
  expect(await accounts.isOpen(`${issuer} one`, account.party)).toBe(isOpen);
  expect(asked).toEqual([{ call: 'AdminGetUser', body: { UserPoolId: 'pool', Username: 'one' } }]);
});

test('an account that was deleted, or of another issuer, is not open', async () => {
  const accounts = await poolThatAnswers(400, { __type: 'UserNotFoundException', message: 'gone' });
  expect(await accounts.isOpen(`${issuer} one`, account.party)).toBe(false);
  expect(await accounts.isOpen('https://other.example.org one', account.party)).toBe(false);
});

describe('in two pools', () => {
  const answer = {
    User: { Attributes: [{ Name: 'sub', Value: 'one' }] },
    Enabled: true,
    UserAttributes: [{ Name: 'custom:party', Value: 'authority' }],
  };
  const twoPools = async () => {
    const client = await clientThatGets(200, answer);
    const isOf = (party: string) => party === 'authority';
    return accountsInTwoPools(poolAccounts(client, common), {
      ...hub,
      accounts: poolAccounts(client, hub),
      isOf,
    });
  };
  const authority = partyId('authority');

  test('a new one of the authority is in its own, whose invitation goes by e-mail; others are not written to', async () => {
    const accounts = await twoPools();
    expect(await accounts.create({ ...account, party: authority })).toEqual({ subject: `${hub.issuer} one` });
    expect(await accounts.create(account)).toEqual({ subject: `${issuer} one` });
    const [first, second] = asked.map(({ body }) => body);
    expect(first).toMatchObject({ UserPoolId: 'hub-pool', DesiredDeliveryMediums: ['EMAIL'] });
    expect(first).not.toHaveProperty('MessageAction');
    expect(second).toMatchObject({ UserPoolId: 'pool', MessageAction: 'SUPPRESS' });
    expect(second).not.toHaveProperty('DesiredDeliveryMediums');
  });

  test.each([
    [issuer, 'pool'],
    [hub.issuer, 'hub-pool'],
  ])('one of %s is looked at, changed and closed in its own, whosever it is', async (from, pool) => {
    const accounts = await twoPools();
    expect(await accounts.isOpen(`${from} one`, authority)).toBe(true);
    await accounts.change(`${from} one`, { name: 'Robin Example', roles: [] });
    await accounts.close(`${from} one`);
    expect(asked.map(({ call, body }) => [call, body['UserPoolId'], body['Username']])).toEqual([
      ['AdminGetUser', pool, 'one'],
      ['AdminUpdateUserAttributes', pool, 'one'],
      ['AdminDeleteUser', pool, 'one'],
    ]);
  });

  test('one of neither is not open', async () => {
    expect(await (await twoPools()).isOpen('https://other.example.org one', authority)).toBe(false);
    expect(asked).toEqual([]);
  });
});
