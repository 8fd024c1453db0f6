/**
 * Counts again from the ledger and the history, and compares with the counters to the unit. Pure
 * but for its ports; writes nothing. A difference is named by its row, so that it can be looked up.
 */
import { counterDeltas, deltaSheet, families, mergeDeltas } from '#src/domain/counting/cells.ts';
import type { CounterDelta } from '#src/domain/counting/model.ts';
import { linkDeltas, type Sighting } from '#src/domain/counting/people.ts';
import type { CountedHistory, StandingCounters } from './counter-ports.ts';

export interface Difference {
  k: string;
  d: string;
  cell: string;
  standing: number;
  recounted: number;
}

export interface Recount {
  from: string;
  to: string;
  /** Counts found in the history for these days. */
  counts: number;
  /** Rows compared, of both sides. */
  rows: number;
  /** By row, then cell; empty when all agree. */
  differences: Difference[];
}

/** Families that have no history to be counted from: resends and refused changes move nothing. */
const withoutHistory: readonly string[] = [families.duplicates];
const hasHistory = (k: string): boolean => !withoutHistory.includes(k.slice(0, k.indexOf('|')));

/**
 * @param from London day, included
 * @param to London day, included
 */
export async function recount(
  deps: { history: CountedHistory; counters: StandingCounters },
  from: string,
  to: string,
): Promise<Recount> {
  const { deltas, counts } = await countAgain(deps.history, from, to);
  const recounted = cellsByRow(deltas);
  const standing = new Map<string, Readonly<Record<string, number>>>();
  for await (const { k, d, cells } of deps.counters.rows(from, to)) {
    if (hasHistory(k) && inRange(d, from, to)) standing.set(rowId(k, d), cells);
  }
  const ids = [...new Set([...recounted.keys(), ...standing.keys()])].sort();
  const differences = ids.flatMap((id) => differencesIn(id, standing.get(id) ?? {}, recounted.get(id) ?? {}));
  return { from, to, counts, rows: ids.length, differences };
}

const rowId = (k: string, d: string): string => `${k}\n${d}`;
/** Link rows carry the month they link to after the day. */
const inRange = (d: string, from: string, to: string): boolean => d.slice(0, 10) >= from && d.slice(0, 10) <= to;

/** The counter rows as the history says they should be. Everyone's earlier referrals are needed for their links. */
async function countAgain(
  history: CountedHistory,
  from: string,
  to: string,
): Promise<{ deltas: CounterDelta[]; counts: number }> {
  const sheet = deltaSheet();
  const people = new Map<string, Sighting[]>();
  let counted = 0;
  for await (const counts of history.counts()) {
    for (const { measure, person, day, facts, services = [] } of counts) {
      if (measure !== 'victims' || person === undefined || day > to) continue;
      people.set(person, [...(people.get(person) ?? []), { day, facts, services }]);
    }
    const within = counts.filter(({ day }) => day >= from && day <= to);
    counted += within.length;
    for (const { k, d, add } of counterDeltas(within))
      for (const [cell, by] of Object.entries(add)) sheet.add(k, d, cell, by);
  }
  const links = [...people.values()].flatMap((seen) => linkDeltas([], seen)).filter(({ d }) => inRange(d, from, to));
  return { deltas: mergeDeltas(sheet.deltas(), links).filter(({ k }) => hasHistory(k)), counts: counted };
}

const cellsByRow = (deltas: readonly CounterDelta[]): Map<string, Readonly<Record<string, number>>> =>
  new Map(deltas.map(({ k, d, add }) => [rowId(k, d), add]));

function differencesIn(
  id: string,
  standing: Readonly<Record<string, number>>,
  recounted: Readonly<Record<string, number>>,
): Difference[] {
  const [k = '', d = ''] = id.split('\n');
  const cells = [...new Set([...Object.keys(standing), ...Object.keys(recounted)])].sort();
  return cells.flatMap((cell) => {
    const difference = { k, d, cell, standing: standing[cell] ?? 0, recounted: recounted[cell] ?? 0 };
    return difference.standing === difference.recounted ? [] : [difference];
  });
}
