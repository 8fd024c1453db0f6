/** Reconciles the demo at its end: referrals sent against responses, and referrals received against their statuses. */
import * as z from 'zod';
import { awsJson } from '#local/emulators/aws-json.ts';
import type { Client } from './client.ts';
import { asExpected, outcomeOf, type Sent } from './send.ts';

export interface Line {
  what: string;
  left: number;
  right: number;
  /** The terms that add up to the right side. */
  parts: string;
}

const text = z.object({ S: z.string() });
const row = z.looseObject({ row: text, st: text.optional(), evs: text.optional() });
/** A history row holds all the events of one change. */
const happened = z.array(z.looseObject({ ev: z.string() }));
const page = z.object({
  Items: z.array(row).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** Scans the work table and counts referrals by status and history events by name. */
export async function recountRows(
  client: Client,
): Promise<{ byStatus: Map<string, number>; events: Map<string, number> }> {
  const dynamodb = awsJson('dynamodb', { url: client.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
  const byStatus = new Map<string, number>();
  const events = new Map<string, number>();
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
  let from: Record<string, unknown> | undefined;
  do {
    const read = page.parse(
      await dynamodb('Scan', {
        TableName: client.endpoints.tables['work'],
        ProjectionExpression: '#row, st, evs',
        ExpressionAttributeNames: { '#row': 'row' },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const status of read.Items.flatMap(statusOf)) add(byStatus, status);
    for (const event of read.Items.flatMap(eventsOf)) add(events, event);
    from = read.LastEvaluatedKey;
  } while (from);
  return { byStatus, events };
}

/** The status, if the row is a referral's head. */
const statusOf = ({ row: key, st }: z.output<typeof row>): string[] => (key.S === 'head' && st ? [st.S] : []);
const eventsOf = ({ evs }: z.output<typeof row>): string[] =>
  evs ? happened.parse(JSON.parse(evs.S)).map(({ ev }) => ev) : [];

const told = z.object({ total: z.number() });

/** The total of a measure over a range that includes every referral of this system. */
export async function totalOf(client: Client, manager: string, measure: string): Promise<number> {
  const answer = await client.call(
    manager,
    'GET',
    `/v1/volumes?measure=${measure}&from=2019-01-01&to=2027-12-31&interval=all`,
  );
  return told.parse(answer.json).total;
}

/** The history event that each measure counts. `withdrawn` and `returned` are left out: hand-offs write those events too. */
const recounted = {
  referrals: 'received',
  'handed-off': 'handed-off',
  accepted: 'accepted',
  declined: 'declined',
  contacted: 'contacted',
  closed: 'closed',
  held: 'held',
} as const;

export async function accountsOf(
  client: Client,
  manager: string,
  sent: readonly Sent[],
  before: number,
): Promise<Line[]> {
  const outcomes = (outcome: string) => sent.filter(({ answered }) => outcomeOf(answered) === outcome).length;
  const [accepted, held, refused, replayed] = ['accepted', 'held', 'refused', 'replayed'].map(outcomes) as [
    number,
    number,
    number,
    number,
  ];
  const { byStatus, events } = await recountRows(client);
  const stands = ['routed', 'held', 'returned', 'withdrawn', 'closed'].map(
    (status) => [status, byStatus.get(status) ?? 0] as const,
  );
  const lines: Line[] = [
    {
      what: 'sent',
      left: sent.length,
      right: accepted + held + refused + replayed,
      parts: `${accepted} accepted + ${held} held + ${refused} refused + ${replayed} replayed`,
    },
    { what: 'answered as expected', left: sent.length, right: sent.filter(asExpected).length, parts: 'of those sent' },
    {
      what: 'received',
      left: before + accepted + held,
      right: stands.reduce((sum, [, count]) => sum + count, 0),
      parts: stands.map(([status, count]) => `${count} ${status}`).join(' + '),
    },
  ];
  for (const [measure, event] of Object.entries(recounted)) {
    const parts = `rows of history that say ${event}`;
    lines.push({
      what: `volumes: ${measure}`,
      left: await totalOf(client, manager, measure),
      right: events.get(event) ?? 0,
      parts,
    });
  }
  return lines;
}

export const balances = (lines: readonly Line[]): boolean => lines.every(({ left, right }) => left === right);
