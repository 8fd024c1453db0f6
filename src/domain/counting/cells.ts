/**
 * How counts are stored. There is one counter row per family, scope and London day; it has the total and a
 * cell for each value of each dimension.
 *
 * Measures that usually change together share one count, and other families store the differences. Most
 * referrals are received, within the Code's time and handed to one service in one transaction:
 * that is three measures, but one row written per scope.
 *
 *   referrals    = received             within-code   = received - late
 *   held         = held                 handed-off    = received - held + more
 *   contacted    = contacted            within-target = contacted - overdue
 *
 * The mapping is linear and invertible, so nothing is lost, and every row stays near 1 KB
 * (docs/adr/0004-counter-rows.md).
 */
import { cellOf, totalCell } from './codes.ts';
import type { CaseFacts, Count, CounterDelta, CrossDimension, Dimension, Measure } from './model.ts';
import { timeBandOf } from './time-bands.ts';

/** Counter families. Stored keys start with these codes: never change or reuse one. */
export const families = {
  received: 'r',
  late: 'rl',
  held: 'rh',
  more: 'rm',
  accepted: 'a',
  declined: 'd',
  contacted: 'c',
  overdue: 'co',
  closed: 'z',
  returned: 'b',
  withdrawn: 'w',
  duplicates: 'u',
  notReferred: 'n',
  suspended: 's',
  reopened: 'o',
  amended: 'm',
  supporting: 'y',
  expired: 'x',
  characteristics: 'q',
} as const;
export type Family = keyof typeof families;

/**
 * Families that no history is kept of, and so no recount finds: resends, people who were never referred, and
 * characteristics (characteristics.ts).
 */
export const familiesWithoutHistory: readonly string[] = [
  families.duplicates,
  families.notReferred,
  families.characteristics,
];
type Terms = Partial<Record<Family, number>>;

interface Layout {
  /** What one count of the measure adds to each family. */
  adds: Terms;
  /** The measure as a weighted sum of families. */
  reads: Terms;
}

const singleFamily = (family: Family): Layout => ({ adds: { [family]: 1 }, reads: { [family]: 1 } });

export const layouts: Readonly<Record<Measure, Layout>> = {
  referrals: { adds: { received: 1, late: 1, more: -1 }, reads: { received: 1 } },
  'within-code': { adds: { late: -1 }, reads: { received: 1, late: -1 } },
  held: { adds: { held: 1, more: 1 }, reads: { held: 1 } },
  'handed-off': { adds: { more: 1 }, reads: { received: 1, held: -1, more: 1 } },
  /** Distinct people are referrals minus links to earlier referrals of the same person (distinct-people.ts). */
  victims: { adds: {}, reads: { received: 1 } },
  accepted: singleFamily('accepted'),
  declined: singleFamily('declined'),
  contacted: { adds: { contacted: 1, overdue: 1 }, reads: { contacted: 1 } },
  'within-target': { adds: { overdue: -1 }, reads: { contacted: 1, overdue: -1 } },
  closed: singleFamily('closed'),
  returned: singleFamily('returned'),
  withdrawn: singleFamily('withdrawn'),
  duplicates: singleFamily('duplicates'),
  'not-referred': singleFamily('notReferred'),
  suspended: singleFamily('suspended'),
  reopened: singleFamily('reopened'),
  amended: singleFamily('amended'),
  supporting: singleFamily('supporting'),
  expired: singleFamily('expired'),
};

const termsOf = (terms: Terms): [Family, number][] => Object.entries(terms) as [Family, number][];

/** The families to read for a measure, each with its sign. */
export const familiesOf = (measure: Measure): [Family, number][] => termsOf(layouts[measure].reads);

/** All referrals, or those with one value of a cross dimension. */
export type Scope = 'all' | { dimension: CrossDimension; value: string };

export const scopeKey = (scope: Scope): string => (scope === 'all' ? scope : `${scope.dimension}:${scope.value}`);

/** The partition key of a counter row. */
export const counterKey = (family: Family, scope: Scope): string => `${families[family]}|${scopeKey(scope)}`;

/** Details of a count that are not facts of its case. */
export type CountDetails = Partial<
  Pick<
    Count,
    | 'measure'
    | 'minutes'
    | 'services'
    | 'outcome'
    | 'declineReason'
    | 'heldReasons'
    | 'notReferredReason'
    | 'suspendReason'
    | 'returnReason'
    | 'withdrawReason'
  >
>;

/** The values of each dimension for one case: several for a multi-valued dimension, none if it does not apply. */
export const valuesOfCase: Readonly<Record<Dimension, (facts: CaseFacts, details: CountDetails) => readonly string[]>> =
  {
    service: (_, details) => [...new Set(details.services)],
    source: (facts) => [facts.source],
    'source-kind': (facts) => [facts.sourceKind],
    offence: (facts) => [facts.offence],
    district: (facts) => [facts.district],
    'age-band': (facts) => [facts.ageBand],
    sex: (facts) => [facts.sex],
    ethnicity: (facts) => [facts.ethnicity],
    risk: (facts) => [facts.risk],
    'enhanced-rights': (facts) => facts.enhancedRights,
    'domestic-abuse': (facts) => [facts.domesticAbuse],
    'knife-enabled': (facts) => [facts.knifeEnabled],
    'hate-strand': (facts) => facts.hateStrands,
    'location-type': (facts) => [facts.locationType],
    method: (facts) => [facts.method],
    alcohol: (facts) => [facts.alcohol],
    'time-of-day': (facts) => [facts.timeOfDay],
    'day-of-week': (facts) => [facts.dayOfWeek],
    occupation: (facts) => [facts.occupation],
    outcome: (_, details) => (details.outcome === undefined ? [] : [details.outcome]),
    'decline-reason': (_, details) => (details.declineReason === undefined ? [] : [details.declineReason]),
    'held-reason': (_, details) => [...new Set(details.heldReasons)],
    'not-referred-reason': (_, details) => (details.notReferredReason === undefined ? [] : [details.notReferredReason]),
    'suspend-reason': (_, details) => (details.suspendReason === undefined ? [] : [details.suspendReason]),
    'return-reason': (_, details) => (details.returnReason === undefined ? [] : [details.returnReason]),
    'withdraw-reason': (_, details) => (details.withdrawReason === undefined ? [] : [details.withdrawReason]),
    need: ({ monitoring }) => monitoring?.needs ?? [],
    'victim-role': ({ monitoring }) => (monitoring ? [monitoring.victimRole] : []),
    priority: ({ monitoring }) => (monitoring ? [monitoring.priority] : []),
    'consent-basis': ({ monitoring }) => (monitoring ? [monitoring.consentBasis] : []),
    'repeat-victim': ({ monitoring }) => (monitoring ? [monitoring.repeatVictim] : []),
    'modern-slavery': ({ monitoring }) => (monitoring ? [monitoring.modernSlavery] : []),
    'honour-based': ({ monitoring }) => (monitoring ? [monitoring.honourBased] : []),
    firearm: ({ monitoring }) => (monitoring ? [monitoring.firearm] : []),
    'child-exploitation': ({ monitoring }) => (monitoring ? [monitoring.childExploitation] : []),
    'home-district': ({ monitoring }) => (monitoring ? [monitoring.homeDistrict] : []),
    'suspect-relationship': ({ monitoring }) => monitoring?.suspectRelationships ?? [],
    'section-13': ({ monitoring }) => monitoring?.section13 ?? [],
    disability: ({ monitoring }) => monitoring?.disabilities ?? [],
    // Counted in rows of their own (characteristics.ts), never from the facts of a case.
    'sexual-orientation': () => [],
    religion: () => [],
    'armed-forces': () => [],
    'time-to-referral': ({ monitoring }) => (monitoring ? [monitoring.timeToReferral] : []),
    'time-to-contact': (_, details) => timeSpent(details, ['contacted', 'within-target']),
    'time-to-support': (_, details) => timeSpent(details, ['supporting']),
  };

/** The band of a count's minutes, for the measures that they are counted with. */
const timeSpent = ({ measure, minutes }: CountDetails, countedWith: readonly Measure[]): readonly string[] =>
  measure !== undefined && minutes !== undefined && countedWith.includes(measure) ? [timeBandOf(minutes)] : [];

/**
 * The scopes a case belongs to: all, its services, its source and its district. A test belongs to none, so whatever is
 * counted of it adds to no row.
 */
export function scopesOf(facts: CaseFacts, details: CountDetails): Scope[] {
  if (facts.test) return [];
  const crossed = (dimension: CrossDimension): Scope[] =>
    valuesOfCase[dimension](facts, details).map((value) => ({ dimension, value }));
  return ['all', ...crossed('service'), ...crossed('source'), ...crossed('district')];
}

/** The cells a case adds to in a row, the total first. The scope's own dimension is left out. */
export function cellsOf(facts: CaseFacts, details: CountDetails, scope: Scope): string[] {
  const cells = [totalCell];
  for (const [dimension, values] of Object.entries(valuesOfCase) as [Dimension, (typeof valuesOfCase)[Dimension]][]) {
    if (scope !== 'all' && scope.dimension === dimension) continue;
    for (const value of values(facts, details)) cells.push(cellOf(dimension, value));
  }
  return cells;
}

/** Accumulates additions so that each row appears once and additions that cancel out do not appear. */
export function deltaAccumulator(): {
  add(k: string, d: string, cell: string, by: number): void;
  /** The same to each of these cells. */
  addToAll(k: string, d: string, cells: readonly string[], by: number): void;
  deltas(): CounterDelta[];
} {
  const rows = new Map<string, CounterDelta>();
  const rowOf = (k: string, d: string): CounterDelta => {
    const id = `${k}\n${d}`;
    const found = rows.get(id);
    if (found) return found;
    const row: CounterDelta = { k, d, add: {} };
    rows.set(id, row);
    return row;
  };
  return {
    add(k, d, cell, by) {
      const { add } = rowOf(k, d);
      add[cell] = (add[cell] ?? 0) + by;
    },
    addToAll(k, d, cells, by) {
      const { add } = rowOf(k, d);
      for (const cell of cells) add[cell] = (add[cell] ?? 0) + by;
    },
    deltas() {
      return [...rows.values()].flatMap(({ k, d, add }) => {
        const changed = Object.entries(add).filter(([, by]) => by !== 0);
        return changed.length > 0 ? [{ k, d, add: Object.fromEntries(changed) }] : [];
      });
    },
  };
}

/**
 * What the counts of one transaction add to the counter rows. Pass all counts of a transaction together, such as a
 * referral with its within-code and its held or handed-off, so that differences cancel out.
 */
export function counterDeltas(counts: readonly Count[]): CounterDelta[] {
  const accumulator = deltaAccumulator();
  addCounts(accumulator, counts);
  return accumulator.deltas();
}

/** The same, to what other transactions add. */
export function addCounts(accumulator: ReturnType<typeof deltaAccumulator>, counts: readonly Count[]): void {
  for (const count of counts) {
    const terms = termsOf(layouts[count.measure].adds);
    if (terms.length === 0) continue;
    for (const scope of scopesOf(count.facts, count)) {
      const cells = cellsOf(count.facts, count, scope);
      for (const [family, by] of terms) {
        accumulator.addToAll(counterKey(family, scope), count.day, cells, by);
      }
    }
    addTimeSpent(accumulator, count, terms);
  }
}

/** Measures whose minutes are summed for a mean. */
const summedMeasures: readonly Measure[] = ['contacted', 'closed'];

/** Adds the minutes to the row of the measure's own family, so that no extra row is written. */
function addTimeSpent(
  accumulator: Pick<ReturnType<typeof deltaAccumulator>, 'add'>,
  count: Count,
  terms: [Family, number][],
): void {
  const [ownFamily] = terms[0] ?? [];
  if (count.minutes === undefined || ownFamily === undefined || !summedMeasures.includes(count.measure)) return;
  for (const scope of scopesOf(count.facts, count)) {
    const k = counterKey(ownFamily, scope);
    accumulator.add(k, count.day, timeCells.minutes, count.minutes);
    accumulator.add(k, count.day, timeCells.timed, 1);
  }
}

/**
 * The sum of minutes since the previous step, and the number of counts in that sum. Waits are read from bands of time;
 * these stay, so that rows of before agree with a recount.
 */
export const timeCells = { minutes: '~m', timed: '~n' } as const;

/** Merges the counter deltas of several transactions, so that each row appears once. */
export function mergeDeltas(...lists: readonly (readonly CounterDelta[])[]): CounterDelta[] {
  const accumulator = deltaAccumulator();
  for (const { k, d, add } of lists.flat())
    for (const [cell, by] of Object.entries(add)) accumulator.add(k, d, cell, by);
  return accumulator.deltas();
}
