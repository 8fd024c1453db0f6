/**
 * The permissions that DynamoDB calls require. A transaction requires those of its items, on each item's table:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
import { isRecord } from '#local/emulators/aws-json.ts';
import type { GuardedStores, GuardedTable } from '#local/template/model.ts';
import type { RequiredPermission } from './evaluate-policy.ts';
import { kmsPermissions } from './kms-permissions.ts';
import { unknownCall } from './unknown-call.ts';

type Fields = Record<string, unknown>;

/** The action that each kind of transaction item requires, and the field that holds its key. */
const transactionParts: Readonly<Record<string, { action: string; key: 'Key' | 'Item' }>> = {
  Get: { action: 'GetItem', key: 'Key' },
  Put: { action: 'PutItem', key: 'Item' },
  Update: { action: 'UpdateItem', key: 'Key' },
  Delete: { action: 'DeleteItem', key: 'Key' },
  ConditionCheck: { action: 'ConditionCheckItem', key: 'Key' },
};

export function tablePermissions(stores: GuardedStores): (operation: string, body: Fields) => RequiredPermission[] {
  const { region, account, tables } = stores;
  const byName = new Map(tables.map((table) => [table.name, table]));
  const tableNamed = (given: unknown): GuardedTable => {
    if (typeof given !== 'string') throw unknownCall('a call of DynamoDB without a table’s name');
    const name = given.slice(given.lastIndexOf('/') + 1);
    const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    return byName.get(name) ?? { name, arn, partitionKey: '', indexes: {} };
  };
  const permissionsFor = (action: string, table: GuardedTable, items: readonly unknown[]): RequiredPermission[] => [
    {
      action: `dynamodb:${action}`,
      resource: table.arn,
      context: { 'dynamodb:LeadingKeys': () => items.map((item) => leadingKey(item, table.partitionKey)) },
    },
    // DynamoDB uses the table's KMS key on the caller's behalf, for reads and writes.
    ...kmsPermissions('dynamodb', region, table.key, ['kms:Decrypt']),
  ];
  const singleItem =
    (action: string, key: 'Key' | 'Item') =>
    (body: Fields): RequiredPermission[] =>
      permissionsFor(action, tableNamed(body['TableName']), [body[key]]);

  const queryOrScan =
    (action: 'Query' | 'Scan') =>
    (body: Fields): RequiredPermission[] => {
      const table = tableNamed(body['TableName']);
      const index = body['IndexName'];
      const resource = index === undefined ? table.arn : `${table.arn}/index/${String(index)}`;
      const partition = index === undefined ? table.partitionKey : table.indexes[String(index)];
      // A scan has no leading keys.
      const context = action === 'Query' ? { 'dynamodb:LeadingKeys': () => [queriedKey(body, partition ?? '')] } : {};
      return [
        { action: `dynamodb:${action}`, resource, context },
        ...kmsPermissions('dynamodb', region, table.key, ['kms:Decrypt']),
      ];
    };

  const transaction = ({ TransactItems: items }: Fields): RequiredPermission[] =>
    asList(items).flatMap((item) =>
      Object.entries(asFields(item)).flatMap(([name, given]) => {
        const part = transactionParts[name];
        if (!part) throw unknownCall(`${name} of a transaction`);
        const { [part.key]: key, TableName: table } = asFields(given);
        return permissionsFor(part.action, tableNamed(table), [key]);
      }),
    );

  const batch =
    (action: string, keysOf: (given: unknown) => unknown[]) =>
    ({ RequestItems: requests }: Fields): RequiredPermission[] =>
      Object.entries(asFields(requests)).flatMap(([table, given]) =>
        permissionsFor(action, tableNamed(table), keysOf(given)),
      );

  const operations: Readonly<Record<string, (body: Fields) => RequiredPermission[]>> = {
    GetItem: singleItem('GetItem', 'Key'),
    PutItem: singleItem('PutItem', 'Item'),
    UpdateItem: singleItem('UpdateItem', 'Key'),
    DeleteItem: singleItem('DeleteItem', 'Key'),
    Query: queryOrScan('Query'),
    Scan: queryOrScan('Scan'),
    BatchGetItem: batch('BatchGetItem', (given) => asList(asFields(given)['Keys'])),
    BatchWriteItem: batch('BatchWriteItem', (given) =>
      asList(given).map((each) => {
        const { PutRequest: put, DeleteRequest: remove } = asFields(each);
        return put === undefined ? asFields(remove)['Key'] : asFields(put)['Item'];
      }),
    ),
    TransactWriteItems: transaction,
    TransactGetItems: transaction,
  };
  return (operation, body) => {
    const permissionsOf = operations[operation];
    if (!permissionsOf) throw unknownCall(`DynamoDB ${operation}`);
    return permissionsOf(body);
  };
}

/** The partition key's value in a key or an item, as the string that IAM compares. */
function leadingKey(item: unknown, partition: string): string {
  const [value] = Object.values(asFields(asFields(item)[partition]));
  if (typeof value !== 'string')
    throw unknownCall('this call', ` by a condition on leading keys: it has no ${partition}`);
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
  throw unknownCall('this query', ` by a condition on leading keys: it does not say ${partition} = …`);
}

const asFields = (given: unknown): Fields => {
  if (!isRecord(given)) throw unknownCall('a call of DynamoDB of this form');
  return given;
};
const asList = (given: unknown): unknown[] => {
  if (!Array.isArray(given)) throw unknownCall('a call of DynamoDB of this form');
  return given;
};
