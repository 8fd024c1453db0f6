/** Answers a question about volumes from counter rows alone: as many as the periods and values asked, never as the referrals. */
import type { Area } from '#src/domain/area.ts';
import { linkRange } from '#src/domain/counting/people.ts';
import { recordedWith } from '#src/domain/counting/registry.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import { compareMonths, monthsToCompare, type Statement } from '#src/domain/volumes/compare.ts';
import { periodsIn } from '#src/domain/volumes/periods.ts';
import { keysOf, linkKeysOf, type Plan, planOf } from '#src/domain/volumes/plan.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { type Row, tally } from '#src/domain/volumes/tally.ts';
import type { CounterReader } from './counter-ports.ts';

export interface VolumesDeps {
  counters: CounterReader;
  area: Area;
  now: () => Date;
}

/** The rows behind a plan: counter rows, and for people the links between their referrals. */
export async function readPlan(
  counters: CounterReader,
  plan: Plan,
  from: string,
  to: string,
): Promise<{ rows: Row[]; links: Row[]; readUnits: number }> {
  const linkKeys = [...linkKeysOf(plan).keys()];
  const [rows, links] = await Promise.all([
    counters.read({ keys: [...keysOf(plan).keys()], from, to, cells: plan.cells }),
    linkKeys.length > 0 ? counters.read({ keys: linkKeys, ...linkRange(from, to) }) : { rows: [], readUnits: 0 },
  ]);
  return { rows: rows.rows, links: links.rows, readUnits: rows.readUnits + links.readUnits };
}

export async function askVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const now = deps.now();
  const plan = planOf(query, deps.area);
  const { from, to, interval } = query;
  const periods = periodsIn(interval, from, to);
  const read = await readPlan(deps.counters, plan, from, to);
  const { lines, total } = tally(plan, periods, read.rows, read.links);
  const rows = periods.flatMap(({ label }, period) =>
    plan.lines.map(
      ({ values }, line): VolumesRow => ({ period: label, values, count: lines[line]?.periods[period] ?? 0 }),
    ),
  );
  return {
    query,
    rows,
    total: total.overall,
    asOf: now.toISOString(),
    ...(query.compare === undefined ? {} : { compare: await compareWith(deps, query, query.compare, londonDate(now)) }),
    notes: notesOn(query, londonDate(now)),
    readUnits: read.readUnits,
  };
}

async function compareWith(deps: VolumesDeps, query: VolumesQuery, before: number, today: string): Promise<Statement> {
  const months = monthsToCompare(query.from, query.to, before, today);
  if (!months) return compareMonths(undefined, before, new Map(), undefined);
  const plan = planOf({ ...query, by: [] }, deps.area);
  const { from } = months.baseline;
  const { to } = months.current;
  const [{ rows, links }, firstDay] = await Promise.all([
    readPlan(deps.counters, plan, from, to),
    deps.counters.firstDay(),
  ]);
  const periods = periodsIn('month', from, to);
  const counted = tally(plan, periods, rows, links).total.periods;
  const monthly = new Map(periods.map(({ label }, index) => [label, counted[index] ?? 0]));
  return compareMonths(months, before, monthly, firstDay);
}

function notesOn({ measure, by, to }: VolumesQuery, today: string): string[] {
  const notes = by.flatMap((dimension) => {
    const recorded = recordedWith[dimension];
    return recorded && recorded !== measure ? [`${dimension} is recorded with the measure ${recorded} alone.`] : [];
  });
  return to >= today ? [...notes, 'The range is not over yet: its last figures will rise.'] : notes;
}

/**
 * The entity tag of an answer: the same for the same figures, whenever they are asked for.
 */
export async function entityTag({ asOf: _, readUnits: __, ...figures }: Volumes): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(figures)));
  return `"${[...new Uint8Array(hash).subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}
