import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { handOffToRow } from '#src/store/case-rows.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { acknowledgeExpiries, readInbox } from '#src/usecases/service/inbox.ts';
import { listHandOffs } from '#src/usecases/service/view-hand-offs.ts';
import { serviceId } from '#test/support/ids.ts';
import { referAndAccept, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const general = serviceId('general');
const references = (rows: readonly { handOff: HandOff }[]) => rows.map(({ handOff }) => handOff.reference);

/** Copies of a hand-off that the service has, in this status; later ones ended later. */
async function copies(of: HandOff, count: number, status: HandOff['status']): Promise<void> {
  for (let index = 0; index < count; index++) {
    const number = String(index).padStart(3, '0');
    const referral = `b${[...number].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`.padEnd(
      26,
      'a',
    ) as ReferralId;
    const since = `2026-01-01T00:00:00.${number}Z`;
    const { unsent: _, ...rest } = of;
    const Item = handOffToRow({ ...rest, referral, reference: `EX-${number}`, status, since });
    await system.client.send(new PutCommand({ TableName: system.tables.work, Item }));
  }
}

describe('the parts of an inbox', () => {
  test('are counted, and the first that is not empty is shown', async () => {
    const { first, service } = await referAndAccept();
    const waiting = await referAndDispatch({ victimReference: '2' });
    const page = await readInbox(system.deps, service);
    expect(page).toMatchObject({
      part: 'needs-answer',
      counts: { 'needs-answer': 1, 'to-contact': 1, suspended: 0, supported: 0, over: 0 },
    });
    expect(page.rows).toMatchObject([{ handOff: { referral: waiting.id }, facts: { offence: expect.any(String) } }]);
    await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
    const over = await readInbox(system.deps, service, { part: 'over' });
    expect(over.counts).toMatchObject({ 'to-contact': 0, over: 1 });
    expect(over.rows).toMatchObject([{ handOff: { status: 'closed' } }]);
    expect((await readInbox(system.deps, serviceId('domestic-abuse'))).rows).toEqual([]);
  });

  test.each([
    ['needs-answer', 'queued'],
    ['over', 'closed'],
  ] as const)('%s: pages lead on and back', async (part, status) => {
    const { first } = await referAndAccept();
    const of = await system.deps.cases.readHandOff(first);
    if (!of) throw new Error('no hand-off');
    await copies(of, 120, status);
    const pages = [await readInbox(system.deps, general, { part })];
    expect(pages[0]?.previous).toBeUndefined();
    for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor)
      pages.push(await readInbox(system.deps, general, { part, cursor }));
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 20]);
    const all = pages.flatMap(({ rows }) => references(rows));
    const expected = Array.from({ length: 120 }, (_, index) => `EX-${String(index).padStart(3, '0')}`);
    expect(all).toEqual(part === 'over' ? expected.toReversed() : expected);
    const back = await readInbox(system.deps, general, { part, cursor: pages[2]?.previous?.cursor });
    expect(references(back.rows)).toEqual(references(pages[1]?.rows ?? []));
    const start = await readInbox(system.deps, general, { part, cursor: back.previous?.cursor });
    expect(references(start.rows)).toEqual(references(pages[0]?.rows ?? []));
    expect(start.previous).toBeUndefined();
  });

  test('a place that was not given is refused', async () => {
    for (const part of ['needs-answer', 'over'] as const)
      await expect(readInbox(system.deps, general, { part, cursor: '0' })).rejects.toThrow(WrongCursor);
  });

  test('rows of before, placed as if they were open, are found after those that ended since', async () => {
    const { first } = await referAndAccept();
    const of = await system.deps.cases.readHandOff(first);
    if (!of) throw new Error('no hand-off');
    await copies(of, 60, 'closed');
    const before = {
      ...of,
      referral: 'c'.padEnd(26, 'a') as ReferralId,
      reference: 'EX-OLD',
      status: 'closed' as const,
    };
    const Item = { ...handOffToRow(before), pos: `2#${of.respondBy}#${before.referral}#1` };
    await system.client.send(new PutCommand({ TableName: system.tables.work, Item }));
    const page = await readInbox(system.deps, general, { part: 'over' });
    const last = await readInbox(system.deps, general, { part: 'over', cursor: page.cursor });
    expect(references(last.rows).at(-1)).toBe('EX-OLD');
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const some = await listHandOffs(system.deps, general, { statuses: ['closed', 'accepted'], cursor });
      listed.push(...some.rows.map(({ reference }) => reference));
      cursor = some.cursor;
    } while (cursor !== undefined);
    expect(new Set(listed).size).toBe(62);
    expect(listed).toHaveLength(62);
  });
});

test('what expired is said until the service has seen it, and stays to be found', async () => {
  const { first, service, id } = await referAndDispatch();
  const handOff = await system.deps.cases.readHandOff(first);
  system.clock.now = new Date(Date.parse(handOff?.respondBy ?? '') + 60_000);
  await processDeadlines(system.deps);
  expect(await system.deps.cases.readHandOff(first)).toMatchObject({ status: 'expired' });
  const page = await readInbox(system.deps, service);
  expect(page).toMatchObject({
    expired: { rows: [{ referral: id }], hasMore: false },
    counts: { 'needs-answer': 0, over: 0 },
  });
  expect((await listHandOffs(system.deps, service, { statuses: ['expired'] })).rows).toHaveLength(1);
  await acknowledgeExpiries(system.deps, service, [first]);
  const after = await readInbox(system.deps, service, { part: 'over' });
  expect(after).toMatchObject({
    expired: { rows: [] },
    counts: { over: 1 },
    rows: [{ handOff: { status: 'expired' } }],
  });
  expect((await listHandOffs(system.deps, service, { statuses: ['expired'] })).rows).toHaveLength(1);
  expect(await readHandOff(system.deps, service, first)).not.toHaveProperty('shared');
});

test('only what was on the page is seen: neither what expired since, nor what is another service’s', async () => {
  const { first, service, id } = await referAndDispatch();
  const since = await referAndDispatch({ victimReference: '2' });
  const handOff = await system.deps.cases.readHandOff(since.first);
  system.clock.now = new Date(Date.parse(handOff?.respondBy ?? '') + 60_000);
  await processDeadlines(system.deps);
  expect((await readInbox(system.deps, service)).expired.rows).toHaveLength(2);
  await acknowledgeExpiries(system.deps, serviceId('young-people'), [first, since.first]);
  expect((await readInbox(system.deps, service)).expired.rows).toHaveLength(2);
  await acknowledgeExpiries(system.deps, service, [first]);
  const { expired } = await readInbox(system.deps, service);
  expect(expired.rows).toMatchObject([{ referral: since.id }]);
  expect(expired.rows).not.toMatchObject([{ referral: id }]);
});
