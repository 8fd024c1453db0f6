import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventReader, RecordedChange } from '#src/domain/case/lists/own-events.ts';
import { handOffId, type ServiceId } from '#src/domain/ids.ts';
import { createKeys } from '#src/platform/keys.ts';
import { placeLegalHoldAsTriage } from '#src/usecases/erasure/retention.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';
import { listChanges, overlapMs } from '#src/usecases/sender/list-changes.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { referralId } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { testSecret } from '#test/support/test-secret.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const sender = { sender: police.id } as const;
const read = (reader: EventReader, cursor?: string) => listChanges(system.deps, reader, cursor);
const eventsOf = async (reader: EventReader, cursor?: string) =>
  (await read(reader, cursor)).items.map(({ event, status }) => `${event}: ${status}`);

describe('what happened in a party’s own cases', () => {
  test('is told to the sender and to the service, each of its own, in order and with the status after it', async () => {
    const { id, first, service } = await referAndAccept();
    expect(await eventsOf(sender)).toEqual([
      'received: routed',
      'handed-off: queued',
      'collected: collected',
      'accepted: accepted',
    ]);
    expect(await eventsOf({ service })).toEqual(['handed-off: queued', 'collected: collected', 'accepted: accepted']);
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    expect((await eventsOf(sender)).slice(4)).toEqual(['withdrawn: withdrawn', 'withdrawn: withdrawn']);
    const { items } = await read({ service });
    expect(items.at(-1)).toEqual({
      at: system.clock.now.toISOString(),
      referral: id,
      handOff: 1,
      event: 'withdrawn',
      status: 'withdrawn',
    });
    expect(handOffId(id, items.at(-1)?.handOff ?? 0)).toBe(first);
  });

  test('is told to each service of a case, and to none what another did', async () => {
    const { id } = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
    const [lead, alongside] = ((await system.deps.cases.read(id))?.handOffs ?? []).map(({ service }) => service);
    for (const service of [lead, alongside] as ServiceId[]) {
      expect(await eventsOf({ service })).toEqual(['handed-off: queued']);
    }
    await readHandOff(system.deps, alongside as ServiceId, handOffId(id, 2));
    expect(await eventsOf({ service: lead as ServiceId })).toEqual(['handed-off: queued']);
    expect(await eventsOf({ service: alongside as ServiceId })).toEqual(['handed-off: queued', 'collected: collected']);
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    for (const service of [lead, alongside] as ServiceId[]) {
      expect((await eventsOf({ service })).at(-1)).toBe('withdrawn: withdrawn');
    }
  });

  test('says nothing of other senders, of a legal hold or of what the hub thinks', async () => {
    await referAndDispatch();
    const { cursor, items } = await read(sender);
    const other = await refer({}, hospital);
    await dispatch(other.id);
    const [first] = items;
    if (!first) throw new Error('an event');
    await placeLegalHoldAsTriage(system.deps, partyId('example-authority'), first.referral, 'An inquest.');
    expect(await read(sender, cursor)).toEqual({ items, cursor, more: false });
    expect((await read({ sender: hospital.id })).items.map(({ referral }) => referral)).not.toContain(first.referral);
  });

  test('is read from the cursor on: what is older than two minutes does not come again', async () => {
    const { first, service } = await referAndAccept();
    const { cursor } = await read(sender);
    system.wait(0.1);
    const again = await read(sender, cursor);
    expect(again.items).toHaveLength(4);
    await reportStatus(system.deps, service, first, {
      status: 'contacted',
      at: system.clock.now.toISOString(),
    });
    expect(await eventsOf(sender, again.cursor)).toEqual(['contacted: contacted']);
    system.wait(0.1);
    const last = await read(sender, again.cursor);
    expect((await read(sender, last.cursor)).items).toEqual([]);
  });

  test('is kept for 90 days for who comes without a cursor, and for longer for who has one', async () => {
    await referAndDispatch();
    const { cursor } = await read(sender);
    system.wait(91 * 24);
    expect((await read(sender)).items).toEqual([]);
    expect((await read(sender, cursor)).items).toHaveLength(2);
  });

  test('is more than a page: the pages give each once, then nothing is left', async () => {
    const many = await Promise.all(Array.from({ length: 51 }, (_, at) => refer({ victimReference: String(at + 1) })));
    // One after another: all are of one person, whose row side by side they would fight for.
    for (const { id } of many) await dispatch(id);
    const first = await read(sender);
    expect(first).toMatchObject({ more: true, items: { length: 100 } });
    const second = await read(sender, first.cursor);
    expect(second).toMatchObject({ more: false, items: { length: 2 } });
    const seen = [...first.items, ...second.items].map(({ referral, event }) => `${referral} ${event}`);
    expect(new Set(seen).size).toBe(102);
  });

  test('a cursor of another party is refused', async () => {
    const { cursor } = await read(sender);
    await expect(read({ sender: hospital.id }, cursor)).rejects.toThrow(WrongCursor);
    await expect(read({ service: serviceId(police.id) }, cursor)).rejects.toThrow(WrongCursor);
  });
});

describe('under concurrent writes', () => {
  const keys = createKeys(testSecret, 'EX');
  /** As long as a write can take from its time until the index has it: five calls of six seconds, and the index. */
  const slowest = 40_000;
  const start = Date.parse('2026-11-19T09:00:00.000Z');
  const write = fc.record({ at: fc.nat(600_000), delay: fc.nat(slowest) });
  const schedule = fc.record({
    writes: fc.array(write, { maxLength: 40 }),
    waits: fc.array(fc.nat(200_000), { minLength: 1, maxLength: 15 }),
    pageSize: fc.integer({ min: 1, max: 5 }),
  });

  /** Lists written at a time and visible only after a delay, as the index may be, read by one who polls. */
  async function poll({
    writes,
    waits,
    pageSize,
  }: {
    writes: { at: number; delay: number }[];
    waits: number[];
    pageSize: number;
  }) {
    const rows = writes
      .map(({ at, delay }, number) => ({
        pos: `${new Date(start + at).toISOString()}#${String(number).padStart(4, '0')}`,
        visibleAt: start + at + delay,
        change: changeNumber(number),
      }))
      .sort((a, b) => (a.pos < b.pos ? -1 : 1));
    let now = start;
    const deps = {
      keys,
      now: () => new Date(now),
      cases: {
        async changes(_: EventReader, after: string) {
          // Rows appear between the pages of one reading too.
          now += 500;
          const found = rows.filter(({ pos, visibleAt }) => visibleAt <= now && pos > after);
          const page = found.slice(0, pageSize);
          const last = page.at(-1);
          return {
            rows: page.map(({ change }) => change),
            ...(found.length > pageSize && last ? { next: last.pos } : {}),
          };
        },
      },
    };
    const readings: { began: number; numbers: number[] }[] = [];
    let cursor: string | undefined;
    for (const wait of [...waits, 1_000_000]) {
      now += wait;
      const reading = { began: now, numbers: [] as number[] };
      for (let more = true; more; ) {
        const page = await listChanges(deps, sender, cursor);
        reading.numbers.push(...page.items.map(({ at }) => Number(at)));
        ({ cursor, more } = page);
      }
      readings.push(reading);
    }
    return readings;
  }
  /** Its number stands in the place of the time. */
  const changeNumber = (number: number): RecordedChange => ({
    referral: referralId,
    events: [{ at: String(number), event: 'received', by: police.id, counts: [] }],
    status: 'routed',
    handOffStatuses: {},
  });

  test('none is missing, whenever it was written, became visible or was asked for, at any size of page', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (one) => {
        const seen = new Set((await poll(one)).flatMap(({ numbers }) => numbers));
        expect(seen.size).toBe(one.writes.length);
      }),
      { numRuns: 300 },
    );
  });

  test('one comes again only if it was written less than two minutes before the last reading', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (one) => {
        const seen = new Set<number>();
        let lastBegan = start;
        for (const { began, numbers } of await poll(one)) {
          expect(new Set(numbers).size).toBe(numbers.length);
          for (const number of numbers.filter((each) => seen.has(each)))
            expect(start + (one.writes[number]?.at ?? 0)).toBeGreaterThanOrEqual(lastBegan - overlapMs);
          for (const number of numbers) seen.add(number);
          lastBegan = began;
        }
      }),
      { numRuns: 100 },
    );
  });
});
