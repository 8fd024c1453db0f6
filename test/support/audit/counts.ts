/** What is told of volumes, against a recount of ledger and history by plain addition (invariants 3, 5). */
import { type Measure, measures } from '#src/domain/counting/model.ts';
import { londonDate } from '#src/domain/london.ts';
import type { SeenCase } from './cases.ts';
import type { Evidence } from './evidence.ts';

type Tally = Map<string, number>;
const addTo = (tally: Tally, key: string): void => void tally.set(key, (tally.get(key) ?? 0) + 1);

interface Recount {
  total: number;
  /** By `day service`. */
  byService: Tally;
  bySource: Tally;
}

function recount(cases: Iterable<SeenCase>): Map<Measure, Recount> {
  const all = new Map(
    measures.map((measure): [Measure, Recount] => [measure, { total: 0, byService: new Map(), bySource: new Map() }]),
  );
  for (const { events } of cases) {
    for (const { measure, day, services = [], facts } of events.flatMap(({ counts }) => counts)) {
      const sums = all.get(measure);
      if (!sums) continue;
      sums.total += 1;
      for (const service of new Set(services)) addTo(sums.byService, `${day} ${service}`);
      addTo(sums.bySource, `${day} ${facts.source}`);
    }
  }
  return all;
}

/** @param duplicates how often a referral that stood already was sent again, where the test knows */
export async function countFaults(
  evidence: Evidence,
  cases: ReadonlyMap<string, SeenCase>,
  duplicates: number | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const recounted = recount(cases.values());
  const days = [...cases.values()].flatMap(({ events }) =>
    events.flatMap(({ counts }) => counts.map(({ day }) => day)),
  );
  if (days.length === 0) return [];
  days.sort();
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const range = { from, to };
  for (const [measure, sums] of recounted) {
    if (measure === 'duplicates' || measure === 'victims') continue;
    for (const [by, expected] of [
      ['service', sums.byService],
      ['source', sums.bySource],
    ] as const) {
      // A long range is asked by month: a day of every service for a year is more rows than are answered.
      const interval = Date.parse(to) - Date.parse(from) > 40 * 86_400_000 ? 'month' : 'day';
      const told = await evidence.volumes({ measure, ...range, interval, by });
      if (told.total !== sums.total) faults.push(`${measure}: ${told.total} are told, ${sums.total} recounted`);
      faults.push(...rowFaults(measure, by, told.rows, interval === 'month' ? byMonth(expected) : expected));
    }
  }
  const told = async (measure: Measure) => (await evidence.volumes({ measure, ...range, interval: 'all' })).total;
  const persons = personsOf(evidence, cases);
  const victims = await told('victims');
  if (victims !== persons) faults.push(`victims: ${victims} are told, ${persons} recounted`);
  const resent = duplicates === undefined ? undefined : await told('duplicates');
  if (resent !== duplicates) faults.push(`duplicates: ${resent} are told, ${duplicates} were sent again`);
  return [...faults, ...accountFaults(evidence, cases, recounted)];
}

function rowFaults(measure: Measure, by: string, rows: readonly Record<string, unknown>[], expected: Tally): string[] {
  const faults: string[] = [];
  const left = new Map(expected);
  for (const row of rows) {
    const key = `${row.period} ${row[by]}`;
    const wanted = expected.get(key) ?? 0;
    left.delete(key);
    if (row.count !== wanted) faults.push(`${measure} ${key}: ${row.count} are told, ${wanted} recounted`);
  }
  for (const key of left.keys()) faults.push(`${measure} ${key} is not told at all`);
  return faults;
}

function byMonth(tally: Tally): Tally {
  const months: Tally = new Map();
  for (const [key, count] of tally) {
    const month = `${key.slice(0, 7)}${key.slice(10)}`;
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return months;
}

/** Distinct people among what was dispatched; whoever cannot be known again is one of their own. */
function personsOf(evidence: Evidence, cases: ReadonlyMap<string, SeenCase>): number {
  const firsts = evidence.referrals.filter((row) => row.v === 1 && cases.get(String(row.id))?.head);
  return new Set(firsts.map((row) => String(row.person ?? row.id))).size;
}

/** Received = received + routed + held + returned + withdrawn + closed, day by day, and hand-offs likewise. */
function accountFaults(evidence: Evidence, cases: ReadonlyMap<string, SeenCase>, recounted: Map<Measure, Recount>) {
  const faults: string[] = [];
  const received: Tally = new Map();
  const standing: Tally = new Map();
  for (const row of evidence.referrals) {
    if (row.v === 1 && !cases.get(String(row.id))?.parked.length) addTo(received, londonDate(new Date(String(row.at))));
  }
  const handed: Tally = new Map();
  for (const { head, handOffs } of cases.values()) {
    if (head) addTo(standing, londonDate(new Date(head.receivedAt)));
    for (const { queuedAt, service } of handOffs) addTo(handed, `${londonDate(new Date(queuedAt))} ${service}`);
  }
  for (const day of new Set([...received.keys(), ...standing.keys()])) {
    const [came, stand] = [received.get(day) ?? 0, standing.get(day) ?? 0];
    if (came !== stand) faults.push(`${day}: ${came} were received and ${stand} stand in any status`);
  }
  const counted = recounted.get('handed-off')?.byService ?? new Map();
  for (const key of new Set([...handed.keys(), ...counted.keys()])) {
    if (handed.get(key) !== counted.get(key)) {
      faults.push(`${key}: ${handed.get(key) ?? 0} hand-offs stand and ${counted.get(key) ?? 0} were counted`);
    }
  }
  return faults;
}
