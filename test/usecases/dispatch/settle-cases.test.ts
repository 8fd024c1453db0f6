import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { handOffToRow, headToRow } from '#src/store/case-rows.ts';
import { settleCases } from '#src/usecases/dispatch/settle-cases.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
/** Ends a case's hand-offs without changing its head, as a fault or a manual repair would. */
async function endHandOffs(id: Awaited<ReturnType<typeof referAndDispatch>>['id'], end: 'closed' | 'declined') {
  const referralCase = await system.deps.cases.read(id);
  for (const handOff of referralCase?.handOffs ?? []) {
    const { unsent: _, ...rest } = handOff;
    const Item = handOffToRow({ ...rest, status: end, outcome: 'support-completed' });
    await system.client.send(new PutCommand({ TableName: system.tables.work, Item }));
  }
}

const statusOf = async (id: ReferralId) => (await system.deps.cases.read(id))?.head;

describe('a routed case that no service holds', () => {
  test('is closed by the next sweep, which records why and how long to keep it', async () => {
    const { id } = await referAndDispatch();
    await endHandOffs(id, 'closed');
    expect(await sweep(system.deps)).toMatchObject({ settled: 1, failed: 0 });
    expect(await statusOf(id)).toMatchObject({ status: 'closed', retentionClass: 'supported' });
    expect((await system.deps.cases.history(id)).at(-1)).toMatchObject({
      event: 'settled',
      by: 'system',
      reason: 'closed',
    });
    expect(system.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'case-settled', referralId: id }),
    );
    expect(await sweep(system.deps)).toMatchObject({ settled: 0 });
  });

  test('goes to triage where its services declined, and is counted as held', async () => {
    const { id } = await referAndDispatch();
    await endHandOffs(id, 'declined');
    await sweep(system.deps);
    expect(await statusOf(id)).toMatchObject({ status: 'held', triage: { reason: 'declined-by-all' } });
    expect(await system.total('held')).toBe(1);
  });
});

test('a closed case with active services is logged for the operator, and not changed', async () => {
  const { id } = await referAndDispatch();
  const referralCase = await system.deps.cases.read(id);
  if (!referralCase) throw new Error('no case');
  const Item = headToRow({ ...referralCase.head, status: 'closed', retentionClass: 'supported' });
  await system.client.send(new PutCommand({ TableName: system.tables.work, Item }));
  expect(await settleCases(system.deps)).toEqual({ settled: 0, failed: 1 });
  expect(system.lines.some((line) => line.includes('case-disagrees'))).toBe(true);
  expect(await statusOf(id)).toMatchObject({ status: 'closed' });
});

test('the look goes on where the last one ended, until it has seen every case', async () => {
  const { id } = await referAndDispatch();
  await endHandOffs(id, 'closed');
  // More rows than one sweep reads, of cases whose heads and hand-offs are elsewhere in the table.
  const fillers = Array.from({ length: 300 }, (_, index) => `filler-${index}`);
  await Promise.all(
    fillers.map((filler) =>
      system.client.send(new PutCommand({ TableName: system.tables.work, Item: { id: filler, row: 'e#1' } })),
    ),
  );
  const slices = [];
  do slices.push((await settleCases(system.deps)).settled);
  while ((await system.deps.cases.checkMark()) !== undefined);
  expect(slices.length).toBeGreaterThan(1);
  expect(slices.reduce((sum, settled) => sum + settled)).toBe(1);
});

test('a case that cannot be settled does not hold up the others', async () => {
  const [one, two] = [
    await referAndDispatch({ victimReference: '1' }),
    await referAndDispatch({ victimReference: '2' }),
  ];
  for (const { id } of [one, two]) await endHandOffs(id, 'closed');
  await system.client.send(
    new UpdateCommand({
      TableName: system.tables.work,
      Key: { id: one.id, row: 'head' },
      UpdateExpression: 'SET pri = :unknown',
      ExpressionAttributeValues: { ':unknown': 'no-such-priority' },
    }),
  );
  expect(await settleCases(system.deps)).toEqual({ settled: 1, failed: 1 });
  expect(await statusOf(two.id)).toMatchObject({ status: 'closed' });
});
