/** A suspect's release from the referral to the lists. The other deadlines: suites/referral-lifecycle.test.ts. */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { listTriage, returnAsTriage } from '#src/usecases/triage/triage.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { explicitConsent, nothingSafe, submission } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const authority = partyId('example-authority');
const suspects = (...dates: string[]) => dates.map((releaseOn) => ({ name: 'Alex Example', releaseOn }));
const noSafeWay = { safe: nothingSafe };
const dueAt = async (instant: string): Promise<string[]> => {
  system.clock.now = new Date(instant);
  await processDeadlines(system.deps);
  const { rows } = await listTriage(system.deps);
  return rows.map(({ triage }) => triage?.reason ?? '');
};
const rowsOf = async (id: string) => {
  const { client, tables } = system;
  const work = new QueryCommand({
    TableName: tables.work,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': id },
  });
  const first = new GetCommand({ TableName: tables.referrals, Key: { id, v: 1 } });
  return [...((await client.send(work)).Items ?? []), (await client.send(first)).Item ?? {}];
};

describe('a suspect’s release', () => {
  test('puts the case on the hub’s list, two working days before each date', async () => {
    const { id, first } = await referAndAccept({ suspects: suspects('2026-12-08', '2026-12-02') });
    // The contact deadline comes first, and is another matter.
    expect(await dueAt('2026-11-29T23:59:59Z')).toEqual(['overdue']);
    await dueAt('2026-11-30T00:00:00Z');
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({
      remindedRelease: '2026-12-02',
      releaseReminder: { on: '2026-12-08', remindAt: '2026-12-04T00:00:00.000Z' },
    });
    await dueAt('2026-12-04T00:00:00Z');
    await dueAt('2026-12-31T00:00:00Z');
    const history = await system.deps.cases.history(id);
    expect(history.filter(({ event }) => event === 'release-reminded')).toMatchObject([
      { at: '2026-11-30T00:00:00.000Z', by: 'system' },
      { at: '2026-12-04T00:00:00.000Z', by: 'system' },
    ]);
  });

  test.each([
    ['of a service that is shown suspects is reminded by name', { offence: { domesticAbuse: 'yes' } } as const, 1],
    ['of another is not said to be reminded, only triage', {} as const, undefined],
  ])('%s', async (_what, over, handOff) => {
    const { id } = await referAndDispatch({ suspects: suspects('2026-11-20'), consent: explicitConsent, ...over });
    await dueAt('2026-11-19T09:05:00Z');
    const reminders = (await system.deps.cases.history(id)).filter(({ event }) => event === 'release-reminded');
    expect(reminders.map((event) => event.handOff)).toEqual([handOff]);
  });

  test('nearer than that when it is sent reminds at once', async () => {
    const { first } = await referAndDispatch({ suspects: suspects('2026-11-20') });
    expect(await dueAt('2026-11-19T09:05:00Z')).toEqual(['release-near']);
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ remindedRelease: '2026-11-20' });
  });

  test('that a correction moves is reminded of on the new date alone', async () => {
    const { id } = await refer({ suspects: suspects('2026-11-24'), contact: noSafeWay });
    await dispatch(id);
    const corrected = submission({ suspects: suspects('2026-12-02') });
    expect(await correctWhole(system.deps, police, id, 1, corrected)).toHaveProperty('corrected');
    expect(await dueAt('2026-11-22T00:00:00Z')).toEqual([]);
    const referralCase = await system.deps.cases.read(id);
    expect(referralCase?.handOffs).toMatchObject([{ releaseReminder: { on: '2026-12-02' } }]);
  });

  test('is dropped with the case, and with a returned one', async () => {
    const withdrawn = await referAndDispatch({ suspects: suspects('2026-12-02') });
    await withdrawOwnReferral(system.deps, police, withdrawn.id, 'sent-in-error');
    const { id } = await refer({ victimReference: '2', suspects: suspects('2026-12-02'), contact: noSafeWay });
    await dispatch(id);
    await returnAsTriage(system.deps, authority, id, { reason: 'unsafe-to-contact', advice: 'Ask for a number.' });
    expect(await dueAt('2026-12-01T00:00:00Z')).toEqual([]);
    for (const one of [withdrawn.id, id]) {
      expect((await system.deps.cases.read(one))?.head).not.toHaveProperty('releaseDates');
    }
  });

  test('is erased with the person', async () => {
    const { id } = await referAndDispatch({ suspects: suspects('2026-12-02') });
    expect(JSON.stringify(await rowsOf(id))).toContain('2026-12-02');
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    await requestErasureAsTriage(system.deps, authority, id, 'asked-by-person');
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    const rows = await rowsOf(id);
    expect(rows.at(-1)).not.toHaveProperty('sealed');
    expect(JSON.stringify(rows)).not.toContain('2026-12-02');
  });
});
