/**
 * Recounts from the history and compares the result with the stored counters, and monthly roll-ups with their
 * daily rows. Writes nothing. A difference names its row, so that it can be looked up.
 */

import { addCounts, deltaAccumulator, familiesWithoutHistory, mergeDeltas } from '#src/domain/counting/cells.ts';
import { type CountedReferral, linkDeltas } from '#src/domain/counting/distinct-people.ts';
import type { CounterDelta, CounterRow } from '#src/domain/counting/model.ts';
import { canRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import { monthOf } from '#src/domain/london.ts';
import type { CountHistory, RolledUpMonth, StoredCounters } from '#src/usecases/ports/counters.ts';

export interface Difference {
  k: string;
  d: string;
  cell: string;
  standing: number;
  /** From the history; for a roll-up, from the daily row. */
  recounted: number;
  /** Set when `standing` is from a roll-up. */
  inRollUp?: true;
}

export interface Recount {
  from: string;
  to: string;
  /** Counts found in the history for these days. */
  counts: number;
  /** Rows compared: stored, recounted or both. */
  rows: number;
  /** By row, then cell; empty when everything agrees. */
  differences: Difference[];
}

/** The referrals of each person, by their pseudonym in the history. */
type People = ReadonlyMap<string, readonly CountedReferral[]>;
type Cells = Readonly<Record<string, number>>;

const hasHistory = (k: string): boolean => !familiesWithoutHistory.includes(k.slice(0, k.indexOf('|')));

/**
 * @param from London day, inclusive
 * @param to London day, inclusive
 */
export const recount = async (
  deps: { history: CountHistory; counters: StoredCounters },
  from: string,
  to: string,
): Promise<Recount> => (await recountRows(deps, from, to)).recount;

/** As recount, with the stored daily rows that can be rolled up, and who was counted until the end of the range. */
export async function recountRows(
  deps: { history: CountHistory; counters: StoredCounters },
  from: string,
  to: string,
): Promise<{ recount: Recount; standing: CounterRow[]; people: People }> {
  const { deltas, counts, people } = await recountHistory(deps.history, from, to);
  const standing = new Map<string, Cells>();
  const rollUps: RolledUpMonth[] = [];
  for await (const row of deps.counters.rows(from, to)) {
    if ('month' in row) rollUps.push(row);
    else if (inRange(row.d, from, to)) standing.set(rowId(row.k, row.d), row.cells);
  }
  const byDay = [...standing].map(([id, cells]): CounterRow => ({ ...parseRowId(id), cells }));
  const { rows, differences } = compareRows(deltas, byDay);
  const inRollUps = rollUps.flatMap((month) => rollUpDifferences(month, standing, { from, to }));
  return {
    recount: { from, to, counts, rows, differences: [...differences, ...inRollUps] },
    standing: byDay.filter(({ k }) => canRollUp(k)),
    people,
  };
}

/**
 * @param deltas what the history says
 * @param standing the stored rows of the same days
 */
export function compareRows(
  deltas: readonly CounterDelta[],
  standing: readonly CounterRow[],
): Pick<Recount, 'rows' | 'differences'> {
  const recounted = cellsByRow(deltas.filter(({ k }) => hasHistory(k)));
  const compared = new Map(
    standing.flatMap(({ k, d, cells }) => (hasHistory(k) ? [[rowId(k, d), cells] as const] : [])),
  );
  const ids = [...new Set([...recounted.keys(), ...compared.keys()])].sort();
  const differences = ids.flatMap((id) => differencesIn(id, compared.get(id) ?? {}, recounted.get(id) ?? {}));
  return { rows: ids.length, differences };
}

const rowId = (k: string, d: string): string => `${k}\n${d}`;
function parseRowId(id: string): { k: string; d: string } {
  const [k = '', d = ''] = id.split('\n');
  return { k, d };
}
/** Link rows have the month they link to after the day. */
const inRange = (d: string, from: string, to: string): boolean => d.slice(0, 10) >= from && d.slice(0, 10) <= to;

/** The counter rows according to the history. Reads all of it, because links need people's earlier referrals. */
async function recountHistory(
  history: CountHistory,
  from: string,
  to: string,
): Promise<{ deltas: CounterDelta[]; counts: number; people: People }> {
  const accumulator = deltaAccumulator();
  const people = new Map<string, CountedReferral[]>();
  let counted = 0;
  for await (const all of history.counts()) {
    const counts = all.filter(({ facts }) => !facts.test);
    for (const { measure, person, day, facts, services = [] } of counts) {
      if (measure !== 'victims' || person === undefined || day > to) continue;
      people.set(person, [...(people.get(person) ?? []), { day, facts, services }]);
    }
    const countsInRange = counts.filter(({ day }) => day >= from && day <= to);
    counted += countsInRange.length;
    addCounts(accumulator, countsInRange);
  }
  const links = [...people.values()].flatMap((seen) => linkDeltas([], seen)).filter(({ d }) => inRange(d, from, to));
  return { deltas: mergeDeltas(accumulator.deltas(), links), counts: counted, people };
}

const cellsByRow = (deltas: readonly CounterDelta[]): Map<string, Cells> =>
  new Map(deltas.map(({ k, d, add }) => [rowId(k, d), add]));

/** Where a roll-up differs from its daily rows, within the range. */
function rollUpDifferences(
  { month, rows, byDays }: RolledUpMonth,
  standing: ReadonlyMap<string, Cells>,
  { from, to }: { from: string; to: string },
): Difference[] {
  const rollUps = new Map(rows.map(({ k, d, cells }) => [rowId(k, d), cells]));
  const isOfMonth = (id: string): boolean => {
    const { k, d } = parseRowId(id);
    return canRollUp(k) && !byDays.includes(k) && monthOf(d) === month && inRange(d, from, to);
  };
  const ids = [...new Set([...rollUps.keys(), ...standing.keys()])].filter(isOfMonth).sort();
  const found = ids.flatMap((id) => differencesIn(id, rollUps.get(id) ?? {}, standing.get(id) ?? {}));
  return found.map((difference) => ({ ...difference, inRollUp: true }));
}

function differencesIn(id: string, standing: Cells, recounted: Cells): Difference[] {
  const cells = [...new Set([...Object.keys(standing), ...Object.keys(recounted)])].sort();
  return cells.flatMap((cell) => {
    const difference = { ...parseRowId(id), cell, standing: standing[cell] ?? 0, recounted: recounted[cell] ?? 0 };
    return difference.standing === difference.recounted ? [] : [difference];
  });
}
