import { expect, test } from 'vitest';
import { problem, startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';

const list = {
  referralId: 'a',
  reference: 'EX-7K3M-9QTX',
  items: [
    { at: '2026-11-19T09:00:00.000Z', action: 'changed', by: 'system', event: 'routed', handOffId: 'a-01' },
    {
      at: '2026-11-19T10:00:00.000Z',
      action: 'shown',
      by: 'general',
      client: 'general-client',
      onBehalfOf: 'r.patel',
      handOffId: 'a-01',
      fields: ['contact', 'victim.givenName'],
      reason: 'They rang \u001b[2Jagain.',
    },
    {
      at: '2026-11-19T11:00:00.000Z',
      action: 'shown',
      by: 'general',
      handOffId: 'a-01',
      fields: ['contact'],
      reasonRequired: 'closed',
    },
  ],
};

test('each entry is told on a line, with who acted, and nothing of it acts on the terminal', async () => {
  const api = await startFakeApi(() => ({ body: list }));
  const { code, out } = await runReferrals(['disclosures', 'ex-7k3m-9qtx'], makeTerminal({ env: api.env }));
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'EX-7K3M-9QTX: 3 entries, oldest first',
    '2026-11-19T09:00:00.000Z system changed it: routed; hand-off a-01',
    '2026-11-19T10:00:00.000Z general (client general-client, for r.patel) was shown contact victim.givenName; hand-off a-01; reason: They rang \u001b[2Jagain.',
    '2026-11-19T11:00:00.000Z general was shown contact; hand-off a-01; a reason was needed (closed); no reason is recorded',
    '',
  ]);
  expect(api.requests.map(({ url }) => url)).toEqual(['/v1/referrals/EX-7K3M-9QTX/disclosures']);
});

test('as JSON, and in a sentence where there is no such referral', async () => {
  const api = await startFakeApi(() => ({ body: list }));
  const json = await runReferrals(['disclosures', 'EX-7K3M-9QTX', '--format', 'json'], makeTerminal({ env: api.env }));
  expect(JSON.parse(json.out)).toEqual(list);
  const none = await startFakeApi(() => problem('not-found'));
  const { code, err } = await runReferrals(['disclosures', 'EX-2222-2222'], makeTerminal({ env: none.env }));
  expect([code, err.includes('    at ')]).toEqual([1, false]);
  expect((await runReferrals(['disclosures', 'somebody'], makeTerminal())).code).toBe(2);
});
