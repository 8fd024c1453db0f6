/** The demo's closing report: volumes, reconciliation, time, and where to look next. */
import * as z from 'zod';
import type { Line } from './accounts.ts';
import type { Client } from './client.ts';
import type { Pace } from './pace.ts';

const volumes = z.object({
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
  const most = Math.max(...rows.map(([, count]) => count), 1);
  const line = ([name, count]: readonly [string, number]) =>
    `  ${name.padEnd(widest)} ${String(count).padStart(7)}  ${'█'.repeat(Math.round((30 * count) / most))}`.trimEnd();
  return ['', title, ...rows.map(line)];
}

export async function showVolumes(client: Client, manager: string, { from, to }: Range): Promise<string> {
  const ask = async (measure: string, more: string) => {
    const answer = await client.call(manager, 'GET', `/v1/volumes?measure=${measure}&from=${from}&to=${to}&${more}`);
    if (answer.status !== 200) throw new Error(`Volumes were refused: ${answer.text}`);
    return volumes.parse(answer.json);
  };
  const by = async (measure: string, dimension: string) => {
    const { rows } = await ask(measure, `interval=all&by=${dimension}`);
    return rows.map((row) => [String(row[dimension]), row.count] as const).filter(([, count]) => count > 0);
  };
  const months = await ask('referrals', 'interval=month');
  const victims = await ask('victims', 'interval=all');
  return [
    `${months.total} referrals received of ${victims.total} people, ${from} to ${to}.`,
    ...table(
      'Referrals by month',
      months.rows.map(({ period, count }) => [period, count] as const),
    ),
    ...table('Handed to services', await by('handed-off', 'service')),
    ...table('Referrals by source', await by('referrals', 'source')),
    ...table('Held, by reason', await by('held', 'held-reason')),
    ...table('Closed, by outcome', await by('closed', 'outcome')),
  ].join('\n');
}

export function showAccounts(lines: readonly Line[]): string {
  const widest = Math.max(...lines.map(({ what }) => what.length));
  const told = lines.map(({ what, left, right, parts }) => {
    const sign = left === right ? '=' : '≠';
    return `  ${left === right ? 'ok' : '!!'} ${what.padEnd(widest)} ${String(left).padStart(6)} ${sign} ${right} (${parts})`;
  });
  return ['', 'Accounts', ...told].join('\n');
}

/** @param times milliseconds by activity */
export function showTimes(times: ReadonlyMap<string, number>, referrals: number): string {
  const each = (ms: number) =>
    `${(ms / 1000).toFixed(1).padStart(7)} s  ${(ms / referrals).toFixed(1).padStart(6)} ms a referral`;
  return ['', 'Time', ...[...times].map(([what, ms]) => `  ${what.padEnd(34)} ${each(ms)}`)].join('\n');
}

/** The pace by month, which shows whether the demo slows down; empty for less than two months. */
export function showPace(pace: ReadonlyMap<string, Pace>): string {
  if (pace.size < 2) return '';
  const a = (count: number, ms: number) => `${((1000 * count) / ms).toFixed(1).padStart(6)} a second`;
  const line = ([month, { sent, taken, ms }]: readonly [string, Pace]) =>
    `  ${month} ${(ms / 1000).toFixed(1).padStart(7)} s  ${a(sent, ms)} sent  ${a(taken, ms)} handed off`;
  return ['', 'Pace by month', ...[...pace].map(line), ''].join('\n');
}

export function showNext(
  client: Client,
  more: { endpoints: string; kept: string; start: string | undefined; range: Range },
): string {
  const { url, tokenUrl } = client.endpoints;
  const question = `from=${more.range.from}&to=${more.range.to}&interval=month&by=offence`;
  const first =
    more.start === undefined ? [] : [`  The run that this started ends now. To look on, start it again: ${more.start}`];
  return [
    '',
    'Where to look next',
    ...first,
    `  Addresses, clients and queues: ${more.endpoints}`,
    `  Pages and API: ${url}`,
    `  A token for the manager: client combined-authority of that file, at ${tokenUrl}`,
    `  curl -H "authorization: Bearer $TOKEN" "${url}/v1/volumes?${question}"`,
    `  What was sent, with what was expected and answered: ${more.kept}/sent.ndjson`,
    `  What services did with it: ${more.kept}/worked.ndjson`,
    `  When the clock moved: ${more.kept}/clock.ndjson`,
    `  To count it all again from those files, while the run is up: npm run demo:recount -- --endpoints ${more.endpoints}`,
    '',
  ].join('\n');
}
