/** What is looked at after a deployment, against the whole system: it has no fault, and nothing is left behind. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { type Run, startRun } from './support/run.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun();
});
afterAll(() => run.stop());

const clientOf = (party: string): Record<string, string> => {
  const { clientId = '', clientSecret = '' } = run.system.endpoints.clients[party] ?? {};
  return { REFERRALS_CLIENT_ID: clientId, REFERRALS_CLIENT_SECRET: clientSecret };
};
const smoke = (env: Record<string, string>) =>
  runOperator(['smoke', '--url', run.system.endpoints.url], makeTerminal({ env }));
const testSender = (): string =>
  Object.entries(run.system.endpoints.clients).find(([, one]) => one.test && one.kind === 'police')?.[0] ?? '';

test('a system that is whole has no fault, and a test party’s referral is judged and stored nowhere', async () => {
  const { code, out } = await smoke(clientOf(testSender()));
  expect(out).toContain('ok     a test party’s referral is judged and routed');
  expect(out).not.toContain('FAULT');
  expect(out.trim().split('\n').at(-1)).toBe('No fault.');
  expect(code).toBe(0);
  const list = await run.client.call(testSender(), 'GET', '/v1/referrals');
  expect(list.json).toMatchObject({ items: [] });
});

test('without a client it looks at the rest, and says what was not tried', async () => {
  const { code, out, err } = await smoke({});
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('No referral was tried') });
  expect(out).not.toContain('test party');
});

test('the client of a real party is not what to try a deployment with', async () => {
  const { code, out } = await smoke(clientOf('greater-manchester'));
  expect(out).toContain('the client is of a real party');
  expect(code).toBe(1);
});
