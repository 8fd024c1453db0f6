import { describe, expect, test } from 'vitest';
import { createCallCheck } from '#local/permissions/guard.ts';
import { createPermissionLookup } from '#local/permissions/required-permissions.ts';
import { parseStatements } from '#local/permissions/statement.ts';
import type { GuardedStores } from '#local/template/model.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-2:000000000000:${rest}`;
const stores: GuardedStores = {
  region: 'eu-west-2',
  account: '000000000000',
  tables: [
    { name: 'Work', arn: arn('dynamodb', 'table/Work'), partitionKey: 'id', indexes: { byList: 'list' } },
    {
      name: 'Counters',
      arn: arn('dynamodb', 'table/Counters'),
      partitionKey: 'k',
      indexes: {},
      key: arn('kms', 'key/1'),
    },
  ],
  queues: [{ arn: arn('sqs', 'one') }, { arn: arn('sqs', 'two'), key: arn('kms', 'key/2') }],
  secrets: [{ arn: arn('secretsmanager', 'secret:Root-1'), name: 'Root', key: arn('kms', 'key/1') }],
};
const needs = createPermissionLookup(stores);
const S = (text: string) => ({ S: text });

/** Action and the end of the ARN, with leading keys where the call has any. */
const told = (target: string, body: object): string[] =>
  needs(target, body).map(({ action, resource, context }) => {
    const keys = context['dynamodb:LeadingKeys']?.();
    return `${action} ${resource.split(':').slice(5).join(':')}${keys ? ` (${keys.join(', ')})` : ''}`;
  });
const dynamodb = (operation: string, body: object) => told(`DynamoDB_20120810.${operation}`, body);

describe('DynamoDB', () => {
  const Key = { id: S('a'), row: S('head') };
  test.each<[string, string, object, string[]]>([
    ['a get', 'GetItem', { TableName: 'Work', Key }, ['dynamodb:GetItem table/Work (a)']],
    ['a put', 'PutItem', { TableName: 'Work', Item: { ...Key, more: S('x') } }, ['dynamodb:PutItem table/Work (a)']],
    ['an update', 'UpdateItem', { TableName: 'Work', Key }, ['dynamodb:UpdateItem table/Work (a)']],
    ['a delete', 'DeleteItem', { TableName: 'Work', Key }, ['dynamodb:DeleteItem table/Work (a)']],
    [
      'a table by its ARN',
      'GetItem',
      { TableName: arn('dynamodb', 'table/Work'), Key },
      ['dynamodb:GetItem table/Work (a)'],
    ],
    ['a scan, which has no leading keys', 'Scan', { TableName: 'Work' }, ['dynamodb:Scan table/Work']],
    [
      'a scan of an index',
      'Scan',
      { TableName: 'Work', IndexName: 'byList' },
      ['dynamodb:Scan table/Work/index/byList'],
    ],
    [
      'a query',
      'Query',
      {
        TableName: 'Work',
        KeyConditionExpression: '#row BETWEEN :from AND :to AND #id = :id',
        ExpressionAttributeNames: { '#row': 'row', '#id': 'id' },
        ExpressionAttributeValues: { ':id': S('a'), ':from': S('e'), ':to': S('f') },
      },
      ['dynamodb:Query table/Work (a)'],
    ],
    [
      'a query of an index, by the key of the index',
      'Query',
      {
        TableName: 'Work',
        IndexName: 'byList',
        KeyConditionExpression: 'list = :list',
        ExpressionAttributeValues: { ':list': S('service:one') },
      },
      ['dynamodb:Query table/Work/index/byList (service:one)'],
    ],
    [
      'a batch of gets, by table',
      'BatchGetItem',
      { RequestItems: { Work: { Keys: [Key, { ...Key, id: S('b') }] } } },
      ['dynamodb:BatchGetItem table/Work (a, b)'],
    ],
    [
      'a batch of writes',
      'BatchWriteItem',
      { RequestItems: { Work: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key: { id: S('b') } } }] } },
      ['dynamodb:BatchWriteItem table/Work (a, b)'],
    ],
    [
      'a transaction, as its parts, with the keys of the tables that have one',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'Work', Item: Key } },
          { Update: { TableName: 'Work', Key } },
          { ConditionCheck: { TableName: 'Work', Key } },
          { Delete: { TableName: 'Counters', Key: { k: S('bound'), d: S('m2026-10') } } },
        ],
      },
      [
        'dynamodb:PutItem table/Work (a)',
        'dynamodb:UpdateItem table/Work (a)',
        'dynamodb:ConditionCheckItem table/Work (a)',
        'dynamodb:DeleteItem table/Counters (bound)',
        'kms:Decrypt key/1',
      ],
    ],
    [
      'a transaction of gets',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'Work', Key } }] },
      ['dynamodb:GetItem table/Work (a)'],
    ],
    [
      'a key that is a number',
      'GetItem',
      { TableName: 'Work', Key: { id: { N: '7' } } },
      ['dynamodb:GetItem table/Work (7)'],
    ],
  ])('%s', (_name, operation, body, expected) => {
    expect(dynamodb(operation, body)).toEqual(expected);
  });

  test('a table that is not in the template is needed by its name', () => {
    const [need] = needs('DynamoDB_20120810.GetItem', { TableName: 'Elsewhere', Key });
    expect(need).toMatchObject({ action: 'dynamodb:GetItem', resource: arn('dynamodb', 'table/Elsewhere') });
  });
});

describe('queues and secrets', () => {
  const queue = (name: string) => ({ QueueUrl: `http://127.0.0.1:1/000000000000/${name}` });
  test.each<[string, string, object, string[]]>([
    ['a message', 'AmazonSQS.SendMessage', queue('one'), ['sqs:SendMessage one']],
    [
      'a batch of them, to a queue with a key',
      'AmazonSQS.SendMessageBatch',
      queue('two'),
      ['sqs:SendMessage two', 'kms:GenerateDataKey key/2', 'kms:Decrypt key/2'],
    ],
    ['taking', 'AmazonSQS.ReceiveMessage', queue('two'), ['sqs:ReceiveMessage two', 'kms:Decrypt key/2']],
    ['deleting', 'AmazonSQS.DeleteMessageBatch', queue('two'), ['sqs:DeleteMessage two']],
    [
      'a secret by its name',
      'secretsmanager.GetSecretValue',
      { SecretId: 'Root' },
      ['secretsmanager:GetSecretValue secret:Root-1', 'kms:Decrypt key/1'],
    ],
    [
      'a secret by its ARN',
      'secretsmanager.GetSecretValue',
      { SecretId: arn('secretsmanager', 'secret:Root-1') },
      ['secretsmanager:GetSecretValue secret:Root-1', 'kms:Decrypt key/1'],
    ],
  ])('%s', (_name, target, body, expected) => {
    expect(told(target, body)).toEqual(expected);
  });

  test('a key is used through the service whose data it encrypts', () => {
    const [, key] = needs('AmazonSQS.SendMessage', queue('two'));
    expect(key?.context['kms:ViaService']?.()).toEqual(['sqs.eu-west-2.amazonaws.com']);
  });
});

describe('an unknown call is refused', () => {
  test.each<[string, string, object]>([
    ['a service', 'AWSLambda.Invoke', {}],
    ['an operation on tables', 'DynamoDB_20120810.ExecuteStatement', { Statement: 'SELECT * FROM Work' }],
    ['an operation on queues', 'AmazonSQS.PurgeQueue', { QueueUrl: 'http://127.0.0.1:1/0/one' }],
    ['an operation on secrets', 'secretsmanager.PutSecretValue', { SecretId: 'Root' }],
    ['a part of a transaction', 'DynamoDB_20120810.TransactWriteItems', { TransactItems: [{ Drop: {} }] }],
    ['a body of another form', 'DynamoDB_20120810.TransactWriteItems', {}],
  ])('%s', (_name, target, body) => {
    expect(() => needs(target, body)).toThrow(/^The local run does not know which permissions .* needs/);
  });

  test('a query whose partition is unknown is refused where a condition needs it', () => {
    const [need] = needs('DynamoDB_20120810.Query', { TableName: 'Work', KeyConditionExpression: 'row = :row' });
    expect(() => need?.context['dynamodb:LeadingKeys']?.()).toThrow(/it does not say id = …/);
  });
});

describe('a call with several parts', () => {
  const judged = (...statements: object[]) => {
    const used: string[] = [];
    const refused: string[] = [];
    const document = { Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) };
    const judge = createCallCheck({
      functionName: 'F',
      role: { name: 'R', statements: parseStatements(document, 'a policy') },
      stores,
      onUsed: ({ action }) => used.push(action),
      onRefused: (why) => refused.push(why),
    });
    return { judge, used, refused };
  };
  const transaction = JSON.stringify({
    TransactItems: [
      { Put: { TableName: 'Work', Item: { id: S('a') } } },
      { Update: { TableName: 'Work', Key: { id: S('a') } } },
    ],
  });
  const target = 'DynamoDB_20120810.TransactWriteItems';

  test('needs the permissions of all its parts: with one of two it is refused, and uses none', () => {
    const { judge, used, refused } = judged({ Action: 'dynamodb:PutItem', Resource: arn('dynamodb', 'table/Work') });
    expect(judge(target, transaction)).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`perform: dynamodb:UpdateItem on resource: ${arn('dynamodb', 'table/Work')}`),
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    expect([used, refused.length]).toEqual([[], 1]);
  });

  test('with both it is allowed, and each is reported once', () => {
    const both = { Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], Resource: arn('dynamodb', 'table/Work') };
    const { judge, used, refused } = judged(both);
    expect([judge(target, transaction), judge(target, Buffer.from(transaction))]).toEqual([undefined, undefined]);
    expect([used, refused]).toEqual([['dynamodb:PutItem', 'dynamodb:UpdateItem'], []]);
  });

  test.each([
    ['a queue', 'one', 'AccessDenied', 403],
    ['the key of a queue', 'two', 'KmsAccessDenied', 400],
  ])('is refused as the service would: %s', (_name, queue, name, httpStatusCode) => {
    const { judge } = judged({ Action: 'sqs:SendMessage', Resource: arn('sqs', 'two') });
    const body = JSON.stringify({ QueueUrl: `http://127.0.0.1:1/000000000000/${queue}`, MessageBody: '' });
    expect(judge('AmazonSQS.SendMessage', body)).toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test('an explicit Deny is reported as such', () => {
    const all = { Action: 'dynamodb:*', Resource: '*' };
    const { judge } = judged(all, { ...all, Effect: 'Deny' });
    expect(judge(target, transaction)?.message).toMatch(/with an explicit deny in an identity-based policy$/);
  });

  test.each<[string, string | undefined, unknown]>([
    ['without a target', undefined, transaction],
    ['whose body comes in pieces', target, undefined],
    ['that is no JSON', target, '{'],
  ])('that cannot be judged goes nowhere: %s', (_name, given, body) => {
    const { judge, refused } = judged({ Action: '*', Resource: '*' });
    expect(judge(given, body)).toBeInstanceOf(Error);
    expect(refused).toHaveLength(1);
  });
});
