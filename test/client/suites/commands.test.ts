import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReferralView } from '#client/library/api.ts';
import type { VolumesResponse } from '#src/contracts/volumes.ts';
import { problem, problemResponse, referralResponse, startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const commands = [
  ['submit'],
  ['status'],
  ['correct'],
  ['changes'],
  ['read'],
  ['report'],
  ['withdraw'],
  ['consume'],
  ['dead-letters'],
  ['dead-letters', 'list'],
  ['dead-letters', 'redrive'],
  ['dead-letters', 'discard'],
  ['disclosures'],
  ['volumes'],
  ['compare'],
  ['conformance'],
];

describe('help', () => {
  test.each(commands)('%s %s', async (...words) => {
    const { code, out, err } = await runReferrals([...words.filter((word) => word !== undefined), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: referrals ${words[0]}`);
  });

  test('names every command, and explains exit codes', async () => {
    const { code, out } = await runReferrals(['--help']);
    expect(code).toBe(0);
    for (const [name] of commands) expect(out).toContain(`  ${name}`);
    expect(out).toContain('Exit codes: 0 done, 1 failed, 2');
  });

  test('names the settings that a deployed area needs', async () => {
    const { out } = await runReferrals(['consume', '--help']);
    for (const name of ['REFERRALS_URL', 'REFERRALS_TOKEN_URL', 'REFERRALS_CLIENT_ID', 'REFERRALS_CLIENT_SECRET']) {
      expect(out).toContain(name);
    }
    expect(out).toContain('REFERRALS_QUEUE_URL');
  });
});

describe('unknown arguments exit 2, with the reason on stderr alone', () => {
  test.each([
    [[], 'Usage'],
    [['refer'], 'unknown command'],
    [['submit'], 'Say which file to send'],
    [['submit', 'people.txt'], '--input'],
    [['submit', 'a.json', '--format', 'xml'], 'text, ndjson'],
    [['status'], 'missing required argument'],
    [['status', 'the one from Tuesday'], 'GM-7K3M-9QTX'],
    [['withdraw', 'GM-7K3M-9QTX'], '--reason'],
    [['withdraw', 'GM-7K3M-9QTX', '--reason', 'other'], 'sent-in-error'],
    [['correct', 'GM-7K3M-9QTX'], 'missing required argument'],
    [['report', 'one-01', 'done'], 'contact-attempted'],
    [['report', 'one-01', 'suspended', '--reason', 'tired'], 'unsafe-to-contact'],
    [['consume'], '--service'],
    [['consume', '--service', 'one', '--decline', 'busy'], 'no-capacity'],
    [['consume', '--service', 'one', '--accept', '--decline', 'other'], 'cannot be used'],
    [['dead-letters', 'list'], '--service'],
    [['dead-letters', 'discard', '--service', 'one'], '--yes'],
    [['volumes', '--measure', 'people'], 'referrals, victims'],
    [['conformance'], '--as'],
    [['conformance', '--as', 'hub'], 'sender, service'],
  ])('%j', async (words, why) => {
    const { code, out, err } = await runReferrals(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  });
});

describe('the area to connect to', () => {
  test('must be given; the error names what is missing', async () => {
    const io = makeTerminal({ folder: makeFolder(), env: { REFERRALS_URL: 'https://api.example.org' } });
    const { code, err } = await runReferrals(['volumes'], io);
    expect(code).toBe(2);
    expect(err).toContain('REFERRALS_TOKEN_URL, REFERRALS_CLIENT_ID, REFERRALS_CLIENT_SECRET');
    expect(err).not.toContain('REFERRALS_URL');
  });

  test.each([
    ['is not there', {}, 'cannot be read'],
    ['is not JSON', { 'e.json': '{' }, 'cannot be read'],
    ['is another file', { 'e.json': '{"url":1}' }, 'wrong or missing url, tokenUrl'],
  ])('an endpoints.json that %s is a failure', async (_, files: Record<string, string>, why) => {
    const io = makeTerminal({ folder: makeFolder(files) });
    const { code, err } = await runReferrals(['volumes', '--endpoints', 'e.json'], io);
    expect(code).toBe(1);
    expect(err).toContain(why);
  });

  const endpoints = (url: string) =>
    JSON.stringify({
      url,
      tokenUrl: `${url}/oauth2/token`,
      clients: {
        'a-service': { kind: 'service', clientId: 'service', clientSecret: 's' },
        'a-charity': { kind: 'voluntary', clientId: 'charity', clientSecret: 's' },
        'a-force': { kind: 'police', clientId: 'force', clientSecret: 's' },
      },
      sqsEndpoint: url,
      queues: { one: `${url}/one` },
      deadLetterQueues: { one: `${url}/one-dead` },
      dynamodbEndpoint: url,
      tables: {},
    });

  test.each([
    [[], 'force'],
    [['--party', 'a-charity'], 'charity'],
  ])('a party of endpoints.json is taken by what it may do, or by its name: %j', async (words, client) => {
    let authorization = '';
    const api = await startFakeApi(() => ({ body: { items: [] } }), {
      token: ({ headers }) => {
        authorization = Buffer.from(String(headers.authorization).slice(6), 'base64').toString();
        return undefined;
      },
    });
    const io = makeTerminal({ folder: makeFolder({ 'e.json': endpoints(api.url) }) });
    const { code, err } = await runReferrals(['status', 'GM-7K3M-9QTX', '--endpoints', 'e.json', ...words], io);
    expect(code).toBe(1);
    expect(err).toContain('None of your referrals has the reference GM-7K3M-9QTX.');
    expect(authorization).toBe(`${client}:s`);
  });

  test('an unknown party or service is refused with a list of those that exist', async () => {
    const io = () => makeTerminal({ folder: makeFolder({ 'e.json': endpoints('http://127.0.0.1:9') }) });
    const wrong = await runReferrals(['status', 'GM-7K3M-9QTX', '--endpoints', 'e.json', '--party', 'nobody'], io());
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('a-force, a-charity')]);
    const service = await runReferrals(['consume', '--service', 'two', '--endpoints', 'e.json'], io());
    expect([service.code, service.err]).toEqual([2, expect.stringContaining('There is: one.')]);
  });
});

describe('status', () => {
  const view: ReferralView = {
    ...referralResponse({ status: 'routed' }),
    actionNeeded: [],
    handOffs: [{ service: 'one', status: 'accepted', since: '2026-11-19T11:00:00Z', outcome: null }],
    history: [{ at: '2026-11-19T09:00:00Z', event: 'received', by: 'a-force', reason: null }],
  };

  test('finds a referral by its reference, however it is written', async () => {
    const api = await startFakeApi(({ url }) =>
      url.includes('?') ? { body: { items: [{ ...view, since: view.receivedAt }] } } : { body: view },
    );
    const { code, out } = await runReferrals(['status', ' gm 7k3m–9qtx '], makeTerminal({ env: api.env }));
    expect(code).toBe(0);
    expect(api.requests.map(({ url }) => url)).toEqual([
      '/v1/referrals?reference=GM-7K3M-9QTX',
      `/v1/referrals/${view.referralId}`,
    ]);
    expect(out).toContain('GM-7K3M-9QTX is routed');
    expect(out).toContain('one: accepted since 2026-11-19T11:00:00Z');
  });

  test.each(['', '-01'])('takes the id that changes prints, of a hand-off too: %j', async (number) => {
    const api = await startFakeApi(() => ({ body: view }));
    const words = ['status', `${view.referralId}${number}`];
    const { code, out } = await runReferrals(words, makeTerminal({ env: api.env }));
    expect([code, api.requests.map(({ url }) => url)]).toEqual([0, [`/v1/referrals/${view.referralId}`]]);
    expect(out).toContain('GM-7K3M-9QTX is routed');
  });
});

test('withdraw finds the referral by its reference and says why', async () => {
  const since = '2026-11-19T12:00:00Z';
  const { referralId, reference, version, links } = referralResponse();
  const one = { referralId, reference, version, status: 'withdrawn', since, links };
  const item = { ...one, receivedAt: since, heldReasons: [], actionNeeded: [] };
  const api = await startFakeApi(({ method }) => ({ body: method === 'GET' ? { items: [item] } : one }));
  const words = ['withdraw', 'gm-7k3m-9qtx', '--reason', 'duplicate'];
  const { code, out } = await runReferrals(words, makeTerminal({ env: api.env }));
  expect([code, out]).toEqual([0, 'GM-7K3M-9QTX is withdrawn\n']);
  expect(api.requests.at(-1)).toMatchObject({
    method: 'POST',
    url: `/v1/referrals/${referralId}/withdraw`,
    body: { reason: 'duplicate' },
  });
});

describe('volumes', () => {
  const answer: VolumesResponse = {
    measure: 'referrals',
    from: '2026-01-01',
    to: '2026-01-31',
    interval: 'month',
    by: ['offence'],
    rows: [
      { period: '2026-01', offence: 'robbery', count: 1040 },
      { period: '2026-01', offence: 'arson', count: null, suppressed: true },
    ],
    total: 1045,
    asOf: '2026-02-01T00:00:00Z',
    compare: {
      current: { months: 1, mean: 1045, from: '2026-01', to: '2026-01' },
      baseline: { months: 18, mean: 1201, from: '2024-07', to: '2025-12' },
      changePercent: -13,
    },
  };

  test('are printed as a table on a terminal, with the comparison', async () => {
    const api = await startFakeApi(() => ({ body: answer }));
    const io = makeTerminal({ env: api.env, isTerminal: true });
    const { code, out } = await runReferrals(
      ['volumes', '--by', 'offence', '--compare', '18', '--publish', 'true'],
      io,
    );
    expect(code).toBe(0);
    expect(api.requests[0]?.url).toBe('/v1/volumes?by=offence&compare=18&publish=true&format=json');
    expect(out.split('\n').slice(2, 5)).toEqual([
      'period   offence  count',
      '2026-01  robbery  1,040',
      '2026-01  arson      [c]',
    ]);
    expect(out).toContain('a 13% decrease');
  });

  test('are printed as JSON to a pipe, and as the API’s own file with CSV', async () => {
    const api = await startFakeApi(({ url }) => ({ body: url.endsWith('csv') ? '\uFEFFPeriod\r\n' : answer }));
    const json = await runReferrals(['volumes'], makeTerminal({ env: api.env }));
    expect(JSON.parse(json.out)).toEqual(answer);
    const csv = await runReferrals(['volumes', '--format', 'csv'], makeTerminal({ env: api.env }));
    expect(csv.out).toBe('\uFEFFPeriod\r\n');
  });

  test('a query that the API refuses exits 2', async () => {
    const errors = [{ pointer: 'by', code: 'invalid-value', detail: 'Give one of them.' }];
    const body = problem('malformed-query', { errors, detail: 'Give one of them.' });
    const api = await startFakeApi(() => ({ status: 400, body }));
    const { code, err } = await runReferrals(['volumes', '--by', 'mood'], makeTerminal({ env: api.env }));
    expect(code).toBe(2);
    expect(err).toBe('The API says no (malformed-query, by): Give one of them.\n');
  });

  test('an unreachable API is an error without a stack trace', async () => {
    const api = await startFakeApi(() => problemResponse('unavailable', { 'retry-after': '999' }));
    const { code, err } = await runReferrals(['volumes'], makeTerminal({ env: api.env }));
    expect([code, err]).toEqual([1, 'The answer was 503, and asks to be tried again in 999 s.\n']);
  });
});

test('package.json names the launcher', () => {
  const { bin } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(bin).toEqual({
    referrals: 'client/bin/referrals.mjs',
    'referrals-operator': 'operator/bin/referrals-operator.mjs',
  });
});

test('conformance ends at Ctrl-C, without waiting for what its step waits for, and prints its report', async () => {
  const api = await startFakeApi(() => ({ status: 201, body: referralResponse() }));
  const io = makeTerminal({ env: api.env });
  const ended = runReferrals(['conformance', '--as', 'sender', '--port', '0', '--wait', '600'], io);
  await expect.poll(() => io.stderr).toContain('1 of 9');
  io.interrupt();
  const { code, out } = await ended;
  expect(code).toBe(1);
  expect(out).toContain('0 passed, 0 failed, 9 not tried');
});
