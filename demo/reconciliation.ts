/** Reconciles the demo at its end: referrals sent against responses, and referrals received against their statuses. */
import * as z from 'zod';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import type { Client } from './client.ts';
import { isAsExpected, notReferredReasons, outcomeOf, type SentReferral } from './send.ts';

export interface ReconciliationLine {
  label: string;
  left: number;
  right: number;
  /** The terms that add up to the right side. */
  breakdown: string;
}

const text = z.object({ S: z.string() });
const row = z.looseObject({ row: text, st: text.optional(), evs: text.optional() });
/** A history row holds all the events of one change. */
const historyEvents = z.array(z.looseObject({ ev: z.string() }));
const page = z.object({
  Items: z.array(row).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** Scans the work table and counts referrals by status and history events by name. */
export async function countRows(
  client: Client,
): Promise<{ byStatus: Map<string, number>; events: Map<string, number> }> {
  const dynamodb = awsJsonClient('dynamodb', { url: client.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
  const byStatus = new Map<string, number>();
  const events = new Map<string, number>();
  const increment = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
  let startKey: Record<string, unknown> | undefined;
  do {
    const scanned = page.parse(
      await dynamodb('Scan', {
        TableName: client.endpoints.tables['work'],
        ProjectionExpression: '#row, st, evs',
        ExpressionAttributeNames: { '#row': 'row' },
        ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      }),
    );
    for (const status of scanned.Items.flatMap(statusOf)) increment(byStatus, status);
    for (const event of scanned.Items.flatMap(eventsOf)) increment(events, event);
    startKey = scanned.LastEvaluatedKey;
  } while (startKey);
  return { byStatus, events };
}

/** The status, if the row is a referral's head. */
const statusOf = ({ row: key, st }: z.output<typeof row>): string[] => (key.S === 'head' && st ? [st.S] : []);
const eventsOf = ({ evs }: z.output<typeof row>): string[] =>
  evs ? historyEvents.parse(JSON.parse(evs.S)).map(({ ev }) => ev) : [];

const volumesResponse = z.object({ total: z.number() });

/** The total of a measure over a range that includes every referral of this system. */
export async function fetchTotal(client: Client, manager: string, measure: string): Promise<number> {
  const answer = await client.call(
    manager,
    'GET',
    `/v1/volumes?measure=${measure}&from=2019-01-01&to=2027-12-31&interval=all`,
  );
  return volumesResponse.parse(answer.json).total;
}

/** The history event that each measure counts. `withdrawn` and `returned` are left out: hand-offs write those events too. */
const eventOfMeasure = {
  referrals: 'received',
  'handed-off': 'handed-off',
  accepted: 'accepted',
  declined: 'declined',
  contacted: 'contacted',
  closed: 'closed',
  held: 'held',
  suspended: 'suspended',
  reopened: 'reopened',
  amended: 'amended',
  supporting: 'supporting',
  expired: 'expired',
} as const;

export async function reconcile(
  client: Client,
  manager: string,
  sent: readonly SentReferral[],
  before: { referrals: number; notReferred: number },
): Promise<ReconciliationLine[]> {
  const outcomes = (outcome: string) => sent.filter(({ answered }) => outcomeOf(answered) === outcome).length;
  const [accepted, held, refused, replayed] = ['accepted', 'held', 'refused', 'replayed'].map(outcomes) as [
    number,
    number,
    number,
    number,
  ];
  const { byStatus, events } = await countRows(client);
  const statusCounts = ['routed', 'held', 'returned', 'withdrawn', 'closed'].map(
    (status) => [status, byStatus.get(status) ?? 0] as const,
  );
  const lines: ReconciliationLine[] = [
    {
      label: 'sent',
      left: sent.length,
      right: accepted + held + refused + replayed,
      breakdown: `${accepted} accepted + ${held} held + ${refused} refused + ${replayed} replayed`,
    },
    {
      label: 'answered as expected',
      left: sent.length,
      right: sent.filter(isAsExpected).length,
      breakdown: 'of those sent',
    },
    {
      label: 'received',
      left: before.referrals + accepted + held,
      right: statusCounts.reduce((sum, [, count]) => sum + count, 0),
      breakdown: statusCounts.map(([status, count]) => `${count} ${status}`).join(' + '),
    },
  ];
  for (const [measure, event] of Object.entries(eventOfMeasure)) {
    const breakdown = `rows of history that say ${event}`;
    lines.push({
      label: `volumes: ${measure}`,
      left: await fetchTotal(client, manager, measure),
      right: events.get(event) ?? 0,
      breakdown,
    });
  }
  const saidNo = sent.filter(({ answered }) => answered.code !== undefined && answered.code in notReferredReasons);
  lines.push({
    label: 'volumes: not-referred',
    left: (await fetchTotal(client, manager, 'not-referred')) - before.notReferred,
    right: saidNo.length,
    breakdown: 'refused because the person said no',
  });
  return lines;
}

export const isBalanced = (lines: readonly ReconciliationLine[]): boolean =>
  lines.every(({ left, right }) => left === right);
