import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { eventsToRow, revisionOfRow, rowToEvents, withoutNotes } from '#src/store/history-rows.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { newCase } from '#test/support/cases.ts';
import { anyEvents } from '#test/support/generated-cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const { id, facts } = newCase().head;
const at = '2026-11-19T09:00:00.000Z';
const day = '2026-11-19';
const services = [serviceId('general')];

/** Everything that an event and a count can say. */
const events: HistoryEvent[] = [
  {
    at: '2026-11-19T08:59:00.000Z',
    event: 'declined',
    by: partyId('general'),
    handOff: 2,
    service: serviceId('general'),
    reason: 'no-capacity',
    note: 'sealed',
    version: 2,
    counts: [{ measure: 'declined', day, facts, services, declineReason: 'no-capacity', minutes: 0 }],
  },
  {
    at,
    event: 'held',
    by: 'system',
    counts: [
      { measure: 'held', day, facts, heldReasons: ['no-safe-contact'] },
      { measure: 'closed', day, facts, services, outcome: 'support-completed', minutes: 15 },
      { measure: 'victims', day, facts, person: 'hash' },
    ],
  },
];
const plainEvent: HistoryEvent = { at, event: 'reminded', by: 'system', counts: [] };

const rowOf = (of: readonly HistoryEvent[], pseudonyms?: ReadonlyMap<string, string>) => {
  const row = eventsToRow(id, of, '0012', pseudonyms);
  if (!row) throw new Error('events make a row');
  return row;
};

describe('the history of a change', () => {
  test('is one row that is read back as it was written', () => {
    expect(rowToEvents(rowOf(events))).toEqual(events);
    expect(rowToEvents(rowOf([plainEvent]))).toEqual([plainEvent]);
  });

  test('is read back whatever an event says or does not say, by a person, a system or nobody named', async () => {
    await fc.assert(
      fc.property(anyEvents, (said) => {
        expect(rowToEvents(rowOf(said))).toStrictEqual(said);
      }),
    );
  });

  test('is in the order of its last event and its revision, and is none without events', () => {
    expect(rowOf(events)).toMatchObject({ id, row: `e#${at}#0012` });
    expect(revisionOfRow(rowOf(events))).toBe(12);
    expect(eventsToRow(id, [], '0012')).toBeUndefined();
  });

  test('names a person by their pseudonym, where they have one', () => {
    const people = (pseudonyms: ReadonlyMap<string, string>) =>
      rowToEvents(rowOf(events, pseudonyms)).flatMap(({ counts }) => counts.flatMap(({ person }) => person ?? []));
    expect(people(new Map([['hash', 'pseudonym']]))).toEqual(['pseudonym']);
    expect(JSON.stringify(rowOf(events, new Map([['hash', 'pseudonym']])))).not.toContain('hash');
    expect(people(new Map([['another', 'pseudonym']]))).toEqual(['hash']);
  });

  test('says nothing of facts and counts where nothing was counted', () => {
    const { facts: packed, evs } = rowOf([plainEvent]);
    expect(packed).toBeUndefined();
    expect(JSON.parse(String(evs))).toStrictEqual([{ at, ev: 'reminded', by: 'system' }]);
  });

  test.each<[string, object]>([
    ['no JSON', { evs: '[' }],
    ['no list', { evs: '{}' }],
    ['an unknown event', { evs: JSON.stringify([{ at, ev: 'lost', by: 'system' }]) }],
    ['an unknown party', { evs: JSON.stringify([{ at, ev: 'reminded', by: '' }]) }],
    ['an unknown service', { evs: JSON.stringify([{ at, ev: 'reminded', by: 'system', svc: '' }]) }],
    ['no events at all', { evs: undefined }],
  ])('is unreadable where its row holds %s', (_what, wrong) => {
    const row = { ...rowOf(events), ...wrong };
    for (const read of [rowToEvents, withoutNotes]) {
      expect(() => read(row)).toThrow(Unreadable);
      expect(() => read(row)).toThrow(/^history row: /);
    }
  });
});

describe('the notes of a change', () => {
  test('are taken out with everything else left as it was', () => {
    const evs = withoutNotes(rowOf(events));
    expect(evs).not.toContain('sealed');
    expect(rowToEvents({ ...rowOf(events), evs })).toEqual(events.map(({ note, ...rest }) => rest));
  });

  test('are none where no event has one, so that nothing is written', () => {
    expect(withoutNotes(rowOf([plainEvent]))).toBeUndefined();
  });
});
