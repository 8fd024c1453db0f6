/** Tables are restored to a moment, in memory; the drill with the whole system is test/pipeline/restore.test.ts. */
import { describe, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { readAllCases } from '#src/store/all-cases.ts';
import { caseStore } from '#src/store/cases.ts';
import { readErasures } from '#src/store/erasure-list.ts';
import { tables as models, type TableName } from '#src/store/table-model.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { listMovesSince } from '#src/usecases/erasure/moves-since.ts';
import { type RecoverDeps, recover } from '#src/usecases/erasure/recover.ts';
import {
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
  requestErasureAsTriage,
} from '#src/usecases/erasure/retention.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { type Rows, readRows, restoreRows } from '#test/support/restore-tables.ts';
import { explicitConsent, noSafeContact, submission } from '#test/support/submissions.ts';
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
const hub = partyId('example-authority');
const other = (victimReference: string) => ({ victimReference, victim: { familyName: `Other-${victimReference}` } });

type Copy = Record<TableName, Rows>;
const names = Object.keys(models) as TableName[];
async function copyTables(): Promise<Copy> {
  const copied = await Promise.all(
    names.map(async (name) => [name, await readRows(system.client, system.tables[name])]),
  );
  return Object.fromEntries(copied) as Copy;
}
const restore = async (copy: Copy, lost: readonly TableName[]) => {
  for (const name of lost) await restoreRows(system.client, { name, table: system.tables[name], rows: copy[name] });
};
const runRecovery = (since: Date, over: Partial<Pick<RecoverDeps, 'area' | 'ledger'>> = {}) =>
  recover(
    {
      ...system.deps,
      ...over,
      cases: caseStore(system.client, system.tables, system.deps.now),
      erasures: { list: () => readErasures(system.client, system.tables.erasures) },
      allCases: { ids: () => readAllCases(system.client, system.tables.work) },
    },
    since,
  );
const erase = () => eraseDue({ ...system.deps, rules: system.deps.area.rules });
const headOf = async (id: ReferralId) => (await system.deps.cases.read(id))?.head;
const ledgerRows = async (id: ReferralId) =>
  (await readRows(system.client, system.tables.referrals)).filter((row) => row.id === id);
const marks = async () =>
  (await readRows(system.client, system.tables.counters)).filter(({ k }) => String(k).startsWith('person|'));

/** The moment of the backup is two hours ago, and something happened before it. */
async function backUp(): Promise<{ copy: Copy; since: Date }> {
  system.wait(1);
  const copy = await copyTables();
  const since = new Date(system.clock.now);
  system.wait(2);
  return { copy, since };
}
const moving = ['work', 'counters'] as const;

describe('when cases and counters are restored', () => {
  test('what was received since is recorded again from the ledger and sent by the sweep', async () => {
    await referAndDispatch();
    await sweep(system.deps);
    const { copy, since } = await backUp();
    const { id } = await referAndDispatch(other('2'));
    await restore(copy, moving);
    expect(await headOf(id)).toBeUndefined();
    const already = system.sent.length;
    expect(await runRecovery(since)).toMatchObject({ recorded: 1, erased: 0, lost: [] });
    system.wait(1);
    await sweep(system.deps);
    expect(await headOf(id)).toMatchObject({ status: 'routed', version: 1 });
    expect(system.sent.slice(already).map(({ referralId }) => referralId)).toContain(id);
    expect(await recountDifferences()).toEqual([]);
  });

  test('corrections since are decided again, also a second one and one of a case that was held', async () => {
    const routed = await referAndDispatch();
    const { id: held } = await refer({ ...other('2'), ...noSafeContact });
    await dispatch(held);
    const { copy, since } = await backUp();
    const { id: fresh } = await referAndDispatch(other('3'));
    await correctWhole(system.deps, police, routed.id, 1, submission({ contact: { phone: '+447700900456' } }));
    await correctWhole(system.deps, police, routed.id, 2, submission({ contact: { phone: '+447700900789' } }));
    await correctWhole(system.deps, police, held, 1, submission(other('2')));
    const again = submission({ ...other('3'), contact: { phone: '+447700900111' } });
    await correctWhole(system.deps, police, fresh, 1, again);
    await restore(copy, moving);
    expect(await runRecovery(since)).toMatchObject({ recorded: 1, corrected: 4, refused: [], lost: [] });
    expect(await headOf(routed.id)).toMatchObject({ status: 'routed', version: 3 });
    expect(await headOf(held)).toMatchObject({ status: 'routed', version: 2 });
    expect(await headOf(fresh)).toMatchObject({ version: 2 });
    expect(await recountDifferences()).toEqual([]);
    // Its sender goes on from the version that it knows.
    const next = submission({ contact: { phone: '+447700900222' } });
    expect(await correctWhole(system.deps, police, routed.id, 3, next)).toHaveProperty('corrected');
  });

  test('it names each open hand-off as it stood, and, where the old table can be read, what was done since', async () => {
    const { id, first, service } = await referAndAccept();
    const { copy, since } = await backUp();
    await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
    const two = await referAndDispatch(other('2'));
    await withdrawOwnReferral(system.deps, police, two.id, 'consent-withdrawn');
    const moves = await listMovesSince(
      { cases: system.deps.cases, allCases: { ids: () => readAllCases(system.client, system.tables.work) } },
      since,
    );
    expect(moves.map(({ event, by, handOffId }) => ({ event, by, handOffId }))).toEqual([
      { event: 'closed', by: service, handOffId: first },
      { event: 'withdrawn', by: police.id, handOffId: undefined },
      { event: 'withdrawn', by: police.id, handOffId: handOffId(two.id, 1) },
    ]);
    await restore(copy, moving);
    const { open } = await runRecovery(since);
    expect(open.map(({ handOffId, status, service }) => ({ handOffId, status, service }))).toEqual(
      expect.arrayContaining([{ handOffId: first, status: 'accepted', service }]),
    );
    expect(await headOf(id)).toMatchObject({ status: 'routed' });
  });
});

describe('what was erased since', () => {
  /** Withdrawn, erased because the person asked, and forgotten. */
  async function askedToBeErased(id: ReferralId) {
    await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
    await requestErasureAsTriage(system.deps, hub, id, 'asked-by-person');
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
  }
  const expectErased = async (id: ReferralId) => {
    expect(await headOf(id)).toMatchObject({ erasedAt: expect.any(String), forgottenAt: expect.any(String) });
    // It had ended before the erasure.
    expect(await headOf(id)).not.toHaveProperty('legalHold');
    for (const row of await ledgerRows(id)) {
      for (const gone of ['sealed', 'person', 'refs']) expect(row).not.toHaveProperty(gone);
    }
    expect(await marks()).toEqual([]);
  };

  test.each<[string, readonly TableName[]]>([
    ['the ledger', ['referrals']],
    ['cases and counters', moving],
    ['all three', ['referrals', 'work', 'counters']],
  ])('is erased again after %s came back: details, hash, and the mark of the person', async (_, lost) => {
    const { id } = await referAndAccept();
    await placeLegalHoldAsTriage(system.deps, hub, id, 'A trial');
    const { copy, since } = await backUp();
    await liftLegalHoldAsTriage(system.deps, hub, id);
    await askedToBeErased(id);
    await expectErased(id);
    await restore(copy, lost);
    expect(await runRecovery(since)).toMatchObject({ erased: 1, lost: [] });
    await expectErased(id);
    expect(await recountDifferences()).toEqual([]);
    // Again: nothing happens twice.
    const history = await system.deps.cases.history(id);
    await runRecovery(since);
    expect(await system.deps.cases.history(id)).toEqual(history);
  });

  test('is not handed to a service again, where it was received since too', async () => {
    await referAndDispatch(other('2'));
    await sweep(system.deps);
    const { copy, since } = await backUp();
    const { id } = await referAndDispatch();
    await askedToBeErased(id);
    await restore(copy, moving);
    const already = system.sent.length;
    expect(await runRecovery(since)).toMatchObject({ erased: 1, recorded: 0 });
    system.wait(1);
    await sweep(system.deps);
    expect(await headOf(id)).toMatchObject({ status: 'withdrawn', erasedAt: expect.any(String) });
    const told = system.sent.slice(already).filter(({ referralId }) => referralId === id);
    expect(told.map(({ schema }) => schema)).toEqual(['victim-referral-intake/withdrawal/1']);
    expect(await recountDifferences()).toEqual([]);
  });

  test('whose retention period had ended keeps the hash by which a repeat victim is known', async () => {
    const { id, first, service } = await referAndAccept();
    await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'declined-by-victim' });
    const { copy, since } = await backUp();
    system.wait(45 * 24);
    await erase();
    await restore(copy, ['referrals']);
    expect((await ledgerRows(id))[0]).toHaveProperty('sealed');
    await runRecovery(since);
    expect((await ledgerRows(id))[0]).not.toHaveProperty('sealed');
    expect((await ledgerRows(id))[0]).toHaveProperty('person');
  });
});

describe('when the ledger is restored', () => {
  test('what it lost is named with its sender, who sends it again; a lost correction is made again', async () => {
    const corrected = await referAndDispatch();
    const { copy, since } = await backUp();
    const lost = await referAndDispatch(other('2'));
    const body = submission({ contact: { phone: '+447700900456' } });
    await correctWhole(system.deps, police, corrected.id, 1, body);
    await restore(copy, ['referrals']);
    const found = await runRecovery(since);
    const reference = async (id: ReferralId) => (await headOf(id))?.reference;
    expect(found.lost).toHaveLength(2);
    expect(found.lost).toEqual(
      expect.arrayContaining([
        { reference: await reference(lost.id), sender: police.id, version: 1 },
        { reference: await reference(corrected.id), sender: police.id, version: 2, backTo: 1 },
      ]),
    );
    expect(await submitReferral(system.deps, police, submission(other('2')))).toHaveProperty('created');
    expect(await correctWhole(system.deps, police, corrected.id, 1, body)).toHaveProperty('corrected');
    expect(await runRecovery(since)).toMatchObject({ lost: [] });
  });
});

describe('one referral that cannot be recovered keeps back no other, and is named', () => {
  test('an erased one whose service is no longer in the catalogue, until the service is put back', async () => {
    const { copy, since } = await backUp();
    const erased = await referAndDispatch({ ...other('2'), needs: ['housing'], consent: explicitConsent });
    const { id } = await referAndDispatch(other('3'));
    await withdrawOwnReferral(system.deps, police, erased.id, 'consent-withdrawn');
    await requestErasureAsTriage(system.deps, hub, erased.id, 'asked-by-person');
    await erase();
    await restore(copy, moving);
    const { area } = system.deps;
    const withoutHousing = {
      ...area,
      services: area.services.filter(({ id: service }) => service !== 'housing-advice'),
    };
    const notErased = [{ id: erased.id, reason: 'no-queue-for-service' }];
    expect(await runRecovery(since, { area: withoutHousing })).toMatchObject({ notErased, recorded: 1 });
    expect(await headOf(id)).toBeDefined();
    expect(await runRecovery(since)).toMatchObject({ notErased: [], erased: 1 });
    expect(await headOf(erased.id)).toMatchObject({ erasedAt: expect.any(String) });
  });

  test.each([1, 2])('one of which version %i cannot be read', async (spoilt) => {
    const corrected = await referAndDispatch();
    const { copy, since } = await backUp();
    await correctWhole(system.deps, police, corrected.id, 1, submission({ contact: { phone: '+447700900456' } }));
    const { id } = await referAndDispatch(other('2'));
    await restore(copy, moving);
    const { ledger } = system.deps;
    const get: typeof ledger.get = (one, version = 1) =>
      one === corrected.id && version === spoilt
        ? Promise.reject(new Unreadable('ledger row: spoilt'))
        : ledger.get(one, version);
    const unrecoverable = [{ id: corrected.id, reason: 'unreadable-record' }];
    expect(await runRecovery(since, { ledger: { ...ledger, get } })).toMatchObject({ unrecoverable, recorded: 1 });
    expect(await headOf(id)).toBeDefined();
  });
});
