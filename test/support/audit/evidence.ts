/** What an audit reads: every row of the three tables, every message, and the volumes. */
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Client } from '#demo/client.ts';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { parseVolumesQuery } from '#src/contracts/volumes.ts';
import { volumesToJson } from '#src/contracts/volumes-response.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import type { TestSystem } from '#test/support/test-system.ts';

export type Row = Record<string, unknown>;

/** The fields of a message that an audit needs. */
export const messageSchema = z.looseObject({
  schema: z.string(),
  handOffId: z.string(),
  referralId: z.string(),
  service: z.string(),
});
export type DeliveredMessage = z.output<typeof messageSchema>;

const volumesSchema = z.object({
  rows: z.array(z.looseObject({ period: z.string(), count: z.number() })),
  total: z.number(),
});
export type Volumes = z.output<typeof volumesSchema>;

export interface Evidence {
  referrals: Row[];
  work: Row[];
  counters: Row[];
  /** Every message that was ever in a service's queue, with that service. */
  messages: { queue: string; message: DeliveredMessage }[];
  /** GET /v1/volumes with these parameters. */
  volumes(parameters: Record<string, string>): Promise<Volumes>;
}

const page = z.object({
  Items: z.array(z.record(z.string(), z.any())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.any()).optional(),
});

/** In JSON, binary values are base64. */
const decodeBinary = (item: z.output<typeof page>['Items'][number]) =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.B ? { B: Buffer.from(value.B, 'base64') } : value]),
  );

/** Every row of a table of a running local run. */
export async function rowsOf(client: Client, table: string): Promise<Row[]> {
  const dynamodb = awsJsonClient('dynamodb', { url: client.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const answer = page.parse(
      await dynamodb('Scan', {
        TableName: client.endpoints.tables[table],
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    rows.push(...answer.Items.map((item) => unmarshall(decodeBinary(item))));
    from = answer.LastEvaluatedKey;
  } while (from);
  return rows;
}

/** @param taken messages that a test has already taken out of their queues */
export async function evidenceOf(client: Client, taken: Evidence['messages'] = []): Promise<Evidence> {
  const { endpoints } = client;
  const manager = Object.keys(endpoints.clients).find((id) => endpoints.clients[id]?.kind === 'authority') ?? '';
  const [referrals, work, counters] = await Promise.all(
    ['referrals', 'work', 'counters'].map((table) => rowsOf(client, table)),
  );
  const messages = [...taken];
  for (const queues of [endpoints.queues, endpoints.deadLetterQueues]) {
    for (const [queue, url] of Object.entries(queues)) {
      for (const { body } of await client.drain(url)) messages.push({ queue, message: messageSchema.parse(body) });
    }
  }
  return {
    referrals: referrals ?? [],
    work: work ?? [],
    counters: counters ?? [],
    messages,
    async volumes(parameters) {
      const answer = await client.call(manager, 'GET', `/v1/volumes?${new URLSearchParams(parameters)}`);
      if (answer.status !== 200) throw new Error(`Volumes were refused: ${answer.text}`);
      return volumesSchema.parse(answer.json);
    },
  };
}

/** The same for a test system. */
export async function evidenceOfTestSystem(system: TestSystem): Promise<Evidence> {
  const scan = (table: string) => scanAll(system.client, table);
  const [referrals, work, counters] = await Promise.all([
    scan(system.tables.referrals),
    scan(system.tables.work),
    scan(system.tables.counters),
  ]);
  const { area, reader, now } = system.deps;
  return {
    referrals,
    work,
    counters,
    messages: system.sent.map((message) => ({ queue: message.service, message: messageSchema.parse(message) })),
    volumes: (parameters) => volumesOf({ counters: reader, area, now }, parameters),
  };
}

/** What GET /v1/volumes would return. */
export async function volumesOf(
  deps: Parameters<typeof queryVolumes>[0],
  parameters: Record<string, string>,
): Promise<Volumes> {
  const parsed = parseVolumesQuery(parameters, deps.area, '2027-12-31');
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return volumesSchema.parse(volumesToJson(await queryVolumes(deps, parsed.query)));
}

async function scanAll(client: DynamoDBDocumentClient, TableName: string): Promise<Row[]> {
  const rows: Row[] = [];
  let ExclusiveStartKey: Row | undefined;
  do {
    const answer = await client.send(new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }));
    rows.push(...(answer.Items ?? []));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return rows;
}
