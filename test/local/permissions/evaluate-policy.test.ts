import { describe, expect, test } from 'vitest';
import { createPolicyEvaluator, type RequiredPermission } from '#local/permissions/evaluate-policy.ts';
import { parseStatements } from '#local/permissions/statement.ts';

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Counters';
const other = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Work';
const index = `${table}/index/byHour`;

interface Given {
  Effect?: 'Allow' | 'Deny';
  Action: string | string[];
  Resource?: string | string[];
  Condition?: object;
}
const judged = (given: readonly Given[]) =>
  createPolicyEvaluator(
    parseStatements(
      {
        Version: '2012-10-17',
        Statement: given.map((one) => ({ Effect: 'Allow', Resource: table, ...one })),
      },
      'a policy',
    ),
  );
const need = (action: string, resource = table, keys?: readonly string[]): RequiredPermission => ({
  action,
  resource,
  context: keys === undefined ? {} : { 'dynamodb:LeadingKeys': () => keys },
});
const get = 'dynamodb:GetItem';

describe('without conditions', () => {
  test.each<[string, Given[], RequiredPermission, string]>([
    ['what is named', [{ Action: get }], need(get), 'allowed'],
    ['one of several', [{ Action: ['dynamodb:Query', get], Resource: [other, table] }], need(get), 'allowed'],
    ['nothing', [], need(get), 'not-allowed'],
    ['another action', [{ Action: 'dynamodb:Query' }], need(get), 'not-allowed'],
    ['another table', [{ Action: get }], need(get, other), 'not-allowed'],
    ['an index by the table alone', [{ Action: 'dynamodb:Query' }], need('dynamodb:Query', index), 'not-allowed'],
    ['a table by its index alone', [{ Action: get, Resource: index }], need(get), 'not-allowed'],
    ['an index', [{ Action: 'dynamodb:Query', Resource: index }], need('dynamodb:Query', index), 'allowed'],
    [
      'every index by a wildcard',
      [{ Action: 'dynamodb:Query', Resource: `${table}/index/*` }],
      need('dynamodb:Query', index),
      'allowed',
    ],
    ['a wildcard in the action', [{ Action: 'dynamodb:Get*' }], need(get), 'allowed'],
    ['a wildcard of one letter', [{ Action: 'dynamodb:?etItem' }], need(get), 'allowed'],
    ['a wildcard that does not reach', [{ Action: 'dynamodb:Get?' }], need(get), 'not-allowed'],
    ['everything', [{ Action: '*', Resource: '*' }], need(get), 'allowed'],
    ['an action in other capitals', [{ Action: 'DynamoDB:getitem' }], need(get), 'allowed'],
    ['a resource in other capitals', [{ Action: get, Resource: table.toLowerCase() }], need(get), 'not-allowed'],
    [
      'a dot that is only a dot',
      [{ Action: get, Resource: table.replace('Counters', 'C.unters') }],
      need(get),
      'not-allowed',
    ],
    ['an explicit Deny after the Allow', [{ Action: get }, { Effect: 'Deny', Action: get }], need(get), 'denied'],
    ['and before it', [{ Effect: 'Deny', Action: 'dynamodb:*' }, { Action: get }], need(get), 'denied'],
    [
      'a Deny of something else',
      [{ Action: get }, { Effect: 'Deny', Action: 'dynamodb:PutItem' }],
      need(get),
      'allowed',
    ],
  ])('%s', (_name, given, asked, verdict) => {
    expect(judged(given)(asked)).toBe(verdict);
    // Looked up once, the answer is the same.
    const judge = judged(given);
    expect([judge(asked), judge(asked)]).toEqual([verdict, verdict]);
  });
});

describe('leading keys', () => {
  const remove = 'dynamodb:DeleteItem';
  const where = (operator: string, ...values: string[]): Given => ({
    Action: remove,
    Condition: { [operator]: { 'dynamodb:LeadingKeys': values } },
  });
  const all = where('ForAllValues:StringEquals', 'bound');
  test.each<[string, Given[], readonly string[] | undefined, string]>([
    ['the one that is allowed', [all], ['bound'], 'allowed'],
    ['another', [all], ['r|all'], 'not-allowed'],
    ['one of two', [all], ['bound', 'r|all'], 'not-allowed'],
    ['none at all passes ForAllValues, as on AWS', [all], [], 'allowed'],
    ['and so does a call that has no such key', [all], undefined, 'allowed'],
    ['ForAnyValue of one of two', [where('ForAnyValue:StringEquals', 'bound')], ['r|all', 'bound'], 'allowed'],
    ['ForAnyValue of none', [where('ForAnyValue:StringEquals', 'bound')], [], 'not-allowed'],
    ['by its beginning', [where('ForAllValues:StringLike', 'person|*')], ['person|abc'], 'allowed'],
    ['by another beginning', [where('ForAllValues:StringLike', 'person|*')], ['r|person|abc'], 'not-allowed'],
    [
      'an asterisk that StringEquals takes for itself',
      [where('ForAllValues:StringEquals', 'b*')],
      ['bound'],
      'not-allowed',
    ],
    ['one of several values', [where('ForAllValues:StringEquals', 'other', 'bound')], ['bound'], 'allowed'],
    ['a statement beside it without condition', [all, { Action: remove }], ['r|all'], 'allowed'],
    ['a Deny whose condition holds', [{ Action: remove }, { ...all, Effect: 'Deny' }], ['bound'], 'denied'],
    ['a Deny whose condition does not hold', [{ Action: remove }, { ...all, Effect: 'Deny' }], ['r|all'], 'allowed'],
  ])('%s', (_name, given, keys, verdict) => {
    expect(judged(given)(need(remove, table, keys))).toBe(verdict);
  });

  test('are checked only where a statement for the call has a condition on them', () => {
    const broken: RequiredPermission = {
      ...need(get),
      context: {
        'dynamodb:LeadingKeys': () => {
          throw new Error('asked');
        },
      },
    };
    expect(judged([all, { Action: get }])(broken)).toBe('allowed');
    expect(() => judged([all])({ ...broken, action: remove })).toThrow('asked');
  });
});

test('a key may be used only through the service in the condition', () => {
  const judge = judged([
    { Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-2.amazonaws.com' } } },
  ]);
  const via = (service: string): RequiredPermission => ({
    ...need('kms:Decrypt'),
    context: { 'kms:ViaService': () => [`${service}.eu-west-2.amazonaws.com`] },
  });
  expect([judge(via('dynamodb')), judge(via('sqs')), judge(need('kms:Decrypt'))]).toEqual([
    'allowed',
    'not-allowed',
    'not-allowed',
  ]);
});

describe('an unsupported policy is an error that says where', () => {
  const plain = { Effect: 'Allow', Action: get, Resource: table };
  const leading = (operator: string) => ({ ...plain, Condition: { [operator]: { 'dynamodb:LeadingKeys': 'bound' } } });
  test.each<[string, object, RegExp]>([
    ['NotAction', { Effect: 'Allow', NotAction: get, Resource: table }, /a policy .*NotAction/s],
    ['NotResource', { Effect: 'Allow', Action: get, NotResource: table }, /NotResource/],
    ['a Principal', { ...plain, Principal: '*' }, /Principal/],
    ['no resource', { Effect: 'Allow', Action: get }, /Resource/],
    ['no action at all', { ...plain, Action: [] }, /Action/],
    ['an operator', leading('ForAllValues:StringNotEquals'), /a policy has the condition ForAllValues:StringNotEquals/],
    ['IfExists', leading('ForAllValues:StringEqualsIfExists'), /StringEqualsIfExists/],
    [
      'an operator for one value on a key with many',
      leading('StringEquals'),
      /requires the prefix ForAllValues or ForAnyValue/,
    ],
    [
      'and the other way round',
      { ...plain, Condition: { 'ForAllValues:StringEquals': { 'kms:ViaService': 'sqs' } } },
      /requires neither/,
    ],
    ['a condition key', { ...plain, Condition: { StringEquals: { 'aws:SourceIp': '192.0.2.1' } } }, /on aws:SourceIp/],
    ['a policy variable', { ...plain, Resource: `${table}/\${aws:username}` }, /policy variables/],
  ])('%s', (_name, statement, message) => {
    expect(() => parseStatements({ Version: '2012-10-17', Statement: [statement] }, 'a policy')).toThrow(message);
  });

  test('a policy of the old version, whose wildcards differ', () => {
    expect(() => parseStatements({ Version: '2008-10-17', Statement: [plain] }, 'a policy')).toThrow(/Version/);
  });
});
