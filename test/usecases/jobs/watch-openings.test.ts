/** Who opens cases on pages as they do not usually do, from the page to the line that rings the alarm. */
import { beforeEach, describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { usualAfter } from '#src/domain/openings.ts';
import { openingStore } from '#src/store/openings.ts';
import { watchOpenings } from '#src/usecases/jobs/watch-openings.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { areaWithTests, police, rules, testPolice } from '#test/support/area-fixture.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Browser, makePages, type Pages } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

/** Two cases a day surprise nobody, or twice as many as usual. */
const watchedOpenings = { casesADay: 2, timesUsual: 2, hours: { from: '07:00', to: '20:00' } };
const [monday, sunday] = ['2026-11-23T10:00:00Z', '2026-11-22T10:00:00Z'];

let system: TestSystem;
let pages: Pages;
beforeEach(async () => {
  system = await makeTestSystem(memoryTables(), { ...areaWithTests(), rules: { ...rules, watchedOpenings } });
  pages = makePages(system, pageRoutes('{}'));
});

async function person(name: string, party = 'general'): Promise<Browser> {
  const browser = await pages.signIn(party, name);
  const { user, session } = browser;
  const seenAt = system.deps.now().toISOString();
  await recordSignIn(system.deps, { party: partyId(party), user, session, seenAt }, { subject: name, party, name });
  return browser;
}

let sent = 0;
async function handedOff(more = {}, sender: typeof police | typeof testPolice = police): Promise<string> {
  sent += 1;
  const crimeReference = `06AB/${7_000_000 + sent}/26`;
  const created = await submitAndDispatch(system.deps, sender, submission({ crimeReference, ...more }));
  return created.id;
}
/** Opens the details at a service: the first visit shows none, and asks. */
async function open(browser: Browser, id: string): Promise<void> {
  const path = `/inbox/${handOffId(id as never, 1)}`;
  await browser.get(path);
  expect((await browser.post(`${path}/open`)).status).toBe(200);
}

const rung = () =>
  system.lines
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'opened-unusually-many' || event === 'opened-out-of-hours');

test('who opens more different cases than are usual in a day is told of once, by ids alone', async () => {
  system.clock.now = new Date(monday);
  const ada = await person('Ada Example');
  const ids = await Promise.all([1, 2, 3, 4].map(() => handedOff()));
  for (const id of ids.slice(0, 2)) {
    await open(ada, id);
    await open(ada, id);
  }
  expect(rung()).toEqual([]);
  for (const id of ids.slice(2)) await open(ada, id);
  expect(rung()).toMatchObject([{ event: 'opened-unusually-many', party: 'general', user: ada.user, count: 3 }]);
  expect(JSON.stringify(rung())).not.toContain('Ada');
});

describe('out of hours', () => {
  test('a case that waits for anybody of the service may be opened; a colleague’s is told of', async () => {
    system.clock.now = new Date(sunday);
    const [ada, bo] = [await person('Ada Example'), await person('Bo Example')];
    const id = await handedOff();
    await open(ada, id);
    await ada.submit({ assignee: ada.user });
    await open(ada, id);
    expect(rung()).toEqual([]);
    await open(bo, id);
    expect(rung()).toMatchObject([
      { event: 'opened-out-of-hours', party: 'general', user: bo.user, referralId: id, reason: 'colleagues-work' },
    ]);
  });

  test('what is on the hub’s list may be opened by the hub; what is not is told of, but not on a Monday at ten', async () => {
    system.clock.now = new Date(sunday);
    const hub = await person('Hub Example', 'example-authority');
    const held = await handedOff({ offence: { category: 'theft-burglary' } });
    expect((await hub.get(`/triage/${held}`)).status).toBe(200);
    expect(rung()).toEqual([]);
    const routed = await handedOff();
    expect((await hub.get(`/triage/${routed}`)).status).toBe(200);
    expect(rung()).toMatchObject([{ event: 'opened-out-of-hours', user: hub.user, reason: 'nobodys-work' }]);
    system.clock.now = new Date(monday);
    const later = await person('Hub Example', 'example-authority');
    expect((await later.get(`/triage/${routed}`)).status).toBe(200);
    expect(rung()).toHaveLength(1);
  });
});

test('tests are of nobody: whoever opens them, however many and whenever, is not told of, nor does it become usual', async () => {
  system.clock.now = new Date(sunday);
  const [ada, bo] = [await person('Ada Example', 'test-support'), await person('Bo Example', 'test-support')];
  const hub = await person('Hub Example', 'example-authority');
  const ids = await Promise.all([1, 2, 3].map(() => handedOff({}, testPolice)));
  for (const id of ids) {
    await open(ada, id);
    await ada.submit({ assignee: ada.user });
    await open(bo, id);
    expect((await hub.get(`/triage/${id}`)).status).toBe(200);
  }
  expect(rung()).toEqual([]);
  const store = openingStore(system.client, system.tables.web);
  expect(await store.add(partyId('test-support'), ada.user, 'first' as never, '2026-11-22')).toEqual({
    count: 1,
    usual: 0,
  });
});

test('a case opens also where nothing can be noted, which is told', async () => {
  const { area: ofSystem, now, log } = system.deps;
  const openings = { add: () => Promise.reject(new Unavailable('ThrottlingException')) };
  const person = { party: partyId('general'), user: 'ada' };
  const deps = watchOpenings(system.deps, person, { area: ofSystem, now, log, openings });
  const id = await handedOff();
  expect(await readHandOff(deps, serviceId('general'), handOffId(id as never, 1))).toHaveProperty('handOff.number', 1);
  const told = system.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'opening-not-watched');
  expect(told).toMatchObject([{ ...person, referralId: id, error: 'Unavailable' }]);
});

describe('what is usual', () => {
  const party = partyId('general');
  const openOn = async (day: string, ...cases: string[]) => {
    const store = openingStore(system.client, system.tables.web);
    const counted = [];
    for (const one of cases) counted.push(await store.add(party, 'ada', one as never, day));
    return counted;
  };

  test('is the mean of the days before, and a case that is opened again is no further one', async () => {
    expect(await openOn('2026-11-23', 'a', 'b', 'a')).toEqual([
      { count: 1, usual: 0 },
      { count: 2, usual: 0 },
      undefined,
    ]);
    expect(await openOn('2026-11-24', 'a', 'c', 'd', 'e')).toMatchObject(
      [1, 2, 3, 4].map((count) => ({ count, usual: 2 })),
    );
    expect(await openOn('2026-11-30', 'a')).toEqual([{ count: 1, usual: 3 }]);
  });

  test('each of two pages at the same moment counts, also as the day’s first', async () => {
    await openOn('2026-11-23', 'z');
    const counts = await Promise.all(['a', 'b', 'c', 'd'].map((one) => openOn('2026-11-24', one)));
    expect(
      counts
        .flat()
        .map((one) => one?.count)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
  });

  test('follows what somebody does now, however long they have been here', () => {
    let usual = 2;
    for (let day = 1; day <= 200; day += 1) usual = usualAfter(usual, day, 10);
    expect(usual).toBeGreaterThan(9.9);
  });
});
