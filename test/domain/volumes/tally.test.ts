import { expect, test } from 'vitest';
import { counterKey } from '#src/domain/counting/cells.ts';
import { cellOf, totalCell } from '#src/domain/counting/codes.ts';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { buildPlan } from '#src/domain/volumes/plan.ts';
import { tally } from '#src/domain/volumes/tally.ts';
import { area } from '#test/support/area-fixture.ts';

type Asked = Parameters<typeof buildPlan>[0];
const january = { from: '2026-01-01', to: '2026-01-31' };
const february = { from: '2026-02-01', to: '2026-02-28' };
const count = (asked: Asked, rows: CounterRow[], links: CounterRow[] = [], periods = [january, february]) =>
  tally(buildPlan(asked, area()), periods, rows, links);
const row = (k: string, d: string, cells: Record<string, number> = { [totalCell]: 1 }): CounterRow => ({ k, d, cells });
const all = { by: [] };

test('adds up each day into its period, and no day outside them', () => {
  const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'];
  const rows = days.map((day, index) => row('r|all', day, { [totalCell]: 10 ** index }));
  // The one line is the total too.
  expect(count({ measure: 'referrals', ...all }, rows)).toEqual([
    [110, 11_000],
    [110, 11_000],
  ]);
  expect(count({ measure: 'referrals', ...all }, [])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('takes away what a measure is less by, and leaves other counters alone', () => {
  const rows = [
    row(counterKey('received', 'all'), '2026-01-05', { [totalCell]: 7 }),
    row(counterKey('late', 'all'), '2026-01-05', { [totalCell]: 2 }),
    row(counterKey('received', { dimension: 'service', value: 'one' }), '2026-01-05', { [totalCell]: 50 }),
    row(counterKey('held', 'all'), '2026-01-05', { [totalCell]: 100 }),
  ];
  expect(count({ measure: 'within-code', ...all }, rows)[0]).toEqual([5, 0]);
});

test('counts each value in its own line, and a row’s other cells in none', () => {
  const asked: Asked = { measure: 'referrals', by: ['sex'] };
  const cells = {
    [cellOf('sex', 'female')]: 4,
    [cellOf('sex', 'male')]: 2,
    [cellOf('risk', 'high')]: 9,
    [totalCell]: 6,
  };
  const counted = count(asked, [row('r|all', '2026-02-03', cells)]);
  const lines = buildPlan(asked, area()).lines.map(({ values: [value] }, index) => [value, counted[index]?.[1]]);
  expect(Object.fromEntries(lines)).toEqual({ female: 4, male: 2, other: 0, unknown: 0 });
  expect(counted.at(-1)).toEqual([0, 6]);
});

test('who was referred before in the same period is no other person, and before it they are', () => {
  const rows = [row('r|all', '2026-01-10', { [totalCell]: 3 }), row('r|all', '2026-02-10', { [totalCell]: 5 })];
  const links = [
    row('v|all', '2026-01-10<2026-01', { [`01${totalCell}`]: 1 }),
    row('v|all', '2026-02-10<2026-01', { [`31${totalCell}`]: 1 }),
    row('v|all', '2026-02-10<2026-02', { [`01${totalCell}`]: 2 }),
    row('v|all', '2026-01-10<2025-12', { [`31${totalCell}`]: 1 }),
    row('v|all', '2026-03-10<2026-03', { [`01${totalCell}`]: 1 }),
    row('v|service:one', '2026-01-10<2026-01', { [`02${totalCell}`]: 1 }),
    row('v|all', '2026-01-10<2026-01', { [`02${cellOf('sex', 'male')}`]: 1 }),
  ];
  expect(count({ measure: 'victims', ...all }, rows, links)).toEqual([
    [2, 3],
    [2, 3],
  ]);
  // Of the two months together, who was referred in both is one.
  const both = [{ from: january.from, to: february.to }];
  expect(count({ measure: 'victims', ...all }, rows, links, both)).toEqual([[4], [4]]);
  expect(count({ measure: 'referrals', ...all }, rows, links)[0]).toEqual([3, 5]);
});

test('of whom nothing was asked, all are counted but those who answered', () => {
  const asked: Asked = { measure: 'referrals', by: ['religion'] };
  const { lines } = buildPlan(asked, area());
  const rest = lines.findIndex(({ plus }) => plus !== undefined);
  const { values: [value = ''] = [] } = lines[rest] ?? {};
  const answered = lines.find(({ plus }) => plus === undefined)?.values[0] ?? '';
  const rows = [
    row('r|all', '2026-01-10', { [totalCell]: 9 }),
    row('q|all', '2026-01-10', { [cellOf('religion', answered)]: 2, [cellOf('religion', value)]: -2 }),
  ];
  const counted = count(asked, rows);
  expect(counted[rest]).toEqual([7, 0]);
  expect(counted[lines.findIndex(({ values }) => values[0] === answered)]).toEqual([2, 0]);
  expect(counted.at(-1)).toEqual([9, 0]);
});
