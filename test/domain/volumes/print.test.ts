import { expect, test } from 'vitest';
import { type Printing, printVolumes } from '#src/domain/volumes/print.ts';

/** Published by quarters, of five months that are over. */
const printing: Printing = {
  query: {
    measure: 'referrals',
    from: '2026-01-01',
    to: '2026-05-31',
    interval: 'quarter',
    by: [],
    publish: true,
    format: 'json',
  },
  today: '2026-07-10',
  firstDay: 'not-told',
  asOf: '2026-07-10T09:00:00.000Z',
  range: { from: '2026-01-01', to: '2026-05-31' },
  figures: { rows: [{ period: '2026-Q1', values: [], count: 40 }], total: 65 },
  compare: undefined,
  readUnits: 1,
  k: 5,
};

test('says of no period that it is not whole, or not counted, that is not in the answer', () => {
  const { partialPeriods, uncountedPeriods, notes } = printVolumes(printing);
  expect({ partialPeriods, uncountedPeriods }).toEqual({ partialPeriods: [], uncountedPeriods: [] });
  expect(notes.join()).not.toContain('Not whole');
  const rows = [...(printing.figures?.rows ?? []), { period: '2026-Q2', values: [], count: 25 }];
  const printed = printVolumes({ ...printing, figures: { rows, total: 65 } });
  expect(printed.partialPeriods).toEqual(['2026-Q2']);
});

test('has nothing but its notes where there is nothing to publish, whenever counting began', () => {
  for (const firstDay of ['2026-01-05', 'not-told'] as const) {
    const nothing = { ...printing, firstDay, range: undefined, figures: undefined };
    expect(printVolumes(nothing)).toMatchObject({ rows: [], total: null, partialPeriods: [], uncountedPeriods: [] });
    expect(printVolumes(nothing).notes).toHaveLength(2);
  }
});
