import { expect, test } from 'vitest';
import type { Party } from '#src/domain/area.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import { cellName } from '#src/domain/volumes/cell-name.ts';
import { area } from '../../support/area-fixture.ts';
import { partyId } from '../../support/ids.ts';

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

test('a kind of several senders is a cell of its own, and adds nothing to one of them', () => {
  const second: Party = { ...(area().parties[0] as Party), id: partyId('second-police') };
  const two = area({ parties: [...area().parties, second] });
  const of = (...values: [Dimension, string][]) => cellName('referrals', month, new Map(values), two);
  const names = [
    of(),
    of(['source-kind', 'police']),
    ...['example-police', 'second-police'].map((id) => of(['source', id])),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(of(['source-kind', 'police'], ['source', 'second-police'])).toBe(of(['source', 'second-police']));
  expect(of(['source-kind', 'police'], ['sex', 'male'])).not.toBe(of(['sex', 'male']));
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

test('a name stays as it is to the letter: another would move a published count to another figure', () => {
  expect(nameOf()).toBe('referrals month 2026-01');
  expect(nameOf(['district', 'unknown'], ['offence', 'rape'])).toBe(
    'referrals month 2026-01 offence=rape district=unknown',
  );
  expect(nameOf(['source-kind', 'police'])).toBe('referrals month 2026-01 source=example-police');
});
