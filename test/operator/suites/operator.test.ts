/** The authority's own commands: catalogue check, replay and recount. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pastReferrals } from '#operator/past-referrals.ts';
import { recountTables, rollUpTables } from '#operator/recount-tables.ts';
import { replaySummary, replayText } from '#operator/replay-text.ts';
import { replay } from '#src/domain/catalogue/replay.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { nothingSafe, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const marked = { victim: { familyName: 'Marked-Name' }, offence: { summary: 'Marked words.' } };

/** Submits and dispatches a referral. @returns its reference */
async function refer(system: TestSystem, over: Parameters<typeof submission>[0]): Promise<string> {
  const submitted = await submitReferral(system.deps, police, submission(over));
  if (!('created' in submitted)) throw new Error(`it was not created: ${JSON.stringify(submitted)}`);
  await dispatchReferral(system.deps, submitted.created.id, 1);
  return submitted.created.reference;
}

describe('the replay of a changed catalogue', () => {
  test('lists past referrals that would go elsewhere, without personal data', async () => {
    const system = await makeTestSystem(emulator);
    const reference = await refer(system, marked);
    await refer(system, { ...marked, crimeReference: '06AB/2/26', offence: { ...marked.offence, category: 'fraud' } });
    const about15 = await refer(system, {
      crimeReference: '06AB/3/26',
      victim: { dateOfBirth: undefined, approximateAge: 15 },
    });
    system.wait(24);
    const past = await pastReferrals(system.deps, system.deps.area, '2026-11-19', system.deps.now());
    expect(past.referrals.map(({ referral }) => referral)).toContain(reference);
    const same = replay(past.referrals, system.deps.area);
    expect(same.moved).toEqual([]);
    expect(past.referrals.find(({ referral }) => referral === about15)?.facts.ageNow).toEqual({ from: 13, to: 17 });

    const chosen = past.referrals.find(({ referral }) => referral === reference)?.chosen ?? [];
    const services = system.deps.area.services.map((one) =>
      chosen.includes(one.id) ? { ...one, availability: 'paused' as const } : one,
    );
    const changed = replay(past.referrals, { ...system.deps.area, services });
    expect(changed.moved.find(({ referral }) => referral === reference)?.from).toEqual(chosen);
    const printed = replayText(changed) + replaySummary(changed, past) + JSON.stringify(past);
    expect(printed).toContain(`${reference}: ${chosen.join(' and ')} -> `);
    for (const mark of ['Marked', 'sam@example.org', '7700900123', '1990-02-03']) expect(printed).not.toContain(mark);
  });

  test('leaves out referrals that no catalogue decides, and names those it could not read', async () => {
    const system = await makeTestSystem(emulator);
    await refer(system, {
      contact: { safe: nothingSafe },
    });
    await refer(system, { crimeReference: '06AB/2/26' });
    const now = system.deps.now();
    const shut = {
      open: () => {
        throw new Unreadable('erased');
      },
    };
    const past = await pastReferrals({ ...system.deps, keys: shut }, system.deps.area, '2026-11-19', now);
    expect(past).toEqual({ referrals: [], notRouted: 1, unreadable: 1 });
    const earlier = await pastReferrals(system.deps, system.deps.area, '2026-11-18', new Date('2026-11-18T23:00:00Z'));
    expect(earlier).toEqual({ referrals: [], notRouted: 0, unreadable: 0 });
  });
});

describe('the recount', () => {
  test('agrees with the history, and names a counter that does not', async () => {
    const system = await makeTestSystem(emulator);
    await refer(system, {});
    await refer(system, { crimeReference: '06AB/2/26' });
    const { tables } = system;
    const done = await recountTables(system.client, tables, '2026-11-01', '2026-11-30');
    expect(done.differences).toEqual([]);
    expect(done.counts).toBeGreaterThanOrEqual(6);
    expect(done.rows).toBeGreaterThan(3);

    const key = { k: 'r|all', d: '2026-11-19' };
    const add = { TableName: tables.counters, Key: key, UpdateExpression: 'ADD n :one' };
    await system.client.send(new UpdateCommand({ ...add, ExpressionAttributeValues: { ':one': 1 } }));
    const spoilt = await recountTables(system.client, tables, '2026-11-01', '2026-11-30');
    expect(spoilt.differences).toEqual([{ ...key, cell: 'n', standing: 3, recounted: 2 }]);
    const other = await recountTables(system.client, tables, '2026-11-20', '2026-11-30');
    expect(other.differences).toEqual([]);
  });
});

describe('a recount with --roll-up', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' };

  test('rolls up a month that is over, and counts a referral of it that is dispatched later at once', async () => {
    const system = await makeTestSystem(emulator);
    await refer(system, {});
    const submitted = await submitReferral(system.deps, police, submission({ crimeReference: '06AB/2/26' }));
    if (!('created' in submitted)) throw new Error('it was not created');
    const { now } = system.deps;
    expect(await rollUpTables(system.client, system.tables, { ...november, now })).toMatchObject({ rolledUp: [] });
    system.clock.now = new Date('2026-12-02T03:30:00Z');
    expect(await rollUpTables(system.client, system.tables, { ...november, now })).toMatchObject({
      differences: [],
      rolledUp: ['2026-11'],
    });
    expect(await system.total('referrals')).toBe(1);
    await dispatchReferral(system.deps, submitted.created.id, 1);
    expect([await system.total('referrals'), await system.total('victims')]).toEqual([2, 1]);
    expect((await recountTables(system.client, system.tables, november.from, november.to)).differences).toEqual([]);
    expect((await rollUpTables(system.client, system.tables, { ...november, now })).rolledUp).toEqual(['2026-11']);
    expect([await system.total('referrals'), await system.total('victims')]).toEqual([2, 1]);
  });

  test('takes the time from a local run’s clock', async () => {
    const system = await makeTestSystem(emulator);
    await refer(system, {});
    const file = path.join(makeFolder(), 'endpoints.json');
    const clock = await clockAt('2026-11-30T12:00:00.000Z');
    const endpoints = {
      ...{ url: clock.url, tokenUrl: clock.url, clients: {}, sqsEndpoint: clock.url, queues: {}, deadLetterQueues: {} },
      ...{ dynamodbEndpoint: emulator.url, tables: system.tables },
    };
    writeFileSync(file, JSON.stringify(endpoints));
    const words = ['recount', '--from', '2026-10-01', '--to', '2026-11-30', '--roll-up', '--endpoints', file];
    const early = await runOperator([...words, '--area', 'greater-manchester']);
    expect([early.code, early.err]).toEqual([0, expect.stringContaining('they agree.\nRolled up: 2026-10.\n')]);
    clock.turn('2026-12-02T03:30:00.000Z');
    const again = await runOperator([...words, '--area', 'greater-manchester']);
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('Rolled up: 2026-11.\n')]);
    const third = await runOperator([...words, '--area', 'greater-manchester', '--format', 'json']);
    expect(third.err).toContain('No month was rolled up.');
    expect(JSON.parse(third.out)).toMatchObject({ differences: [], rolledUp: [] });
    await clock.stop();
  });
});

/** A local run's answer on its clock. */
async function clockAt(start: string) {
  let now = start;
  const server = createServer((_, response) => response.end(JSON.stringify({ now })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    turn: (to: string) => {
      now = to;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe('catalogue check', () => {
  const project = path.join(import.meta.dirname, '../../../areas');

  test('finds no gap in the project’s own areas today', async () => {
    const { code, out, err } = await runOperator(['catalogue', 'check', '--on', '2026-11-22', '--ahead', '0']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('greater-manchester: nobody is left out');
  });

  test('exits 1 for a gap, and says who is left out and why', async () => {
    const areas = makeFolder();
    cpSync(path.join(project, 'greater-manchester'), path.join(areas, 'greater-manchester'), { recursive: true });
    const file = path.join(areas, 'greater-manchester', 'services.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('availability: open', 'availability: paused'));
    const words = ['catalogue', 'check', '--areas', areas, '--on', '2026-11-22', '--ahead', '0'];
    const { code, out } = await runOperator(words);
    expect(code).toBe(1);
    expect(out).toMatch(/GAP nobody takes: .+\n {6}mosslight-victim-care: paused/);
    expect(out).toMatch(/greater-manchester: \d+ problems/);
    const json = await runOperator([...words, '--format', 'json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ area: 'greater-manchester', reports: [{ on: '2026-11-22' }] });
  });

  test('names the file and the fault of an unreadable area', async () => {
    const areas = makeFolder();
    cpSync(path.join(project, 'greater-manchester'), path.join(areas, 'greater-manchester'), { recursive: true });
    const file = path.join(areas, 'greater-manchester', 'services.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('availability: open', 'availability: perhaps'));
    const { code, err } = await runOperator(['catalogue', 'check', '--areas', areas]);
    expect(code).toBe(1);
    expect(err).toContain('areas/greater-manchester/services.yaml');
  });
});

test('the authority’s commands name the settings they need', async () => {
  const env = { REFERRALS_URL: 'https://api.example.org', AREA: 'greater-manchester' };
  const since = await runOperator(['catalogue', 'replay', '--since', '2026-11-01'], makeTerminal({ env }));
  expect([since.code, since.err]).toEqual([2, expect.stringContaining('REFERRALS_TABLE, SECRET_ID')]);
  const again = await runOperator(['recount', '--from', '2026-11-01', '--to', '2026-11-30'], makeTerminal({ env }));
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('REFERRALS_TABLE, WORK_TABLE, COUNTERS_TABLE')]);
});

describe('help', () => {
  test.each([
    ['catalogue'],
    ['catalogue', 'check'],
    ['catalogue', 'replay'],
    ['recount'],
    ['subject-access'],
    ['parked'],
  ])('%s %s', async (...words) => {
    const { code, out, err } = await runOperator([...words.filter((word) => word !== undefined), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: referrals-operator ${words[0]}`);
  });
});

describe('unknown arguments exit 2, with the reason on stderr alone', () => {
  test.each([
    [['catalogue', 'check', '--on', '2026-02-30'], '2026-01-31'],
    [['catalogue', 'check', '--area', 'atlantis'], 'greater-manchester'],
    [['catalogue', 'replay'], '--since'],
    [['recount', '--from', '2026-02-01', '--to', '2026-01-01'], '--from must not be after --to'],
    [['parked', 'discard'], '--yes'],
  ])('%j', async (words, why) => {
    const { code, out, err } = await runOperator(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  });
});
