/**
 * Which rows the write units of a call go to. The emulator says them by table; here they are told apart by kind of row and by index, from the
 * rows before and after, by DynamoDB's own rules: a row costs a unit for each KB of its longer state, twice in a transaction, and an
 * entry of an index one when it comes, goes or what it shows changes, and two when its key does.
 */
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type IndexModel, type TableModel, type TableName, tables } from '#src/store/table-model.ts';

type Row = Record<string, unknown>;

interface Target {
  table: TableName;
  name: string;
  key: Row;
  /** A condition alone costs as a write does. */
  isCheck: boolean;
}

type RowUnits = ReadonlyMap<string, number>;

/** @param input of a write: one row's, or a transaction's */
export function targetsOf(input: object): Target[] {
  if (!('TransactItems' in input)) return [targetOf(input as Row, false)];
  return (input.TransactItems as Record<string, Row>[]).map((item) => {
    const [[kind, write] = ['', {}]] = Object.entries(item);
    return targetOf(write, kind === 'ConditionCheck');
  });
}

function targetOf(write: Row, isCheck: boolean): Target {
  const name = String(write['TableName']);
  const table = (Object.keys(tables) as TableName[]).find((one) => name.endsWith(one));
  if (table === undefined) throw new Error(`no such table: ${name}`);
  const { partition, sort }: TableModel = tables[table];
  const from = (write['Item'] ?? write['Key']) as Row;
  return { table, name, key: { [partition.name]: from[partition.name], [sort.name]: from[sort.name] }, isCheck };
}

export const readRow = async (client: DynamoDBDocumentClient, { name, key }: Target): Promise<Row | undefined> =>
  (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;

export function unitsByRow(target: Target, before: Row | undefined, after: Row | undefined, times: 1 | 2): RowUnits {
  const kind = kindOf(target);
  const size = Math.max(sizeOf(before), sizeOf(after));
  const units = new Map([[kind, times * Math.max(1, Math.ceil(size / 1024))]]);
  if (target.isCheck) return units;
  const model: TableModel = tables[target.table];
  for (const index of model.indexes) {
    const changes = entryChanges(entryOf(index, before), entryOf(index, after));
    if (changes > 0) units.set(`${kind}: ${index.name}`, changes);
  }
  return units;
}

const entryChanges = (before: Row | undefined, after: Row | undefined): number => {
  if (!before || !after) return before || after ? 1 : 0;
  const [one, other] = [before, after].map((entry) => JSON.stringify(entry));
  if (one === other) return 0;
  return before['partition'] === after['partition'] && before['sort'] === after['sort'] ? 1 : 2;
};

function entryOf(index: IndexModel, row: Row | undefined): Row | undefined {
  const values = { partition: row?.[index.partition.name], sort: index.sort ? row?.[index.sort.name] : '' };
  if (values.partition === undefined || values.sort === undefined) return undefined;
  return { ...values, shown: (index.include ?? []).map((name) => row?.[name]) };
}

/** Keys of the work table begin with a letter for each kind (see src/store/case-rows.ts). */
const workKinds: Readonly<Record<string, string>> = {
  head: 'head',
  h: 'hand-off',
  e: 'history',
  d: 'disclosure',
  n: 'notice',
  p: 'parked',
};

function kindOf({ table, key }: Target): string {
  if (table === 'referrals') return 'ledger';
  if (table === 'counters') return String(key['k']).startsWith('person|') ? 'person mark' : 'counters';
  if (table !== 'work') return `${table} ${String(key['id']).split('|')[1] ?? ''}`.trim();
  const [start = ''] = String(key['row']).split('#');
  return workKinds[start] ?? `work ${String(key['id'])}`;
}

/** As DynamoDB reckons it: names and texts by their bytes, a number by its digits, lists and maps with three bytes and one for each member. */
export const sizeOf = (row: Row | undefined): number =>
  row ? Object.entries(row).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0) : 0;

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).length / 2) + 1 + (value < 0 ? 1 : 0);
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + 1 + valueSize(one), 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + sizeOf(value as Row);
  return 1;
}
