import { GetCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { caseStore } from '#src/store/cases.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import {
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
  requestErasureAsTriage,
} from '#src/usecases/erasure/retention.ts';
import { previewCorrection } from '#src/usecases/intake/correct-parts.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { listOwnReferrals } from '#src/usecases/sender/own-lists.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { returnAsTriage } from '#src/usecases/triage/triage.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import {
  dispatch,
  recountDifferences,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const dayHours = 24;

const run = (cases = system.deps.cases) => eraseDue({ ...system.deps, cases, rules: system.deps.area.rules });
const row = async (id: string, v = 1) =>
  (await system.client.send(new GetCommand({ TableName: system.tables.referrals, Key: { id, v } }))).Item;
const workRows = async (id: string) =>
  (
    await system.client.send(
      new QueryCommand({
        TableName: system.tables.work,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
      }),
    )
  ).Items ?? [];
/** The pseudonyms in the history of these referrals, and the marks of people that exist. */
const pseudonymOf = async (id: ReferralId) =>
  (await system.deps.cases.history(id)).flatMap(({ counts }) => counts).find(({ measure }) => measure === 'victims')
    ?.person;
const marks = async () =>
  ((await system.client.send(new ScanCommand({ TableName: system.tables.counters }))).Items ?? []).filter(({ k }) =>
    String(k).startsWith('person|'),
  );
const isKnownAgain = async (id: ReferralId) => {
  const { person } = (await system.deps.ledger.get(id)) ?? {};
  return person !== undefined && (await system.deps.ledger.byPerson([person], '2000', '9999')).length > 1;
};

async function declined(over: Overrides<Submission> = {}) {
  const one = await referAndAccept(over);
  await reportStatus(system.deps, one.service, one.first, { status: 'closed', outcome: 'declined-by-victim' });
  return one;
}

describe('when the retention period ends', () => {
  test('personal data is erased everywhere; the case and its counts stay', async () => {
    const { id, first, service } = await declined();
    expect(await row(id)).toMatchObject({ sealed: expect.anything(), refs: expect.anything(), crm: expect.anything() });
    system.wait(42 * dayHours);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    system.wait(dayHours);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    expect(await run()).toEqual({ erased: 0, failed: 0 });

    const left = await row(id);
    expect(left).toMatchObject({ id, sender: police.id });
    for (const gone of ['sealed', 'refs', 'crm', 'inc']) expect(left).not.toHaveProperty(gone);
    expect((await system.deps.cases.read(id))?.head).not.toHaveProperty('references');
    expect((await listOwnReferrals(system.deps, police, { crimeReference: '06AB/0001234/26' })).rows).toEqual([]);
    const own = await readOwnReferral(system.deps, police, id);
    expect(own?.referralCase.head.status).toBe('closed');
    const erasure = { event: 'erased', by: 'system', reason: 'declined' };
    expect((await system.deps.cases.history(id)).at(-1)).toMatchObject(erasure);
    expect(own?.history.map(({ event }) => event)).not.toContain('erased');
    expect(await readForTriage(system.deps, partyId('hub'), id)).toHaveProperty('decision');
    const detail = await readHandOff(system.deps, service, first);
    expect(detail?.handOff.outcome).toBe('declined-by-victim');
    expect(detail?.shared).toBeUndefined();
    expect(await recountDifferences()).toEqual([]);
    expect(await system.total('victims')).toBe(1);
    expect(system.lines.filter((line) => line.includes('referral-erased'))).toHaveLength(1);
  });

  test('for a year the same person is recognised by a keyed hash alone; after that nothing identifies them', async () => {
    const { id } = await declined();
    system.wait(300 * dayHours);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    expect(await row(id)).toHaveProperty('person');
    const again = await referAndDispatch({ victimReference: '2' });
    const detail = await readHandOff(system.deps, again.service, again.first);
    expect(detail?.repeatVictim ?? (await isKnownAgain(again.id))).toBe(true);
    expect(await system.total('victims')).toBe(1);

    system.wait(64 * dayHours);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    expect(await row(id)).toHaveProperty('person');
    system.wait(2 * dayHours);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    for (const gone of ['person', 'same', 'occurredOn']) expect(await row(id)).not.toHaveProperty(gone);
    expect((await system.deps.cases.read(id))?.head.forgottenAt).toBe(system.clock.now.toISOString());
    expect(system.lines.filter((line) => line.includes('person-forgotten'))).toHaveLength(1);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    expect(await recountDifferences()).toEqual([]);
  });

  test('the same referral sent again gets the same answer, and restores nothing', async () => {
    const { id } = await declined();
    system.wait(50 * dayHours);
    await run();
    expect(await submitReferral(system.deps, police, submission())).toMatchObject({ replayed: { id } });
    expect(await row(id)).not.toHaveProperty('sealed');
    const other = submission({ victim: { givenName: 'Kim' } });
    expect(await submitReferral(system.deps, police, other)).toMatchObject({ conflict: { id } });
  });

  test('every version is erased, and what services and triage wrote', async () => {
    const { id } = await refer(noSafeContact);
    await dispatch(id);
    await correctWhole(system.deps, police, id, 1, submission());
    const first = handOffId(id, 1);
    const service = (await system.deps.cases.readHandOff(first))?.service ?? serviceId('none');
    await readHandOff(system.deps, service, first, { why: 'another service asked us to look' });
    const note = sealNote(system.deps, first, 'Ask for a number that is safe.');
    await reportStatus(system.deps, service, first, { status: 'returned', reason: 'insufficient-information', note });
    expect((await workRows(id)).some((item) => 'why' in item)).toBe(true);
    expect((await workRows(id)).some((item) => 'adv' in item)).toBe(true);

    system.wait(400 * dayHours);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    for (const version of [1, 2]) {
      for (const gone of ['sealed', 'person', 'same', 'occurredOn']) {
        expect(await row(id, version), `version ${version}`).not.toHaveProperty(gone);
      }
    }
    const rows = await workRows(id);
    expect(rows.some((item) => 'why' in item || 'adv' in item)).toBe(false);
    expect((await system.deps.cases.history(id)).filter((event) => event.note !== undefined)).toEqual([]);
    expect(await recountDifferences()).toEqual([]);
  });

  test('a referral the sender could still correct is corrected no more, in full or in part', async () => {
    const { id } = await refer(noSafeContact);
    await dispatch(id);
    await returnAsTriage(system.deps, partyId('example-authority'), id, { reason: 'other', advice: 'Ask again.' });
    system.wait(190 * dayHours);
    await run();
    const correction = { pointers: ['/contact'], body: { contact: submission().contact } };
    expect(await previewCorrection(system.deps, police, { id, version: 1 }, correction)).toEqual({ absent: true });
    expect(await correctWhole(system.deps, police, id, 1, submission())).toEqual({
      notAllowed: { status: 'returned', allowed: [] },
    });
    expect(await system.deps.ledger.get(id, 2)).toBeUndefined();
    expect(await recountDifferences()).toEqual([]);
  });

  test('an open case is kept, however old', async () => {
    await referAndDispatch();
    const { id } = await refer({ ...noSafeContact, victimReference: '2' });
    await dispatch(id);
    system.wait(10 * 366 * dayHours);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
  });
});

describe('a person who was referred more than once', () => {
  const crimeOn = (occurredOn: string) => ({ crimeReference: `06AB/${occurredOn}/26`, offence: { occurredOn } });

  test('is recognised while anything of them is kept, and not after that', async () => {
    const { area } = system.deps;
    system.deps.area = { ...area, rules: { ...area.rules, repeatVictimMonths: 2 } };
    const one = await declined();
    system.wait(50 * dayHours);
    const two = await declined(crimeOn('2026-11-17'));
    expect(await pseudonymOf(one.id)).toBe(await pseudonymOf(two.id));

    system.wait(30 * dayHours);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    expect(await row(one.id)).not.toHaveProperty('person');
    expect(await row(two.id)).toHaveProperty('person');
    expect(await marks()).toHaveLength(1);
    const three = await declined(crimeOn('2026-11-16'));
    expect(await pseudonymOf(three.id)).toBe(await pseudonymOf(one.id));
    expect(await system.total('victims')).toBe(1);
    expect(await recountDifferences()).toEqual([]);

    system.wait(100 * dayHours);
    expect(await run()).toEqual({ erased: 2, failed: 0 });
    expect(await marks()).toEqual([]);
    const four = await declined(crimeOn('2026-11-15'));
    expect(await pseudonymOf(four.id)).not.toBe(await pseudonymOf(one.id));
    expect(await system.total('victims')).toBe(2);
    expect(await recountDifferences()).toEqual([]);
  });

  test('has a pseudonym that cannot be derived from their data', async () => {
    const { id } = await referAndDispatch();
    const hash = (await row(id))?.person;
    expect(hash).toBeTypeOf('string');
    expect(JSON.stringify(await workRows(id))).not.toContain(hash);
  });
});

describe('the authority', () => {
  test('erases a person who asked for it within the hour, and stops recognising them at once', async () => {
    const { id } = await declined();
    expect(
      await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person'),
    ).toHaveProperty('referralCase');
    expect(await row(id)).toHaveProperty('sealed');
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    for (const gone of ['sealed', 'person', 'occurredOn']) expect(await row(id)).not.toHaveProperty(gone);
    expect(await marks()).toEqual([]);
  });

  test('stops recognising a person who asks for it after their case was erased', async () => {
    const { id } = await declined();
    system.wait(60 * dayHours);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    expect(await marks()).toHaveLength(1);
    expect(
      await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person'),
    ).toHaveProperty('referralCase');
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    expect(await marks()).toEqual([]);
    expect(await row(id)).not.toHaveProperty('person');
    expect(
      await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person'),
    ).toHaveProperty('referralCase');
    expect(await run()).toEqual({ erased: 0, failed: 0 });
  });

  test('must withdraw an open case first', async () => {
    const { id } = await referAndDispatch();
    expect(
      await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person'),
    ).toMatchObject({
      refused: { open: {} },
    });
    await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
    await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person');
    expect(await run()).toEqual({ erased: 1, failed: 0 });
  });

  test('keeps a case under a legal hold, and erases the hold’s reason with the person when it ends', async () => {
    const { id } = await declined();
    expect(
      await placeLegalHoldAsTriage(system.deps, partyId('example-authority'), id, 'Trial at Example Crown Court'),
    ).toHaveProperty('referralCase');
    system.wait(400 * dayHours);
    expect(await run()).toEqual({ erased: 0, failed: 0 });
    await liftLegalHoldAsTriage(system.deps, partyId('example-authority'), id);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
    expect((await system.deps.cases.history(id)).filter((event) => event.note !== undefined)).toEqual([]);
  });

  test('is told that a case is absent', async () => {
    const nobody = 'abcdefghijklmnopqrstuvwxyz' as ReferralId;
    expect(await requestErasureAsTriage(system.deps, partyId('example-authority'), nobody, 'asked-by-person')).toEqual({
      absent: true,
    });
    expect(await liftLegalHoldAsTriage(system.deps, partyId('example-authority'), nobody)).toEqual({ absent: true });
  });
});

describe('when erasing fails', () => {
  test('an erasure that stops anywhere is on the list of erasures from its first deletion on', async () => {
    const { id } = await declined();
    system.wait(50 * dayHours);
    const listed = async () =>
      ((await system.client.send(new ScanCommand({ TableName: system.tables.erasures }))).Items ?? []).map(
        (item) => item.id,
      );
    const { client, tables } = system;
    const stops = documentClientOf(async (command) => {
      const isDeletion = command instanceof UpdateCommand && command.input.TableName === tables.referrals;
      if (isDeletion) expect(await listed()).toEqual([id]);
      if (isDeletion) throw new Unavailable('ThrottlingException');
      return client.send(command as never) as never;
    });
    expect(await run(caseStore(stops, tables, system.deps.now))).toEqual({ erased: 0, failed: 1 });
    expect(await listed()).toEqual([id]);
    expect(await run()).toEqual({ erased: 1, failed: 0 });
  });

  test('the other cases are erased, the failed one is named, and the next run erases it', async () => {
    const one = await declined();
    const two = await declined({ victimReference: '2', victim: { familyName: 'Other' } });
    system.wait(50 * dayHours);
    const { cases } = system.deps;
    const refuses: typeof cases = {
      ...cases,
      erase: async (change) => {
        if (change.head?.after.id === one.id) throw new Unavailable('ThrottlingException');
        return cases.erase(change);
      },
    };
    expect(await run(refuses)).toEqual({ erased: 1, failed: 1 });
    expect(system.lines.filter((line) => line.includes('erasing-failed') && line.includes(one.id))).toHaveLength(1);
    expect(await row(one.id)).toHaveProperty('sealed');
    expect(await row(two.id)).not.toHaveProperty('sealed');
    expect(await run()).toEqual({ erased: 1, failed: 0 });
  });

  test('a correction that arrives once it has begun is refused, and nothing of it is stored', async () => {
    const { id } = await refer(noSafeContact);
    await dispatch(id);
    await returnAsTriage(system.deps, partyId('example-authority'), id, { reason: 'other', advice: 'Ask again.' });
    system.wait(190 * dayHours);
    const { cases } = system.deps;
    const overtaken: typeof cases = {
      ...cases,
      erase: async (change) => {
        expect(await correctWhole(system.deps, police, id, 1, submission())).toHaveProperty('notAllowed');
        return cases.erase(change);
      },
    };
    expect(await run(overtaken)).toEqual({ erased: 1, failed: 0 });
    expect(await system.deps.ledger.get(id, 2)).toBeUndefined();
  });

  test('no case is begun when the run is nearly out of time', async () => {
    await declined();
    system.wait(50 * dayHours);
    const done = await eraseDue({ ...system.deps, rules: system.deps.area.rules }, () => 1000);
    expect(done).toEqual({ erased: 0, failed: 0 });
  });
});
