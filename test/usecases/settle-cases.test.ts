import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { handOffToRow, headToRow } from '#src/store/case-rows.ts';
import { settleCases } from '#src/usecases/settle-cases.ts';
import { sweep } from '#src/usecases/sweep.ts';
import { referred, world } from './way.ts';

/** As the fault left a case, or a hand that put a row right: its hand-offs are over and its head does not know. */
async function endHandOffs(id: Awaited<ReturnType<typeof referred>>['id'], end: 'closed' | 'declined') {
  const referralCase = await world.deps.cases.read(id);
  for (const handOff of referralCase?.handOffs ?? []) {
    const { unsent: _, ...rest } = handOff;
    const Item = handOffToRow({ ...rest, status: end, outcome: 'support-completed' });
    await world.client.send(new PutCommand({ TableName: world.tables.work, Item }));
  }
}

const statusOf = async (id: ReferralId) => (await world.deps.cases.read(id))?.head;

describe('a routed case that no service holds', () => {
  test('is closed by the next sweep, which says so and keeps it for as long as the rules say', async () => {
    const { id } = await referred();
    await endHandOffs(id, 'closed');
    expect(await sweep(world.deps)).toMatchObject({ settled: 1, failed: 0 });
    expect(await statusOf(id)).toMatchObject({ status: 'closed', retentionClass: 'supported' });
    expect((await world.deps.cases.history(id)).at(-1)).toMatchObject({
      event: 'settled',
      by: 'system',
      reason: 'closed',
    });
    expect(world.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'case-settled', referralId: id }),
    );
    expect(await sweep(world.deps)).toMatchObject({ settled: 0 });
  });

  test('goes to the victim hub where its services declined, and is counted as held', async () => {
    const { id } = await referred();
    await endHandOffs(id, 'declined');
    await sweep(world.deps);
    expect(await statusOf(id)).toMatchObject({ status: 'held', triage: { reason: 'declined-by-all' } });
    expect(await world.total('held')).toBe(1);
  });
});

test('services that work on a case that is over are named to whoever runs the area, and nothing is changed', async () => {
  const { id } = await referred();
  const referralCase = await world.deps.cases.read(id);
  if (!referralCase) throw new Error('no case');
  const Item = headToRow({ ...referralCase.head, status: 'closed', retentionClass: 'supported' });
  await world.client.send(new PutCommand({ TableName: world.tables.work, Item }));
  expect(await settleCases(world.deps)).toEqual({ settled: 0, failed: 1 });
  expect(world.lines.some((line) => line.includes('case-disagrees'))).toBe(true);
  expect(await statusOf(id)).toMatchObject({ status: 'closed' });
});

test('the look goes on where the last one ended, until it has seen every case', async () => {
  const { id } = await referred();
  await endHandOffs(id, 'closed');
  // More rows than one slice reads, of cases whose head and hand-offs are elsewhere in the table.
  const fillers = Array.from({ length: 300 }, (_, index) => `filler-${index}`);
  await Promise.all(
    fillers.map((filler) =>
      world.client.send(new PutCommand({ TableName: world.tables.work, Item: { id: filler, row: 'e#1' } })),
    ),
  );
  const slices = [];
  do slices.push((await settleCases(world.deps)).settled);
  while ((await world.deps.cases.checkMark()) !== undefined);
  expect(slices.length).toBeGreaterThan(1);
  expect(slices.reduce((sum, settled) => sum + settled)).toBe(1);
});

test('a case that cannot be settled now does not keep the others back', async () => {
  const [one, two] = [await referred({ victimReference: '1' }), await referred({ victimReference: '2' })];
  for (const { id } of [one, two]) await endHandOffs(id, 'closed');
  await world.client.send(
    new UpdateCommand({
      TableName: world.tables.work,
      Key: { id: one.id, row: 'head' },
      UpdateExpression: 'SET pri = :unknown',
      ExpressionAttributeValues: { ':unknown': 'no-such-priority' },
    }),
  );
  expect(await settleCases(world.deps)).toEqual({ settled: 1, failed: 1 });
  expect(await statusOf(two.id)).toMatchObject({ status: 'closed' });
});
