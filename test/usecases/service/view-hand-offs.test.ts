import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { handOffToRow, headToRow } from '#src/store/case-rows.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { openHandOff, viewHandOff } from '#src/usecases/service/view-hand-offs.ts';
import { routeAsTriage } from '#src/usecases/triage/triage.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { referAndAccept, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const disclosures = async (id: Awaited<ReturnType<typeof referAndDispatch>>['id']) => system.deps.cases.disclosures(id);
const disclosuresThatRequiredReason = async (id: Parameters<typeof disclosures>[0]) =>
  (await disclosures(id)).filter(({ reasonRequired }) => reasonRequired !== undefined);

describe('a hand-off that nobody has opened', () => {
  test('is seen without its detail, and is not collected by that', async () => {
    const { id, first, service } = await referAndDispatch();
    expect(await viewHandOff(system.deps, service, first)).toMatchObject({
      state: 'unopened',
      handOff: { status: 'queued' },
    });
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ status: 'queued' });
    expect(await disclosures(id)).toEqual([]);
  });

  test('is opened without a reason, which collects it', async () => {
    const { first, service } = await referAndDispatch();
    const result = await openHandOff(system.deps, service, first);
    expect(result).toMatchObject({
      opened: { detail: { handOff: { status: 'collected' }, shared: expect.any(Object) } },
    });
    expect(await viewHandOff(system.deps, service, first)).toMatchObject({ state: 'opened' });
  });

  test('needs a reason once another service has accepted the case', async () => {
    const { id, first } = await referAndAccept();
    const handOff = await system.deps.cases.readHandOff(first);
    if (!handOff) throw new Error('no hand-off');
    const other = system.deps.area.services.find((one) => one.id !== handOff.service)?.id ?? serviceId('none');
    const second = handOffId(id, 2);
    const row = handOffToRow({ ...handOff, number: 2, service: other, status: 'queued' });
    const head = (await system.deps.cases.read(id))?.head;
    if (!head) throw new Error('no head');
    for (const Item of [row, headToRow({ ...head, handOffs: 2 })])
      await system.client.send(new PutCommand({ TableName: system.tables.work, Item }));

    expect(await viewHandOff(system.deps, other, second)).toMatchObject({ reasonRequired: 'accepted-elsewhere' });
    const before = await disclosures(id);
    expect(await openHandOff(system.deps, other, second)).toEqual({ reasonRequired: 'accepted-elsewhere' });
    expect(await system.deps.cases.readHandOff(second)).toMatchObject({ status: 'queued' });
    expect(await disclosures(id)).toEqual(before);

    expect(await openHandOff(system.deps, other, second, 'They have called us.')).toHaveProperty('opened');
    expect(await disclosuresThatRequiredReason(id)).toMatchObject([
      { by: other, reasonRequired: 'accepted-elsewhere', why: expect.any(String) },
    ]);
  });
});

test('a closed hand-off shows its history, and its detail only for a reason', async () => {
  const { id, first, service } = await referAndAccept();
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  const before = await disclosures(id);
  const view = await viewHandOff(system.deps, service, first);
  expect(view).toMatchObject({ state: 'closed', isErased: false, history: expect.any(Array) });
  expect(view).not.toHaveProperty('detail');
  expect(await openHandOff(system.deps, service, first)).toEqual({ reasonRequired: 'closed' });
  expect(await disclosures(id)).toEqual(before);
  expect(await openHandOff(system.deps, service, first, 'They have called us.')).toHaveProperty('opened.detail.shared');
  expect(await disclosuresThatRequiredReason(id)).toMatchObject([
    { reasonRequired: 'closed', why: expect.any(String) },
  ]);
});

test('a closed hand-off read over the API, where a reason is not required yet, is logged as one that required a reason', async () => {
  const { id, first, service } = await referAndAccept();
  expect(await disclosuresThatRequiredReason(id)).toEqual([]);
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  expect(await readHandOff(system.deps, service, first, { isReasonOptional: true })).toHaveProperty('shared');
  const logged = await disclosuresThatRequiredReason(id);
  expect(logged).toMatchObject([{ by: service, reasonRequired: 'closed' }]);
  expect(logged[0]).not.toHaveProperty('why');
});

test('another service’s hand-off is not found', async () => {
  const { id, first, service } = await referAndDispatch();
  const other = system.deps.area.services.find((one) => one.id !== service)?.id ?? serviceId('none');
  expect(await viewHandOff(system.deps, other, first)).toBeUndefined();
  expect(await openHandOff(system.deps, other, first, 'They have called us.')).toEqual({ absent: true });
  expect(await disclosures(id)).toEqual([]);
});

const phone = ['call', 'voicemail', 'text'];
const routeTo = (id: Awaited<ReturnType<typeof referAndAccept>>['id'], service: string) =>
  routeAsTriage(system.deps, partyId('example-authority'), id, {
    service,
    reason: 'They called us.',
    override: 'Yes.',
  });

test('a way that one service found unsafe may be so for the next, until it is another', async () => {
  const { id, first, service } = await referAndAccept();
  const at = system.deps.now().toISOString();
  const answered = { status: 'contact-attempted', channel: 'call', at, result: 'someone-else-answered' } as const;
  await reportStatus(system.deps, service, first, answered);
  await reportStatus(system.deps, service, first, { status: 'suspended', reason: 'unsafe-to-contact' });
  await routeTo(id, 'domestic-abuse');
  const unsafeToNext = async () => {
    const opened = await openHandOff(system.deps, serviceId('domestic-abuse'), handOffId(id, 2), 'They called.');
    return 'opened' in opened ? opened.opened.reportedWays.maybeUnsafe : opened;
  };
  expect(await unsafeToNext()).toEqual(phone);
  await correctWhole(system.deps, police, id, 1, submission({ contact: { email: 'sam.new@example.org' } }));
  expect(await unsafeToNext()).toEqual(phone);
  await correctWhole(system.deps, police, id, 2, submission({ contact: { phone: '+447700900456' } }));
  expect(await unsafeToNext()).toEqual([]);
});

describe('a number that a service reported wrong', () => {
  async function acceptAndTryWrongNumber() {
    const one = await referAndAccept();
    const at = system.deps.now().toISOString();
    const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
    await reportStatus(system.deps, one.service, one.first, tried);
    return one;
  }

  test('is wrong for the next service, and for the same one that is given the case again', async () => {
    const { id } = await acceptAndTryWrongNumber();
    for (const [number, next] of [[2, 'domestic-abuse'] as const, [3, 'general'] as const]) {
      expect(await routeTo(id, next)).toHaveProperty('referralCase');
      const result = await openHandOff(system.deps, serviceId(next), handOffId(id, number));
      if (!('opened' in result)) throw new Error(JSON.stringify(result));
      expect(result.opened.reportedWays).toEqual({ wrong: phone, maybeWrong: [], maybeUnsafe: [] });
      expect(result.opened.history.filter(({ handOff }) => handOff !== number)).toEqual([]);
    }
  });

  test('is the one that the service had read, not one of a correction that it has not', async () => {
    const one = await referAndAccept();
    system.wait(1);
    const other = submission({ contact: { phone: '+447700900456' } });
    await correctWhole(system.deps, police, one.id, 1, other);
    system.wait(1);
    const at = system.deps.now().toISOString();
    const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
    await reportStatus(system.deps, one.service, one.first, tried);
    const wrongNow = async () => {
      const opened = await openHandOff(system.deps, one.service, one.first);
      return 'opened' in opened ? opened.opened.reportedWays.wrong : opened;
    };
    expect(await wrongNow()).toEqual([]);
    await correctWhole(system.deps, police, one.id, 2, submission());
    expect(await wrongNow()).toEqual(phone);
  });

  test('is safe again with the next service once there is another', async () => {
    const { id } = await acceptAndTryWrongNumber();
    system.wait(1);
    const corrected = submission({ contact: { phone: '+447700900456' } });
    expect(await correctWhole(system.deps, police, id, 1, corrected)).toHaveProperty('corrected');
    await routeTo(id, 'domestic-abuse');
    const opened = await openHandOff(system.deps, serviceId('domestic-abuse'), handOffId(id, 2), 'They called.');
    expect(opened).toMatchObject({ opened: { reportedWays: { wrong: [], maybeWrong: [] } } });
  });
});
