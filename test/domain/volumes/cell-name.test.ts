import { expect, test } from 'vitest';
import type { Dimension } from '#src/domain/counting/model.ts';
import { cellName } from '#src/domain/volumes/cell-name.ts';
import { area } from '../../support/area-fixture.ts';

const month = { level: 'month', label: '2026-01' } as const;
const nameOf = (...values: [Dimension, string][]) => cellName('referrals', month, new Map(values), area());

test('a count has one name, in whatever order and by whatever words it is asked for', () => {
  expect(nameOf(['offence', 'rape'], ['district', 'unknown'])).toBe(
    nameOf(['district', 'unknown'], ['offence', 'rape']),
  );
  expect(nameOf(['source', 'example-police'], ['source-kind', 'police'])).toBe(nameOf(['source', 'example-police']));
  // The only one of its kind.
  expect(nameOf(['source-kind', 'police'])).toBe(nameOf(['source', 'example-police']));
});

test('another measure, period or value is another cell', () => {
  const names = [
    nameOf(),
    nameOf(['sex', 'female']),
    nameOf(['sex', 'male']),
    cellName('held', month, new Map(), area()),
    cellName('referrals', { level: 'year', label: '2026' }, new Map(), area()),
  ];
  expect(new Set(names).size).toBe(names.length);
});
