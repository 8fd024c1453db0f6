/**
 * The permissions that DynamoDB calls require. A transaction requires those of its items, on each item's table:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
import { isRecord } from '#local/emulators/aws-json.ts';
import type { GuardedStores, GuardedTable } from '#local/template/model.ts';
import type { Need } from './judge.ts';
import { keyNeeds } from './key-needs.ts';
import { unknown } from './unknown-call.ts';

type Fields = Record<string, unknown>;

/** The action that each kind of transaction item requires, and the field that holds its key. */
const parts: Readonly<Record<string, { action: string; key: 'Key' | 'Item' }>> = {
  Get: { action: 'GetItem', key: 'Key' },
  Put: { action: 'PutItem', key: 'Item' },
  Update: { action: 'UpdateItem', key: 'Key' },
  Delete: { action: 'DeleteItem', key: 'Key' },
  ConditionCheck: { action: 'ConditionCheckItem', key: 'Key' },
};

export function tableNeeds(stores: GuardedStores): (operation: string, body: Fields) => Need[] {
  const { region, account, tables } = stores;
  const byName = new Map(tables.map((table) => [table.name, table]));
  const named = (given: unknown): GuardedTable => {
    if (typeof given !== 'string') throw unknown('a call of DynamoDB without a table’s name');
    const name = given.slice(given.lastIndexOf('/') + 1);
    const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    return byName.get(name) ?? { name, arn, partition: '', indexes: {} };
  };
  const need = (action: string, table: GuardedTable, items: readonly unknown[]): Need[] => [
    {
      action: `dynamodb:${action}`,
      resource: table.arn,
      context: { 'dynamodb:LeadingKeys': () => items.map((item) => leadingKey(item, table.partition)) },
    },
    // DynamoDB uses the table's KMS key on the caller's behalf, for reads and writes.
    ...keyNeeds('dynamodb', region, table.key, ['kms:Decrypt']),
  ];
  const one =
    (action: string, key: 'Key' | 'Item') =>
    (body: Fields): Need[] =>
      need(action, named(body['TableName']), [body[key]]);

  const search =
    (action: 'Query' | 'Scan') =>
    (body: Fields): Need[] => {
      const table = named(body['TableName']);
      const index = body['IndexName'];
      const resource = index === undefined ? table.arn : `${table.arn}/index/${String(index)}`;
      const partition = index === undefined ? table.partition : table.indexes[String(index)];
      // A scan has no leading keys.
      const context = action === 'Query' ? { 'dynamodb:LeadingKeys': () => [queriedKey(body, partition ?? '')] } : {};
      return [
        { action: `dynamodb:${action}`, resource, context },
        ...keyNeeds('dynamodb', region, table.key, ['kms:Decrypt']),
      ];
    };

  const transaction = ({ TransactItems: items }: Fields): Need[] =>
    list(items).flatMap((item) =>
      Object.entries(fields(item)).flatMap(([name, given]) => {
        const part = parts[name];
        if (!part) throw unknown(`${name} of a transaction`);
        const { [part.key]: key, TableName: table } = fields(given);
        return need(part.action, named(table), [key]);
      }),
    );

  const batch =
    (action: string, keysOf: (given: unknown) => unknown[]) =>
    ({ RequestItems: requests }: Fields): Need[] =>
      Object.entries(fields(requests)).flatMap(([table, given]) => need(action, named(table), keysOf(given)));

  const operations: Readonly<Record<string, (body: Fields) => Need[]>> = {
    GetItem: one('GetItem', 'Key'),
    PutItem: one('PutItem', 'Item'),
    UpdateItem: one('UpdateItem', 'Key'),
    DeleteItem: one('DeleteItem', 'Key'),
    Query: search('Query'),
    Scan: search('Scan'),
    BatchGetItem: batch('BatchGetItem', (given) => list(fields(given)['Keys'])),
    BatchWriteItem: batch('BatchWriteItem', (given) =>
      list(given).map((each) => {
        const { PutRequest: put, DeleteRequest: remove } = fields(each);
        return put === undefined ? fields(remove)['Key'] : fields(put)['Item'];
      }),
    ),
    TransactWriteItems: transaction,
    TransactGetItems: transaction,
  };
  return (operation, body) => {
    const known = operations[operation];
    if (!known) throw unknown(`DynamoDB ${operation}`);
    return known(body);
  };
}

/** The partition key's value in a key or an item, as the string that IAM compares. */
function leadingKey(item: unknown, partition: string): string {
  const [value] = Object.values(fields(fields(item)[partition]));
  if (typeof value !== 'string') throw unknown('this call', ` by a condition on leading keys: it has no ${partition}`);
  return value;
}

/** The partition key's value in a query: every key condition has one with `=`. */
function queriedKey(body: Fields, partition: string): string {
  const names = isRecord(body['ExpressionAttributeNames']) ? body['ExpressionAttributeNames'] : {};
  const values = isRecord(body['ExpressionAttributeValues']) ? body['ExpressionAttributeValues'] : {};
  const equations = String(body['KeyConditionExpression']).matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of equations) {
    if ((names[name] ?? name) === partition) return leadingKey({ [partition]: values[value] }, partition);
  }
  throw unknown('this query', ` by a condition on leading keys: it does not say ${partition} = …`);
}

const fields = (given: unknown): Fields => {
  if (!isRecord(given)) throw unknown('a call of DynamoDB of this form');
  return given;
};
const list = (given: unknown): unknown[] => {
  if (!Array.isArray(given)) throw unknown('a call of DynamoDB of this form');
  return given;
};
