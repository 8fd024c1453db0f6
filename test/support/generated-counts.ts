/** Generated counts, counter rows in memory, and a plain count to compare them with. */

import * as fc from 'fast-check';
import { disabilities } from '#src/domain/characteristics-vocabulary.ts';
import { counterDeltas, valuesOfCase } from '#src/domain/counting/cells.ts';
import { isRestOfReferrals } from '#src/domain/counting/characteristics.ts';
import { type CountedReferral, linkDeltas } from '#src/domain/counting/distinct-people.ts';
import type { CaseFacts, Count, CounterDelta, CounterRow, Dimension, Measure } from '#src/domain/counting/model.ts';
import type { MonitoringFacts } from '#src/domain/counting/monitoring-model.ts';
import { measuredBands } from '#src/domain/counting/time-bands.ts';
import { suspectRelationships } from '#src/domain/suspect-vocabulary.ts';
import * as words from '#src/domain/vocabulary.ts';
import type { CounterQuery, CounterReader } from '#src/usecases/ports/counters.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

export const services = ['general', 'domestic-abuse', 'sexual-violence', 'young-people'].map(serviceId);
export const sources = ['example-police', 'example-hospital', 'example-charity'] as const;
export const districts = ['E08000003', 'E08000006', 'out-of-area', 'unknown'] as const;
const kindOf = { 'example-police': 'police', 'example-hospital': 'statutory', 'example-charity': 'voluntary' } as const;

const anyMonitoring: fc.Arbitrary<MonitoringFacts> = fc.record(
  {
    victimRole: fc.constantFrom(...words.victimRoles, 'unknown' as const),
    priority: fc.constantFrom(...words.priorities),
    consentBasis: fc.constantFrom(...words.consentBases),
    repeatVictim: fc.constantFrom(...words.triStates),
    modernSlavery: fc.constantFrom(...words.triStates),
    honourBased: fc.constantFrom(...words.triStates),
    firearm: fc.constantFrom(...words.triStates),
    childExploitation: fc.constantFrom(...words.triStates),
    timeToReferral: fc.constantFrom(...measuredBands, 'unknown' as const),
    needs: fc.subarray([...words.needs]),
    suspectRelationships: fc.subarray([...suspectRelationships], { minLength: 1 }),
    section13: fc.subarray(['domestic', 'sexual', 'serious-violence'] as const, { minLength: 1 }),
    disabilities: fc.subarray([...disabilities], { minLength: 1 }),
    homeDistrict: fc.constantFrom(...districts),
  },
  { noNullPrototype: true },
);

export const anyFacts: fc.Arbitrary<CaseFacts> = fc
  .record({
    source: fc.constantFrom(...sources),
    offence: fc.constantFrom(...words.offenceCategories),
    district: fc.constantFrom(...districts),
    ageBand: fc.constantFrom(...words.ageBands),
    sex: fc.constantFrom(...words.sexes),
    ethnicity: fc.constantFrom(...words.ethnicities, 'unknown' as const),
    risk: fc.constantFrom(...words.riskLevels, 'unknown' as const),
    enhancedRights: fc.subarray([...words.enhancedRights]),
    domesticAbuse: fc.constantFrom(...words.triStates),
    knifeEnabled: fc.constantFrom(...words.triStates),
    hateStrands: fc.subarray([...words.hateStrands]),
    locationType: fc.constantFrom(...words.locationTypes),
    method: fc.constantFrom(...words.methods),
    alcohol: fc.constantFrom(...words.triStates),
    timeOfDay: fc.constantFrom(...words.timesOfDay),
    dayOfWeek: fc.constantFrom(...words.daysOfWeek),
    occupation: fc.constantFrom(...words.occupations),
    monitoring: anyMonitoring,
  })
  .map((facts) => ({ ...facts, source: partyId(facts.source), sourceKind: kindOf[facts.source] }));

/** Days around both clock changes of 2026 and both ends of the year, and days of one week. */
export const days = [
  '2025-12-31',
  '2026-01-01',
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-03-31',
  '2026-04-01',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2027-01-01',
] as const;
export const anyDay = fc.constantFrom(...days);

/** The counts of one transaction. */
export const anyTransaction: fc.Arbitrary<Count[]> = fc
  .record({
    facts: anyFacts,
    day: anyDay,
    chosen: fc.subarray([...services], { maxLength: 2 }),
    inTime: fc.boolean(),
    person: fc.option(fc.constantFrom('p1', 'p2', 'p3'), { nil: undefined }),
    kind: fc.constantFrom('receive', 'receive', 'receive', 'decline', 'contact', 'close', 'back', 'again', 'refusal'),
    outcome: fc.constantFrom(...words.supportOutcomes),
    declineReason: fc.constantFrom(...words.declineReasons),
    heldReasons: fc.subarray([...words.heldReasons], { minLength: 1 }),
    notReferredReason: fc.constantFrom(...words.notReferredReasons),
  })
  .map(
    ({ facts, day, chosen, inTime, person, kind, outcome, declineReason, heldReasons, notReferredReason }): Count[] => {
      const base = { facts, day, services: chosen };
      const lone = { facts, day, services: chosen.slice(0, 1) };
      switch (kind) {
        case 'receive':
          return [
            { ...base, measure: 'referrals' },
            { ...base, measure: 'victims', ...(person ? { person } : {}) },
            ...(inTime ? [{ ...base, measure: 'within-code' as const }] : []),
            ...(chosen.length > 0
              ? chosen.map((service) => ({ ...base, services: [service], measure: 'handed-off' as const }))
              : [{ facts, day, heldReasons, measure: 'held' as const }]),
          ];
        case 'decline':
          return [
            { ...lone, measure: 'declined', declineReason },
            { ...base, measure: 'handed-off', services: chosen.slice(1) },
          ];
        case 'contact':
          return [
            { ...lone, measure: 'contacted' },
            ...(inTime ? [{ ...lone, measure: 'within-target' as const }] : []),
          ];
        case 'close':
          return [{ ...lone, measure: 'closed', outcome }];
        case 'refusal':
          return [{ facts, day, measure: 'not-referred', notReferredReason }];
        case 'back':
          return [{ facts, day, measure: inTime ? 'returned' : 'withdrawn' }];
        default:
          return [{ ...lone, measure: inTime ? 'duplicates' : 'accepted' }];
      }
    },
  );

/** Counter rows in memory, updated as the store does. */
export function rowsInMemory(transactions: readonly (readonly Count[])[] = []) {
  const table = new Map<string, Map<string, Record<string, number>>>();
  const seen = new Map<string, CountedReferral[]>();
  const apply = ({ k, d, add }: CounterDelta) => {
    const rows = table.get(k) ?? new Map<string, Record<string, number>>();
    const cells = rows.get(d) ?? {};
    for (const [cell, by] of Object.entries(add)) cells[cell] = (cells[cell] ?? 0) + by;
    rows.set(d, cells);
    table.set(k, rows);
  };
  const count = (counts: readonly Count[]) => {
    counterDeltas(counts).forEach(apply);
    for (const { measure, person, day, facts, services: of = [] } of counts) {
      if (measure !== 'victims' || person === undefined) continue;
      const before = seen.get(person) ?? [];
      const now = { day, facts, services: of };
      linkDeltas(before, [now]).forEach(apply);
      seen.set(person, [...before, now]);
    }
  };
  transactions.forEach(count);

  const all = (): CounterRow[] => [...table].flatMap(([k, rows]) => [...rows].map(([d, cells]) => ({ k, d, cells })));
  const queries: CounterQuery[] = [];
  const reader: CounterReader = {
    async read(question) {
      queries.push(question);
      const { keys, from, to, cells } = question;
      const rows = keys.flatMap((k) =>
        [...(table.get(k) ?? [])]
          .filter(([d]) => d >= from && d <= to)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([d, held]): CounterRow => {
            const wanted = Object.entries(held).filter(([cell]) => !cells || cells.includes(cell));
            return { k, d, cells: Object.fromEntries(wanted) };
          }),
      );
      return { rows, readUnits: rows.length };
    },
    async firstDay() {
      return [...(table.get('r|all')?.keys() ?? [])].sort()[0];
    },
  };
  return { count, all, reader, queries };
}

export const hasValue = (count: Count, dimension: Dimension, value: string): boolean =>
  isRestOfReferrals(dimension, value)
    ? count.measure === 'referrals'
    : valuesOfCase[dimension](count.facts, count).includes(value);

/** Adds up every count. */
export function countPlainly(
  transactions: readonly (readonly Count[])[],
  measure: Measure,
  span: { from: string; to: string },
  values: readonly (readonly [Dimension, string])[] = [],
): number {
  const counted = transactions
    .flat()
    .filter(
      (count) =>
        count.measure === measure &&
        count.day >= span.from &&
        count.day <= span.to &&
        values.every(([dimension, value]) => hasValue(count, dimension, value)),
    );
  if (measure !== 'victims') return counted.length;
  return new Set(counted.map((count, index) => count.person ?? index)).size;
}
