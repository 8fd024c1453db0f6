/** The same calls to the model and to the embedded emulators, their answers in one form. */
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  DeleteCommand,
  type DeleteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isRecord } from '#local/emulators/aws-json.ts';
import { type TableName, tables as tableModels } from '#src/store/table-model.ts';
import type { Emulator } from '#test/support/emulator.ts';
import { documentClientOf } from '../clients.ts';
import { createClock } from '../clock.ts';
import { createMemoryDynamoDb } from '../dynamodb.ts';

type Client = DynamoDBDocumentClient;

const senders = {
  put: (client: Client, input: PutCommandInput) => client.send(new PutCommand(input)),
  update: (client: Client, input: UpdateCommandInput) => client.send(new UpdateCommand(input)),
  delete: (client: Client, input: DeleteCommandInput) => client.send(new DeleteCommand(input)),
  transact: (client: Client, input: TransactWriteCommandInput) => client.send(new TransactWriteCommand(input)),
  get: (client: Client, input: GetCommandInput) => client.send(new GetCommand(input)),
  batchGet: (client: Client, input: BatchGetCommandInput) => client.send(new BatchGetCommand(input)),
  /** All pages, one after the other. */
  query: (client: Client, input: QueryCommandInput) =>
    pagesOf((ExclusiveStartKey) => client.send(new QueryCommand({ ...input, ExclusiveStartKey }))),
  scan: (client: Client, input: ScanCommandInput) =>
    pagesOf((ExclusiveStartKey) => client.send(new ScanCommand({ ...input, ExclusiveStartKey }))),
};
type Senders = typeof senders;

/** One call that both sides are asked, as data, so that a failure can be read. */
export type Call = { [Name in keyof Senders]: { call: Name; input: Parameters<Senders[Name]>[1] } }[keyof Senders];

type PageKey = QueryCommandInput['ExclusiveStartKey'];

async function pagesOf<Page extends { LastEvaluatedKey?: PageKey }>(
  read: (after: PageKey) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = [];
  let after: PageKey;
  do {
    const page = await read(after);
    pages.push(page);
    after = page.LastEvaluatedKey;
  } while (after);
  return pages;
}

export interface Side {
  answer(call: Call): Promise<unknown>;
  /** All rows of a table, in an order of ours: each implementation scans in its own. */
  rows(table: string): Promise<string[]>;
}

export type TableNames = Readonly<Record<TableName, string>>;

export const modelSide = (names: TableNames): Side => {
  const clock = createClock(new Date('2026-11-21T08:00:00Z'));
  const models = Object.entries(tableModels).map(([name, model]) => [names[name as TableName], model] as const);
  const memory = createMemoryDynamoDb(clock);
  memory.createTables(Object.fromEntries(models));
  return clientSide(documentClientOf(async (command) => memory.execute(command)));
};

/** What an answer comes to: `answer`, or the name of the refusal. */
export const outcomeOf = (answer: unknown): unknown =>
  isRecord(answer) && isRecord(answer.refused) ? answer.refused.name : 'answer';

export const emulatorSide = (emulator: Emulator): Side => clientSide(emulator.client);

const clientSide = (client: Client): Side => ({
  async answer({ call, input }) {
    try {
      const send: (client: Client, input: never) => Promise<unknown> = senders[call];
      return { answer: plainForm(await send(client, input as never)) };
    } catch (error) {
      if (!(error instanceof Error) || error.name === 'NotModelled') throw error;
      return { refused: refusalForm(error) };
    }
  },
  rows: async (table) => inOrder(await allRows(client, table)),
});

const allRows = async (client: Client, TableName: string): Promise<Record<string, unknown>[]> =>
  (await senders.scan(client, { TableName, ConsistentRead: true })).flatMap(({ Items = [] }) => Items);

/** Takes every row away, so that one run leaves nothing to the next. */
export async function clearTables({ client }: Emulator, names: TableNames): Promise<void> {
  for (const [name, TableName] of Object.entries(names)) {
    const { partition, sort } = tableModels[name as TableName];
    for (const row of await allRows(client, TableName)) {
      const Key = { [partition.name]: row[partition.name], [sort.name]: row[sort.name] };
      await senders.delete(client, { TableName, Key });
    }
  }
}

/** Messages are each implementation's own; names, reasons and rows are not. */
function refusalForm(error: Error): object {
  const reasons = 'CancellationReasons' in error ? (error.CancellationReasons as CancellationReason[]) : undefined;
  return {
    name: error.name,
    ...('Item' in error && isRecord(error.Item) ? { item: unmarshalled(error.Item) } : {}),
    ...(reasons
      ? { reasons: reasons.map(({ Code, Item }) => ({ Code, ...(Item ? { item: unmarshalled(Item) } : {}) })) }
      : {}),
  };
}

const unmarshalled = (item: object): unknown => plainForm(unmarshall(item as Record<string, AttributeValue>));

/** Without what no two calls share, sets in order, and rows of a batch in order, since both may come in any. */
export function plainForm(value: unknown): unknown {
  if (value instanceof Set) return { set: [...value].sort() };
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (Array.isArray(value)) return value.map(plainForm);
  if (!isRecord(value)) return value;
  const { $metadata, Responses, ...rest } = value;
  // The emulator counts a row that it leaves to the next page for its size.
  if ('ConsumedCapacity' in rest) delete rest['ScannedCount'];
  const entries = Object.entries(rest).filter(([, one]) => one !== undefined);
  const plain = Object.fromEntries(entries.map(([name, one]) => [name, plainForm(one)]));
  return isRecord(Responses) ? { ...plain, Responses: batchForm(Responses) } : plain;
}

const batchForm = (responses: Record<string, unknown>): unknown =>
  Object.fromEntries(
    Object.entries(responses)
      .filter(([, rows]) => Array.isArray(rows) && rows.length > 0)
      .map(([table, rows]) => [table, inOrder(Array.isArray(rows) ? rows : [])]),
  );

const inOrder = (rows: readonly unknown[]): string[] =>
  rows.map((row) => JSON.stringify(plainForm(row), sortedNames)).sort();

const sortedNames = (_: string, value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
