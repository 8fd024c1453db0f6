import { describe, expect, test } from 'vitest';
import { cellOf, totalCell } from '#src/domain/counting/codes.ts';
import { buildPlan, cellsOfLine, counterKeysOf, linkKeysOf } from '#src/domain/volumes/plan.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';

const area = exampleArea();
const services = dimensionValues('service', area);
const sexes = dimensionValues('sex', area);
const planOf = (asked: Partial<Parameters<typeof buildPlan>[0]>) =>
  buildPlan({ measure: 'referrals', by: [], ...asked }, area);
const [service = ''] = services;
const scopeOf = (value: string) => ({ dimension: 'service', value }) as const;

describe('what is read for a question', () => {
  test('without a dimension is one cell, the same for its line and its total', () => {
    const { lines, total, scopes, cells } = planOf({});
    expect(lines).toEqual([{ values: [], scope: 'all', cell: totalCell }]);
    expect(total).toEqual(lines[0]);
    expect({ scopes, cells }).toEqual({ scopes: ['all'], cells: [totalCell] });
  });

  test('by one dimension is a cell for each of its values, of all', () => {
    const { lines, scopes, cells } = planOf({ by: ['sex'] });
    expect(lines).toEqual(sexes.map((sex) => ({ values: [sex], scope: 'all', cell: cellOf('sex', sex) })));
    expect(scopes).toEqual(['all']);
    expect(cells).toEqual([...sexes.map((sex) => cellOf('sex', sex)), totalCell]);
    // Of one dimension, a service too is a cell.
    expect(planOf({ by: ['service'] }).scopes).toEqual(['all']);
  });

  test.each([[['sex', 'service']], [['service', 'sex']]] as const)(
    'by %s is each service’s own row, read once',
    (by) => {
      const { lines, total, scopes } = planOf({ by });
      expect(lines).toHaveLength(sexes.length * services.length);
      for (const { values, scope, cell } of lines) {
        const [sex = '', one = ''] = by[0] === 'sex' ? values : [...values].reverse();
        expect({ scope, cell }).toEqual({ scope: scopeOf(one), cell: cellOf('sex', sex) });
      }
      expect(total.scope).toBe('all');
      expect(scopes).toEqual([...services.map(scopeOf), 'all']);
    },
  );

  test('crossed by two that have rows, those of the second', () => {
    const { lines } = planOf({ by: ['source', 'service'] });
    expect(lines[0]?.scope).toEqual(scopeOf(service));
    expect(lines[0]?.cell).toBe(cellOf('source', lines[0]?.values[0] ?? ''));
  });

  test('where it is narrowed, is the row of that value, its total too', () => {
    const { lines, total, scopes } = planOf({ by: ['sex'], where: scopeOf(service) });
    expect(lines).toEqual(sexes.map((sex) => ({ values: [sex], scope: scopeOf(service), cell: cellOf('sex', sex) })));
    expect(total).toEqual({ values: [], scope: scopeOf(service), cell: totalCell });
    expect(scopes).toEqual([scopeOf(service)]);
  });

  test('where it is narrowed by what it is asked by, is one line, and its row', () => {
    expect(planOf({ by: ['service'], where: scopeOf(service) }).lines).toEqual([
      { values: [service], scope: scopeOf(service), cell: totalCell },
    ]);
    const crossed = planOf({ by: ['service', 'sex'], where: scopeOf(service) });
    expect(crossed.lines.map(({ values }) => values)).toEqual(sexes.map((sex) => [service, sex]));
    // Narrowed by the first, the row is of the first.
    const bySource = planOf({ by: ['service', 'source'], where: scopeOf(service) });
    expect(bySource.scopes).toEqual([scopeOf(service)]);
    expect(bySource.lines[0]?.cell).toBe(cellOf('source', bySource.lines[0]?.values[1] ?? ''));
  });

  test('of who was not asked, is the whole less who answered: of referrals, and of no other measure', () => {
    const { lines, cells, readsCharacteristics } = planOf({ by: ['religion'] });
    const rest = lines.filter(({ plus }) => plus !== undefined);
    expect(rest).toHaveLength(1);
    expect(rest.flatMap(cellsOfLine)).toEqual([rest[0]?.cell, totalCell]);
    expect(cells).toEqual([...new Set(lines.flatMap(cellsOfLine))]);
    expect(readsCharacteristics).toBe(true);
    const closed = planOf({ measure: 'closed', by: ['religion'] });
    expect(closed.lines.some(({ plus }) => plus !== undefined)).toBe(false);
    expect(closed.readsCharacteristics).toBe(false);
    expect(planOf({ by: ['sex'] }).readsCharacteristics).toBe(false);
  });
});

describe('the rows to read', () => {
  const signs = (asked: Parameters<typeof planOf>[0]) =>
    [...counterKeysOf(planOf(asked)).values()].map(({ sign, scope }) => `${sign} ${scope}`);

  test('are those that a measure is made of, added or taken away', () => {
    expect(signs({})).toEqual(['1 all']);
    expect(signs({ measure: 'within-code' })).toEqual(['1 all', '-1 all']);
    expect(signs({ by: ['sex'], where: scopeOf(service) })).toEqual([`1 service:${service}`]);
  });

  test('are also those of characteristics where these are asked for', () => {
    expect(signs({ by: ['religion'] })).toEqual(['1 all', '1 all']);
    expect([...counterKeysOf(planOf({ by: ['religion'] })).keys()]).toEqual(['r|all', 'q|all']);
  });

  test('are links between referrals for people alone', () => {
    expect([...linkKeysOf(planOf({ measure: 'victims', where: scopeOf(service) }))]).toEqual([
      [`v|service:${service}`, `service:${service}`],
    ]);
    expect(linkKeysOf(planOf({})).size).toBe(0);
  });
});
