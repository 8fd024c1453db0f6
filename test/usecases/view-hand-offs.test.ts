import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { handOffToRow } from '#src/store/case-rows.ts';
import { reportStatus } from '#src/usecases/hand-offs.ts';
import { listInbox, openHandOff, viewHandOff } from '#src/usecases/view-hand-offs.ts';
import { serviceId } from '#test/support/ids.ts';
import { accepted, referred, world } from './way.ts';

const disclosures = async (id: Awaited<ReturnType<typeof referred>>['id']) => world.deps.cases.disclosures(id);

describe('a hand-off that nobody has opened', () => {
  test('is seen without its detail, and is not collected by that', async () => {
    const { id, first, service } = await referred();
    expect(await viewHandOff(world.deps, service, first)).toMatchObject({
      state: 'unopened',
      handOff: { status: 'queued' },
    });
    expect(await world.deps.cases.readHandOff(first)).toMatchObject({ status: 'queued' });
    expect(await disclosures(id)).toEqual([]);
  });

  test('is opened without a reason, which collects it', async () => {
    const { first, service } = await referred();
    const result = await openHandOff(world.deps, service, first);
    expect(result).toMatchObject({ opened: { handOff: { status: 'collected' }, shared: expect.any(Object) } });
    expect(await viewHandOff(world.deps, service, first)).toMatchObject({ state: 'opened' });
  });

  test('needs a reason once another service has accepted the case', async () => {
    const { id, first } = await accepted();
    const handOff = await world.deps.cases.readHandOff(first);
    if (!handOff) throw new Error('no hand-off');
    const other = world.deps.area.services.find((one) => one.id !== handOff.service)?.id ?? serviceId('none');
    const second = handOffId(id, 2);
    const row = handOffToRow({ ...handOff, number: 2, service: other, status: 'queued' });
    await world.client.send(new PutCommand({ TableName: world.tables.work, Item: row }));

    expect(await viewHandOff(world.deps, other, second)).toMatchObject({ reasonNeeded: 'accepted-elsewhere' });
    const before = await disclosures(id);
    expect(await openHandOff(world.deps, other, second)).toEqual({ reasonNeeded: 'accepted-elsewhere' });
    expect(await world.deps.cases.readHandOff(second)).toMatchObject({ status: 'queued' });
    expect(await disclosures(id)).toEqual(before);

    expect(await openHandOff(world.deps, other, second, 'They have called us.')).toHaveProperty('opened');
    expect((await disclosures(id)).filter(({ why }) => why !== undefined)).toHaveLength(1);
  });
});

test('a closed hand-off shows its history, and its detail only for a reason', async () => {
  const { id, first, service } = await accepted();
  await reportStatus(world.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  const before = await disclosures(id);
  const view = await viewHandOff(world.deps, service, first);
  expect(view).toMatchObject({ state: 'closed', isErased: false, history: expect.any(Array) });
  expect(view).not.toHaveProperty('detail');
  expect(await openHandOff(world.deps, service, first)).toEqual({ reasonNeeded: 'closed' });
  expect(await disclosures(id)).toEqual(before);
  expect(await openHandOff(world.deps, service, first, 'They have called us.')).toHaveProperty('opened.shared');
});

test('another service’s hand-off is not there', async () => {
  const { id, first, service } = await referred();
  const other = world.deps.area.services.find((one) => one.id !== service)?.id ?? serviceId('none');
  expect(await viewHandOff(world.deps, other, first)).toBeUndefined();
  expect(await openHandOff(world.deps, other, first, 'They have called us.')).toEqual({ absent: true });
  expect(await disclosures(id)).toEqual([]);
});

test('the inbox says what kind of case each open hand-off is', async () => {
  const { first, service } = await accepted();
  const { rows } = await listInbox(world.deps, service);
  expect(rows).toMatchObject([{ handOff: { status: 'accepted' }, facts: { offence: expect.any(String) } }]);
  await reportStatus(world.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  expect((await listInbox(world.deps, service)).rows).toEqual([]);
});
