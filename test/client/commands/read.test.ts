import { expect, test } from 'vitest';
import { problem, startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';

const detail = { handOffId: 'one-01', referralId: 'one', status: 'closed', confirmationCode: 'ABCDEF' };

test('a hand-off is read as JSON, with the reason for it where one is said', async () => {
  const api = await startFakeApi(() => ({ body: detail }));
  for (const words of [[], ['--reason', 'They rang again.']]) {
    const { code, out, err } = await runReferrals(['read', 'one-01', ...words], makeTerminal({ env: api.env }));
    expect([code, JSON.parse(out), err]).toEqual([0, detail, '']);
  }
  expect(api.requests.map(({ method, url }) => [method, url])).toEqual([
    ['GET', '/v1/hand-offs/one-01'],
    ['GET', '/v1/hand-offs/one-01'],
  ]);
  expect(api.requests.map(({ headers }) => headers['x-access-reason'])).toEqual([undefined, 'They rang again.']);
});

test.each(['', 'Zoë rang.', 'a\nb', 'x'.repeat(501)])(
  'the reason %j is refused in words, and nothing is asked',
  async (reason) => {
    const api = await startFakeApi(() => ({ body: detail }));
    const { code, err } = await runReferrals(['read', 'one-01', '--reason', reason], makeTerminal({ env: api.env }));
    expect([code, api.requests]).toEqual([2, []]);
    expect(err).toContain('--reason takes 1 to 500');
  },
);

test.each([
  ['closed', 'you have closed it'],
  ['queued', 'another service has accepted the case'],
])('one that is %s and needs a reason: says so, and how to say it', async (currentStatus, why) => {
  const errors = [{ pointer: 'X-Access-Reason', code: 'required', detail: 'Say why.' }];
  const api = await startFakeApi(() => ({ status: 422, body: problem('invalid-request', { currentStatus, errors }) }));
  const { code, out, err } = await runReferrals(['read', 'one-01'], makeTerminal({ env: api.env }));
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`Nothing was shown: ${why}. Say with --reason why you need the details`);
});

test('another refusal is told as the API says it', async () => {
  const api = await startFakeApi(() => ({ status: 404, body: problem('not-found') }));
  const { code, err } = await runReferrals(['read', 'one-01'], makeTerminal({ env: api.env }));
  expect(code).toBe(1);
  expect(err).toContain('not-found');
  expect(err).not.toContain('--reason');
});

test('warns in words where a reading without a reason will be refused', async () => {
  const headers = {
    deprecation: '@1796083200',
    sunset: 'Mon, 31 May 2027 22:59:59 GMT',
    link: '</docs/changes>; rel="deprecation"; type="text/html"; title="Reading a hand-off without X-Access-Reason where one is needed"',
  };
  const api = await startFakeApi(() => ({ body: detail, headers }));
  const { code, err } = await runReferrals(['read', 'one-01'], makeTerminal({ env: api.env }));
  expect(code).toBe(0);
  expect(err).toContain(
    'warning: Reading a hand-off without X-Access-Reason where one is needed will be refused after Mon, 31 May 2027 22:59:59 GMT',
  );
});
