/** Volumes compared with a plain recount of ledger and history (invariants 3, 5). */
import { type Measure, measures } from '#src/domain/counting/model.ts';
import { londonDate } from '#src/domain/london.ts';
import type { StoredCase } from './cases.ts';
import type { Evidence } from './evidence.ts';

type Tally = Map<string, number>;
const addTo = (tally: Tally, key: string): void => void tally.set(key, (tally.get(key) ?? 0) + 1);

interface Recount {
  total: number;
  /** By `day service`. */
  byService: Tally;
  bySource: Tally;
}

function recount(cases: Iterable<StoredCase>): Map<Measure, Recount> {
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

/** @param duplicates how often a stored referral was sent again, where the test knows */
export async function countFaults(
  evidence: Evidence,
  cases: ReadonlyMap<string, StoredCase>,
  duplicates: number | undefined,
): Promise<string[]> {
  const recounted = recount(cases.values());
  const counts = [...cases.values()].flatMap(({ events }) => events.flatMap((event) => event.counts));
  const days = counts.map(({ day }) => day).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const range = { from, to };
  const faults: string[] = [];
  for (const [measure, sums] of recounted) {
    if (measure === 'duplicates' || measure === 'victims') continue;
    faults.push(...(await measureFaults(evidence, measure, sums, range)));
  }
  const answered = async (measure: Measure, over = range) =>
    (await evidence.volumes({ measure, ...over, interval: 'all' })).total;
  const persons = personsOf(evidence, cases);
  const victims = await answered('victims');
  if (victims !== persons) faults.push(`victims: ${victims} are answered, ${persons} recounted`);
  // A resend has no history, and may be on a day without other events.
  const years = { from: `${from.slice(0, 4)}-01-01`, to: `${to.slice(0, 4)}-12-31` };
  const resent = duplicates === undefined ? undefined : await answered('duplicates', years);
  if (resent !== duplicates) faults.push(`duplicates: ${resent} are answered, ${duplicates} were sent again`);
  return [...faults, ...accountFaults(evidence, cases, recounted)];
}

async function measureFaults(
  evidence: Evidence,
  measure: Measure,
  sums: Recount,
  range: { from: string; to: string },
): Promise<string[]> {
  const faults: string[] = [];
  // A long range is queried by month: days by service for a year are more rows than the API returns.
  const byMonth = Date.parse(range.to) - Date.parse(range.from) > 40 * 86_400_000;
  for (const [by, expected] of [['service', sums.byService] as const, ['source', sums.bySource] as const]) {
    const answered = await evidence.volumes({ measure, ...range, interval: byMonth ? 'month' : 'day', by });
    if (answered.total !== sums.total)
      faults.push(`${measure}: ${answered.total} are answered, ${sums.total} recounted`);
    faults.push(...rowFaults(measure, by, answered.rows, byMonth ? inMonths(expected) : expected));
  }
  return faults;
}

function rowFaults(measure: Measure, by: string, rows: readonly Record<string, unknown>[], expected: Tally): string[] {
  const faults: string[] = [];
  const left = new Map(expected);
  for (const row of rows) {
    const key = `${row.period} ${row[by]}`;
    const wanted = expected.get(key) ?? 0;
    left.delete(key);
    if (row.count !== wanted) faults.push(`${measure} ${key}: ${row.count} are answered, ${wanted} recounted`);
  }
  for (const key of left.keys()) faults.push(`${measure} ${key} is not in the answer`);
  return faults;
}

function inMonths(tally: Tally): Tally {
  const months: Tally = new Map();
  for (const [key, count] of tally) {
    const month = `${key.slice(0, 7)}${key.slice(10)}`;
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return months;
}

/**
 * Distinct people among dispatched referrals: by the ledger's hash of the person, and after erasure by the history's
 * pseudonym, which stays. A person who cannot be recognised counts separately.
 */
function personsOf(evidence: Evidence, cases: ReadonlyMap<string, StoredCase>): number {
  const firsts = evidence.referrals.filter((row) => row.v === 1 && cases.get(String(row.id))?.head);
  const named = firsts.map((row) => ({ row, name: nameInHistory(cases.get(String(row.id))) }));
  const hashes = new Map(named.flatMap(({ row, name }) => (row.person && name ? [[name, String(row.person)]] : [])));
  return new Set(named.map(({ row, name }) => String(row.person ?? hashes.get(name ?? '') ?? name ?? row.id))).size;
}

/** Random, and the same for a person while the system recognises them. */
const nameInHistory = (seen: StoredCase | undefined): string | undefined =>
  seen?.events.flatMap(({ counts }) => counts).find(({ measure }) => measure === 'victims')?.person;

/** Received = received + routed + held + returned + withdrawn + closed, day by day, and hand-offs likewise. */
function accountFaults(evidence: Evidence, cases: ReadonlyMap<string, StoredCase>, recounted: Map<Measure, Recount>) {
  const received: Tally = new Map();
  const standing: Tally = new Map();
  const handed: Tally = new Map();
  for (const row of evidence.referrals) {
    if (row.v === 1 && !cases.get(String(row.id))?.parked.length) addTo(received, londonDate(new Date(String(row.at))));
  }
  for (const { head, handOffs } of cases.values()) {
    if (head) addTo(standing, londonDate(new Date(head.receivedAt)));
    for (const { queuedAt, service } of handOffs) addTo(handed, `${londonDate(new Date(queuedAt))} ${service}`);
  }
  const counted: Tally = recounted.get('handed-off')?.byService ?? new Map();
  return [
    ...differences(received, standing).map(([day, a, b]) => `${day}: ${a} were received and ${b} stand in any status`),
    ...differences(handed, counted).map(([key, a, b]) => `${key}: ${a} hand-offs stand and ${b} were counted`),
  ];
}

const differences = (left: Tally, right: Tally): [string, number, number][] =>
  [...new Set([...left.keys(), ...right.keys()])]
    .map((key): [string, number, number] => [key, left.get(key) ?? 0, right.get(key) ?? 0])
    .filter(([, a, b]) => a !== b);
