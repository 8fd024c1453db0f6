import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { measures } from '#src/domain/counting/model.ts';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { balanceDays } from '#src/usecases/balance/balance-days.ts';
import { readBalance } from '#src/usecases/balance/read-balance.ts';
import { reconcileDay } from '#src/usecases/balance/reconcile-day.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { answerSubjectAccess } from '#src/usecases/erasure/subject-access.ts';
import { countNotReferred } from '#src/usecases/intake/count-not-referred.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { checkHourly } from '#src/usecases/jobs/hourly-checks.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { readWaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { listDisclosures } from '#src/usecases/staff/list-disclosures.ts';
import { showReferrers } from '#src/usecases/triage/show-referrers.ts';
import { routeAsTriage } from '#src/usecases/triage/triage.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { areaWithTests, police, service, testPolice } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables, areaWithTests());
});

const testSupport = serviceId('test-support');
const hub = partyId('example-authority');

async function send(sender: Sender, over: Overrides<Submission> = {}): Promise<ReferralId> {
  const done = await submitReferral(system.deps, sender, submission(over));
  if (!('created' in done)) throw new Error(`not created: ${JSON.stringify(done)}`);
  await dispatchReferral(system.deps, done.created.id, 1);
  return done.created.id;
}
const headOf = async (id: ReferralId) => (await system.deps.cases.read(id))?.head;
const erase = () => eraseDue({ ...system.deps, rules: system.deps.area.rules });

/** Every step that is counted: all the way to the end, and a resend. */
async function goAllTheWay(sender: Sender): Promise<ReferralId> {
  const over = { characteristics: { religion: 'none' } } as const;
  const id = await send(sender, over);
  await submitReferral(system.deps, sender, submission(over));
  const first = handOffId(id, 1);
  const [handOff] = (await system.deps.cases.read(id))?.handOffs ?? [];
  const service = handOff?.service ?? serviceId('none');
  const detail = await readHandOff(system.deps, service, first);
  await reportStatus(system.deps, service, first, { status: 'accepted' }, { code: detail?.confirmationCode });
  const at = system.clock.now.toISOString();
  await reportStatus(system.deps, service, first, { status: 'contacted', at });
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  const { category } = submission().offence;
  await countNotReferred(system.deps, sender, { reason: 'not-wanted', offence: { category } });
  return id;
}
const counterRows = async () =>
  (await system.client.send(new ScanCommand({ TableName: system.tables.counters }))).Items ?? [];

describe('what a test party sends', () => {
  test('goes all the way, and is counted nowhere', async () => {
    const id = await goAllTheWay(testPolice);
    expect(await headOf(id)).toMatchObject({ status: 'closed', facts: { test: true } });
    expect(system.sent.map(({ service }) => service)).toEqual(['test-support']);
    expect(await counterRows()).toEqual([]);
    for (const measure of measures) expect(await system.total(measure)).toBe(0);
  });

  test('adds nothing to what a recount finds beside a real referral, which is counted', async () => {
    await goAllTheWay(testPolice);
    await goAllTheWay(police);
    const history = countedHistory(system.client, system.tables.work);
    const counters = storedCounters(system.client, system.tables.counters);
    const { differences, counts } = await recount({ history, counters }, '2026-01-01', '2026-12-31');
    expect(differences).toEqual([]);
    expect(await system.total('referrals')).toBe(1);
    const alone = await makeTestSystem(tables, areaWithTests());
    system = alone;
    await goAllTheWay(police);
    const only = { history: countedHistory(alone.client, alone.tables.work), counters };
    expect((await recount(only, '2026-01-01', '2026-12-31')).counts).toBe(counts);
  });

  test('stays a test when it is corrected', async () => {
    const id = await send(testPolice);
    const { decision } = (await system.deps.ledger.get(id)) ?? {};
    await correctWhole(system.deps, testPolice, id, 1, submission({ needs: ['housing'] }));
    const corrected = await system.deps.ledger.get(id, 2);
    expect(corrected).toMatchObject({ facts: { test: true }, decision: { chosen: decision?.chosen } });
  });

  test('is the canary’s when it is corrected, if the canary sent it', async () => {
    const canary = { test: true, canary: true } as const;
    const sender: Sender = { id: partyId('canary-sender'), kind: 'police', ...canary };
    const taker = { ...service('canary-service', 0, {}), ...canary };
    const party = { name: 'Canary', clients: [], active: true, ...canary };
    const whole = areaWithTests();
    system = await makeTestSystem(tables, {
      ...whole,
      parties: [
        ...whole.parties,
        { ...party, id: sender.id, kind: 'police' },
        { ...party, id: taker.id, kind: 'service' },
      ],
      services: [...whole.services, taker],
    });
    const id = await send(sender);
    await correctWhole(system.deps, sender, id, 1, submission({ needs: ['housing'] }));
    expect((await system.deps.ledger.get(id, 2))?.decision.chosen.map((one) => one.service)).toEqual([taker.id]);
  });

  test('is in no line of the daily balance, dispatched or not, nor is its sender’s own count', async () => {
    await send(testPolice);
    await submitReferral(system.deps, testPolice, submission({ victimReference: '2' }));
    const real = await send(police);
    const day = '2026-11-19';
    await reconcileDay(system.deps, testPolice, { day, sent: 5, references: [] });
    system.wait(24);
    await balanceDays({ ...system.deps, counters: system.deps.reader });
    const { balance, counts, differences } = await readBalance(system.deps.balances, day);
    expect([counts, differences]).toEqual([[], []]);
    const names = [
      ...(balance?.senders ?? []).map(({ sender }) => sender),
      ...(balance?.services ?? []).map(({ service }) => service),
    ];
    expect(names.filter((name) => name.startsWith('test-'))).toEqual([]);
    expect(balance?.senders.reduce((sum, { received }) => sum + received, 0)).toBe(real ? 1 : 0);
  });

  test('is never the same person as anybody real, nor a possible duplicate of their referral', async () => {
    await send(testPolice);
    const id = await send(police);
    expect((await headOf(id))?.possibleDuplicateOf).toBeUndefined();
    expect(await system.total('victims')).toBe(1);
  });

  test('stands last in the hub’s list, and in none of its numbers', async () => {
    const aTest = await send(testPolice, noSafeContact);
    system.wait(1);
    const real = await send(police, noSafeContact);
    const { rows, counts, total } = await system.deps.cases.triageList({});
    expect(rows.map(({ id }) => id)).toEqual([real, aTest]);
    expect([total, counts.held]).toEqual([1, 1]);
    const { held } = await readWaitingNow(system.deps.cases, system.deps.area);
    expect(held).toEqual({ count: 1, oldestSince: (await headOf(real))?.triage?.since });
  });

  test('is not among what is said to wait on the operator’s dashboard', async () => {
    await send(testPolice);
    await send(testPolice, { ...noSafeContact, victimReference: '2' });
    await send(police, { victimReference: '3' });
    await checkHourly(system.deps, { area: system.deps.area, now: system.clock.now }, () => Number.POSITIVE_INFINITY);
    const lines = system.lines.map((line) => JSON.parse(line) as { event: string; reason?: string; count?: number });
    const told = lines.filter(({ event }) => event === 'waiting-now').map(({ reason, count }) => [reason, count]);
    expect(told).toEqual([
      ['held', 0],
      ['unread', 1],
      ['suspended', 0],
    ]);
  });

  test('is routed by hand to a test service alone, and nothing else is routed to one', async () => {
    const held = await send(testPolice, { offence: { category: 'theft-burglary' } });
    const real = await send(police, { offence: { category: 'theft-burglary' } });
    const route = (id: ReferralId, service: string) =>
      routeAsTriage(system.deps, hub, id, { service, reason: 'They asked for it.', override: 'It was agreed.' });
    expect(await route(held, 'general')).toEqual({ unknownService: true });
    expect(await route(real, 'test-support')).toEqual({ unknownService: true });
    expect(await route(held, 'test-support')).toMatchObject({ referralCase: { head: { status: 'routed' } } });
  });
});

describe('what a test asks for by the family name', () => {
  test.each([
    ['accepted', 'routed', ['accepted']],
    ['declined', 'routed', ['declined', 'queued']],
    ['returned', 'returned', ['returned']],
    ['suspended', 'routed', ['suspended']],
    ['contacted', 'routed', ['contacted']],
    ['closed', 'closed', ['closed']],
  ])('Test-%s: the first service has done it as soon as it is handed over', async (outcome, status, handOffs) => {
    const id = await send(testPolice, { victim: { familyName: `Test-${outcome}` } });
    const found = await system.deps.cases.read(id);
    expect(found?.head.status).toBe(status);
    expect(found?.handOffs.map((one) => one.status)).toEqual(handOffs);
    expect(await counterRows()).toEqual([]);
    // A second dispatch plays nothing again.
    await dispatchReferral(system.deps, id, 1);
    expect(await system.deps.cases.read(id)).toMatchObject({ head: { rev: found?.head.rev } });
  });

  test('Test-suspended: a correction of the number lets the service go on', async () => {
    const id = await send(testPolice, { victim: { familyName: 'Test-suspended' } });
    const corrected = submission({ contact: { phone: '+447700900456' } });
    expect(await correctWhole(system.deps, testPolice, id, 1, corrected)).toHaveProperty('corrected');
    expect((await system.deps.cases.read(id))?.handOffs.map(({ status }) => status)).toEqual(['accepted']);
  });

  test('Test-expired: the deadline passes within minutes, and the next service has it', async () => {
    const id = await send(testPolice, { victim: { familyName: 'Test-expired' } });
    system.wait(5 / 60);
    await processDeadlines(system.deps);
    const found = await system.deps.cases.read(id);
    expect(found?.handOffs.map(({ service, status }) => [service, status])).toEqual([
      ['test-support', 'expired'],
      ['test-support-next', 'queued'],
    ]);
  });

  test('does nothing for anybody real', async () => {
    const id = await send(police, { victim: { familyName: 'Test-suspended' } });
    expect((await system.deps.cases.read(id))?.handOffs.map(({ status }) => status)).toEqual(['queued']);
  });
});

test('every row of a test goes by itself after 100 days, and no other row does', async () => {
  const seconds = (system.clock.now.getTime() + 100 * 86_400_000) / 1000;
  const rowsOf = async (id: ReferralId) => {
    const scan = (TableName: string) => system.client.send(new ScanCommand({ TableName }));
    const found = [await scan(system.tables.referrals), await scan(system.tables.work)].flatMap(
      ({ Items = [] }) => Items,
    );
    return found.filter((item) => item['id'] === id);
  };
  const goAndLook = async (sender: Sender) => {
    const id = await send(sender, { ...noSafeContact, victimReference: '2' });
    const head = await headOf(id);
    if (head) await showReferrers(system.deps, hub, [head]);
    await listDisclosures(system.deps, { by: hub, of: { id } });
    await answerSubjectAccess(system.deps, id, { by: hub, why: 'asked' });
    const rows = (await rowsOf(id)).filter((row) => String(row['row']).startsWith('d#'));
    expect(rows).toHaveLength(3);
    return rows;
  };
  const tested = [...(await rowsOf(await goAllTheWay(testPolice))), ...(await goAndLook(testPolice))];
  expect(tested.length).toBeGreaterThan(6);
  for (const row of tested) expect(row['ttl'], String(row['row'] ?? 'version')).toBe(Math.floor(seconds));
  system.wait(24);
  expect(await erase()).toEqual({ erased: 2, failed: 0 });
  const id = tested[0]?.['id'] as ReferralId;
  for (const row of await rowsOf(id)) expect(row).toHaveProperty('ttl');
  const real = [...(await rowsOf(await goAllTheWay(police))), ...(await goAndLook(police))];
  for (const row of real) expect(row).not.toHaveProperty('ttl');
});

describe('a day after it was received', () => {
  test('a test that is open is withdrawn, its service told, and everything said of the person erased', async () => {
    const id = await send(testPolice);
    system.wait(23);
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
    system.wait(1);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
    expect(await headOf(id)).toMatchObject({
      status: 'withdrawn',
      erasedAt: system.clock.now.toISOString(),
      forgottenAt: system.clock.now.toISOString(),
    });
    expect(await system.deps.ledger.get(id)).not.toHaveProperty('sealed');
    system.wait(1);
    await sweep(system.deps);
    expect(system.sent.map(({ service, schema }) => [service, schema.split('/')[1]])).toEqual([
      [testSupport, 'hand-off'],
      [testSupport, 'withdrawal'],
    ]);
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
  });

  test.each([
    ['held', (): Promise<ReferralId> => send(testPolice, noSafeContact)],
    ['closed', (): Promise<ReferralId> => goAllTheWay(testPolice)],
  ])('a test that is %s is erased too, and leaves the hub’s list without an alarm', async (status, make) => {
    const id = await make();
    expect((await headOf(id))?.status).toBe(status);
    system.wait(25);
    await checkHourly(system.deps, { area: system.deps.area, now: system.clock.now }, () => Number.POSITIVE_INFINITY);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
    expect((await system.deps.cases.triageList({})).rows).toEqual([]);
    expect(system.lines.join()).not.toContain('left-unreviewed');
  });

  test('a real referral of the same hour is as it was', async () => {
    const id = await send(police);
    system.wait(25);
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
    expect(await headOf(id)).toMatchObject({ status: 'routed' });
  });
});
