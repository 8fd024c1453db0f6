import { expect, test } from 'vitest';
import { submission } from '#test/support/submissions.ts';
import { useAuditedRun } from './support/audited-run.ts';
import type { Run } from './support/run.ts';

const force = 'merseyside';
const commissioner = 'merseyside-police-and-crime-commissioner';
const liverpool = 'E08000012';

let run: Run;
useAuditedRun((started) => {
  run = started;
}, 'merseyside');

test('a referral of Merseyside goes to its own service, is closed, and is counted there', async () => {
  const body = submission({
    offence: { district: liverpool, domesticAbuse: 'yes' },
    consent: { basis: 'explicit-consent', givenBy: 'victim', method: 'verbal', obtainedAt: '2026-11-18T22:00:00Z' },
    victim: { address: { lines: ['1 Example Street'], postcode: 'L1 1AA', district: liverpool } },
  });
  const answer = await run.send(body, force);
  expect([answer.status, answer.json]).toMatchObject([201, { reference: expect.stringMatching(/^MS-/) }]);
  const { referralId } = answer.json as { referralId: string };

  const messages = await run.messagesOf(referralId);
  expect(messages.map(({ service }) => service)).toEqual(['sandgrove-domestic-abuse']);
  const [message] = messages;
  if (!message) throw new Error('no message');
  await run.accept(message);
  const at = new Date(run.system.clock.now()).toISOString();
  for (const report of [
    { status: 'contact-attempted', channel: 'call', at },
    { status: 'contacted', at },
    { status: 'supporting' },
    { status: 'closed', outcome: 'support-completed' },
  ])
    expect([report.status, (await run.report(message, report)).status]).toEqual([report.status, 200]);

  expect((await run.view(referralId, force)).status).toBe('closed');
  const query = 'measure=closed&by=district&from=2026-01-01&to=2026-12-31&interval=year';
  const volumes = await run.client.call(commissioner, 'GET', `/v1/volumes?${query}`);
  expect(volumes.json).toMatchObject({ total: 1 });
  expect(volumes.text).toContain(liverpool);
});

test('a party of Greater Manchester is unknown there', () => {
  expect(Object.keys(run.system.endpoints.clients)).not.toContain('greater-manchester');
  expect(run.system.endpoints.area).toBe('merseyside');
});
