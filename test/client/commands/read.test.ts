import { expect, test } from 'vitest';
import { startFakeApi } from '#test/client/support/fake-api.ts';
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
