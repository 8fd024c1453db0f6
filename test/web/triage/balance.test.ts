/** What the victim hub sees of the daily balance. */
import { JSDOM } from 'jsdom';
import { beforeEach, expect, test } from 'vitest';
import { balanceDays } from '#src/usecases/balance/balance-days.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Browser, makePages } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let hub: Browser;
beforeEach(async () => {
  system = await makeTestSystem(tables);
  hub = await makePages(system, pageRoutes('{}')).signIn('example-authority');
});

const textOf = async (path: string): Promise<string> => {
  const { status, html } = await hub.get(path);
  expect(status).toBe(200);
  return new JSDOM(html).window.document.querySelector('main')?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
};
const balanceNextMorning = async (): Promise<void> => {
  system.clock.now = new Date('2026-11-20T09:00:00Z');
  hub = await makePages(system, pageRoutes('{}')).signIn('example-authority');
  await balanceDays({ ...system.deps, counters: system.deps.reader });
};

test('a day that adds up says so, with each referrer and service', async () => {
  await submitAndDispatch(system.deps, police, submission());
  await balanceNextMorning();
  const text = await textOf('/triage/balance');
  expect(text).toContain('Daily balance of Thursday 19 November 2026');
  expect(text).toContain('Everything adds up.');
  expect(text).toContain('Example Police');
  expect(await textOf('/triage')).not.toContain('Something does not add up');
});

test('a day that does not is said on the list of the hub, and what it is on its page', async () => {
  await submitReferral(system.deps, police, submission());
  await balanceNextMorning();
  expect(await textOf('/triage')).toContain(
    'Something does not add up in the daily balance:Thursday 19 November 2026: 1 difference',
  );
  expect(await textOf('/triage/balance?day=2026-11-19')).toContain(
    'Example Police: 1 were received, and 0 of them have a case. The others reached nobody.',
  );
});

test('a sender’s own count stands beside ours', async () => {
  await submitAndDispatch(system.deps, police, submission());
  const count = {
    day: '2026-11-19',
    sender: police.id,
    sent: 2,
    received: 1,
    neverSeen: 1,
    at: '2026-11-20T07:00:00Z',
  };
  await system.deps.balances.keepCount(count);
  await balanceNextMorning();
  const text = await textOf('/triage/balance');
  expect(text).toContain('Example Police says that it sent 2; 1 were received.');
  expect(text).toContain('Example Police named 1 reference that never came. It was told which.');
});

test('of a day that is not over nothing is said on the list of the hub: something is still on its way', async () => {
  const count = {
    day: '2026-11-19',
    sender: police.id,
    sent: 2,
    received: 1,
    neverSeen: 1,
    at: '2026-11-19T08:00:00Z',
  };
  await system.deps.balances.keepCount(count);
  expect(await textOf('/triage')).not.toContain('Something does not add up');
  await balanceNextMorning();
  expect(await textOf('/triage')).toContain('Something does not add up');
});

test.each(['?day=2026-11-18', '?day=2026-13-45', '?day=2030-01-01', '?day=x', ''])(
  'a day that was not balanced, or is none, is said to be not yet balanced: %s',
  async (query) => {
    expect(await textOf(`/triage/balance${query}`)).toContain('This day has not been balanced yet.');
  },
);
