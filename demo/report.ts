/** The demo's closing report: volumes, reconciliation, time, and where to look next. */
import * as z from 'zod';
import type { Client } from './client.ts';
import type { MonthlyPace } from './pace.ts';
import type { ReconciliationLine } from './reconciliation.ts';

const volumesResponse = z.object({
  rows: z.array(z.looseObject({ period: z.string(), count: z.number() })),
  total: z.number(),
});

export interface Range {
  from: string;
  to: string;
}

/** A two-column table with bars, for a terminal. */
function table(title: string, rows: readonly (readonly [string, number])[]): string[] {
  const widest = Math.max(...rows.map(([name]) => name.length), 8);
  const max = Math.max(...rows.map(([, count]) => count), 1);
  const line = ([name, count]: readonly [string, number]) =>
    `  ${name.padEnd(widest)} ${String(count).padStart(7)}  ${'█'.repeat(Math.round((30 * count) / max))}`.trimEnd();
  return ['', title, ...rows.map(line)];
}

export async function describeVolumes(client: Client, manager: string, { from, to }: Range): Promise<string> {
  const fetchVolumes = async (measure: string, filter: string) => {
    const response = await client.call(
      manager,
      'GET',
      `/v1/volumes?measure=${measure}&from=${from}&to=${to}&${filter}`,
    );
    if (response.status !== 200) throw new Error(`Volumes were refused: ${response.text}`);
    return volumesResponse.parse(response.json);
  };
  const countsBy = async (measure: string, dimension: string) => {
    const { rows } = await fetchVolumes(measure, `interval=all&by=${dimension}`);
    return rows.map((row) => [String(row[dimension]), row.count] as const).filter(([, count]) => count > 0);
  };
  const months = await fetchVolumes('referrals', 'interval=month');
  const victims = await fetchVolumes('victims', 'interval=all');
  return [
    `${months.total} referrals received of ${victims.total} people, ${from} to ${to}.`,
    ...table(
      'Referrals by month',
      months.rows.map(({ period, count }) => [period, count] as const),
    ),
    ...table('Handed to services', await countsBy('handed-off', 'service')),
    ...table('Referrals by source', await countsBy('referrals', 'source')),
    ...table('Held, by reason', await countsBy('held', 'held-reason')),
    ...table('Asked and not referred, by reason', await countsBy('not-referred', 'not-referred-reason')),
    ...table('Suspended, by reason', await countsBy('suspended', 'suspend-reason')),
    ...table('Returned, by reason', await countsBy('returned', 'return-reason')),
    ...table('Withdrawn, by reason', await countsBy('withdrawn', 'withdraw-reason')),
    ...table('Opened again, by source', await countsBy('reopened', 'source')),
    ...table('Closed, by outcome', await countsBy('closed', 'outcome')),
  ].join('\n');
}

export function formatReconciliation(lines: readonly ReconciliationLine[]): string {
  const widest = Math.max(...lines.map(({ label: what }) => what.length));
  const formattedLines = lines.map(({ label: what, left, right, breakdown: parts }) => {
    const sign = left === right ? '=' : '≠';
    return `  ${left === right ? 'ok' : '!!'} ${what.padEnd(widest)} ${String(left).padStart(6)} ${sign} ${right} (${parts})`;
  });
  const off = lines.filter(({ left, right }) => left !== right).length;
  const balance = off === 0 ? 'Every account is balanced.' : `${off} of ${lines.length} accounts are NOT balanced.`;
  return ['', 'Accounts', ...formattedLines, `  ${balance}`].join('\n');
}

/** @param times milliseconds by activity */
export function formatTimes(times: ReadonlyMap<string, number>, referrals: number): string {
  const each = (ms: number) =>
    `${(ms / 1000).toFixed(1).padStart(7)} s  ${(ms / referrals).toFixed(1).padStart(6)} ms a referral`;
  return ['', 'Time', ...[...times].map(([what, ms]) => `  ${what.padEnd(34)} ${each(ms)}`)].join('\n');
}

/**
 * The pace by month, which shows whether the demo slows down; empty for less than two months. The recount stands by itself: it
 * comes once a month, and reads all that was counted in it.
 */
export function formatPace(pace: ReadonlyMap<string, MonthlyPace>): string {
  if (pace.size < 2) return '';
  const perSecond = (count: number, ms: number) => `${((1000 * count) / ms).toFixed(1).padStart(6)} a second`;
  const inSeconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(7)} s`;
  const line = ([month, { sentCount: sent, messageCount: taken, ms, recountMs }]: readonly [string, MonthlyPace]) =>
    `  ${month} ${inSeconds(ms)}  ${perSecond(sent, ms)} sent  ${perSecond(taken, ms)} handed off  and ${inSeconds(recountMs).trimStart()} of recount`;
  return ['', 'Pace by month', ...[...pace].map(line), ''].join('\n');
}

export function formatNextSteps(
  client: Client,
  run: { endpoints: string; demoFolder: string; restartCommand: string | undefined; range: Range },
): string {
  const { url, tokenUrl } = client.endpoints;
  const question = `from=${run.range.from}&to=${run.range.to}&interval=month&by=offence`;
  const restartHint =
    run.restartCommand === undefined
      ? []
      : [`  The run that this started ends now. To look on, start it again: ${run.restartCommand}`];
  return [
    '',
    'Where to look next',
    ...restartHint,
    `  Addresses, clients and queues: ${run.endpoints}`,
    `  Pages and API: ${url}`,
    `  A token for the manager: client combined-authority of that file, at ${tokenUrl}`,
    `  curl -H "authorization: Bearer $TOKEN" "${url}/v1/volumes?${question}"`,
    `  What was sent, with what was expected and answered: ${run.demoFolder}/sent.ndjson`,
    `  What services did with it: ${run.demoFolder}/worked.ndjson`,
    `  What the hub and senders did with referrals that no service held: ${run.demoFolder}/cases.ndjson`,
    `  When the clock moved: ${run.demoFolder}/clock.ndjson`,
    `  To count it all again from those files, while the run is up: npm run demo:recount -- --endpoints ${run.endpoints}`,
    '',
  ].join('\n');
}
