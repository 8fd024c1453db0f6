/** What usage costs at the list prices of bench/support/prices-eu-west-2.json, in USD. */
import type { Usage } from './usage.ts';

export interface Prices {
  lambdaRequest: number;
  lambdaGbSecondArm64: number;
  httpApiRequest: number;
  dynamoWriteUnit: number;
  dynamoReadUnit: number;
  dynamoGbMonth: number;
  sqsStandardRequestPer64KiB: number;
  logsIngestGb: number;
  sesEmail: number;
}

/** Assumed, not measured: the billed duration of a warm Lambda call at its memory. */
const gbSecondsPerCall = 0.02 * 0.5;

export function costOf(usage: Usage, prices: Prices): Record<string, number> {
  return {
    'DynamoDB writes': usage.write * prices.dynamoWriteUnit,
    'DynamoDB reads': usage.read * prices.dynamoReadUnit,
    'HTTP API': usage.http * prices.httpApiRequest,
    'Lambda requests': usage.lambda * prices.lambdaRequest,
    'Lambda time (assumed)': usage.lambda * gbSecondsPerCall * prices.lambdaGbSecondArm64,
    SQS: usage.sqs * prices.sqsStandardRequestPer64KiB,
    Logs: (usage.logBytes / 1e9) * prices.logsIngestGb,
    'E-mails': usage.mail * prices.sesEmail,
  };
}

export const sumOf = (costs: Record<string, number>): number => Object.values(costs).reduce((sum, one) => sum + one, 0);

/** Referrals a year that the table of all costs is made for: Greater Manchester's violence, a force's crimes, England and Wales. */
export const volumes = [12_500, 100_000, 1_400_000] as const;

interface YearlyParts {
  /** USD a referral. */
  referral: number;
  mail: number;
  erasure: number;
  /** GB stored for each. */
  gb: number;
  /** USD a month, whatever the volume. */
  jobs: number;
  fixed: number;
}

/** Lines of a table by volume: USD a month, in a year in which as much is received as in those before. */
export function monthlyTable(parts: YearlyParts, gbMonth: number): [string, ...number[]][] {
  const each = (cost: (aMonth: number) => number): number[] => volumes.map((volume) => cost(volume / 12));
  const lines: [string, ...number[]][] = [
    ['clients, alarms, metrics, keys, secrets, dashboard', ...each(() => parts.fixed)],
    ['jobs by the clock, the canary’s referrals, polled queues', ...each(() => parts.jobs)],
    ['referrals, worked to the end', ...each((count) => count * parts.referral)],
    ['e-mails, at Amazon SES’s own price', ...each((count) => count * parts.mail)],
    ['erasing as many', ...each((count) => count * parts.erasure)],
    ['tables after six years, without their indexes', ...each((count) => count * 12 * 6 * parts.gb * gbMonth)],
  ];
  const sums = volumes.map((_, column) => lines.reduce((sum, line) => sum + Number(line[column + 1]), 0));
  return [...lines, ['all', ...sums]];
}
