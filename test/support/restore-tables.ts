/** Copies rows and puts them back, as a table that is restored to a moment has them: the emulator has no point-in-time recovery. */
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type TableName, tables } from '#src/store/table-model.ts';

export type Rows = Record<string, unknown>[];

export async function readRows(client: DynamoDBDocumentClient, TableName: string): Promise<Rows> {
  const rows: Rows = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }));
    rows.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return rows;
}

export async function writeRows(client: DynamoDBDocumentClient, table: string, rows: Rows): Promise<void> {
  for (const Item of rows) await client.send(new PutCommand({ TableName: table, Item }));
}

/** The table has these rows and no others. */
export async function restoreRows(
  client: DynamoDBDocumentClient,
  { name, table, rows }: { name: TableName; table: string; rows: Rows },
): Promise<void> {
  const { partition, sort } = tables[name];
  for (const row of await readRows(client, table)) {
    const Key = { [partition.name]: row[partition.name], [sort.name]: row[sort.name] };
    await client.send(new DeleteCommand({ TableName: table, Key }));
  }
  await writeRows(client, table, rows);
}
