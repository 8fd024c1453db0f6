/** Reads the counter rows that a volumes query needs. */
import type { Area } from '#src/domain/area.ts';
import { linkKeyRange } from '#src/domain/counting/distinct-people.ts';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { counterKeysOf, linkKeysOf, type Plan } from '#src/domain/volumes/plan.ts';
import type { CounterReader } from './counter-ports.ts';

export interface VolumesDeps {
  counters: CounterReader;
  area: Area;
  now: () => Date;
}

/** Reads a plan's counter rows and, for counts of people, the links between their referrals. */
export async function readPlan(
  counters: CounterReader,
  plan: Plan,
  from: string,
  to: string,
): Promise<{ rows: CounterRow[]; links: CounterRow[]; readUnits: number }> {
  const linkKeys = [...linkKeysOf(plan).keys()];
  const [rows, links] = await Promise.all([
    counters.read({ keys: [...counterKeysOf(plan).keys()], from, to, cells: plan.cells }),
    linkKeys.length > 0 ? counters.read({ keys: linkKeys, ...linkKeyRange(from, to) }) : { rows: [], readUnits: 0 },
  ]);
  return { rows: rows.rows, links: links.rows, readUnits: rows.readUnits + links.readUnits };
}
