/** Calls that the store makes, and mistakes that DynamoDB refuses, one table for the model and the emulator. */
import type { Call, TableNames } from './sides.ts';

export interface Case {
  title: string;
  calls: Call[];
  /** What each call comes to: `answer`, or the name of the refusal. */
  come: string[];
}

const answer = 'answer';
const invalid = 'ValidationException';
const cancelled = 'TransactionCanceledException';

const put = (TableName: string, Item: Record<string, unknown>): Call => ({ call: 'put', input: { TableName, Item } });

export const dynamoCases = (names: TableNames): Case[] => [
  ...storeCases(names),
  ...transactionCases(names),
  ...mistakes(names),
];

function storeCases({ referrals, work, counters }: TableNames): Case[] {
  const version = (v: number, more: object) =>
    put(referrals, { id: 'r1', v, sender: 'gmp', at: `2026-11-2${v}T08`, ...more });
  const first = {
    ref: 'GM-1',
    person: 'p',
    hour: '2026-11-21T08',
    occurredOn: '2026-11-20',
    sealed: new Uint8Array([1, 2]),
  };
  const counterKey = { k: 'received|all', d: '2026-11-21' };
  const count = (by: unknown): Call => ({
    call: 'update',
    input: {
      TableName: counters,
      Key: counterKey,
      UpdateExpression: 'ADD #0 :0,#1 :0',
      ExpressionAttributeNames: { '#0': 'all', '#1': 'district' },
      ExpressionAttributeValues: { ':0': by },
    },
  });
  const indexed = (IndexName: string, name: string, value: unknown): Call => ({
    call: 'query',
    input: {
      TableName: referrals,
      IndexName,
      KeyConditionExpression: '#key = :key',
      ExpressionAttributeNames: { '#key': name },
      ExpressionAttributeValues: { ':key': value },
    },
  });
  const addMember = (member: string): Call => ({
    call: 'update',
    input: {
      TableName: work,
      Key: { id: 'set', row: 'members' },
      ConditionExpression: 'NOT contains(members, :one)',
      UpdateExpression: 'ADD members :all',
      ExpressionAttributeValues: { ':one': member, ':all': new Set([member]) },
    },
  });
  return [
    {
      title: 'a set takes each member once, also the first, before there is a row',
      calls: [addMember('a'), addMember('b'), addMember('a')],
      come: [answer, answer, 'ConditionalCheckFailedException'],
    },
    {
      title: 'versions sort by number, and stand in an index by what they carry',
      calls: [
        version(10, { hour: '2026-11-21T08' }),
        version(9, { hour: '2026-11-21T08' }),
        version(1, first),
        indexed('byReference', 'ref', 'GM-1'),
        indexed('byPerson', 'person', 'p'),
        indexed('byHour', 'hour', '2026-11-21T08'),
        {
          call: 'query',
          input: {
            TableName: referrals,
            KeyConditionExpression: 'id = :id AND v > :v',
            ExpressionAttributeValues: { ':id': 'r1', ':v': 1 },
            ConsistentRead: true,
            Limit: 1,
          },
        },
        {
          call: 'update',
          input: {
            TableName: referrals,
            Key: { id: 'r1', v: 1 },
            ConditionExpression: 'attribute_exists(id)',
            UpdateExpression: 'REMOVE #0, #1',
            ExpressionAttributeNames: { '#0': 'sealed', '#1': 'person' },
          },
        },
        indexed('byPerson', 'person', 'p'),
      ],
      come: Array(9).fill(answer),
    },
    {
      title: 'counters begin at nought and are added to; a text cannot be',
      calls: [count(1), count(2), count('x'), { call: 'get', input: { TableName: counters, Key: counterKey } }],
      come: [answer, answer, invalid, answer],
    },
    {
      title: 'an update that only removes makes the row where none stood',
      calls: [
        {
          call: 'update',
          input: { TableName: counters, Key: counterKey, UpdateExpression: 'REMOVE t, x' },
        },
        { call: 'get', input: { TableName: counters, Key: counterKey, ConsistentRead: true } },
      ],
      come: [answer, answer],
    },
    {
      title: 'a set grows by what it had not, and goes with its last member',
      calls: [
        ...[new Set(['x']), new Set(['x', 'y'])].map(
          (more): Call => ({
            call: 'update',
            input: {
              TableName: counters,
              Key: counterKey,
              UpdateExpression: 'ADD e :more',
              ExpressionAttributeValues: { ':more': more },
              ReturnValues: 'ALL_NEW',
            },
          }),
        ),
        {
          call: 'update',
          input: {
            TableName: counters,
            Key: counterKey,
            UpdateExpression: 'DELETE e :less',
            ExpressionAttributeValues: { ':less': new Set(['y', 'x']) },
            ReturnValues: 'ALL_NEW',
          },
        },
      ],
      come: [answer, answer, answer],
    },
    {
      title: 'a query may count its rows without bringing them, page by page',
      calls: [
        ...['one', 'two', 'three'].map((row) => put(work, { id: 'counted', row })),
        {
          call: 'query',
          input: {
            TableName: work,
            KeyConditionExpression: 'id = :id',
            ExpressionAttributeValues: { ':id': 'counted' },
            Select: 'COUNT',
            Limit: 2,
          },
        },
      ],
      come: Array(4).fill(answer),
    },
    {
      title: 'pages end at a megabyte, and are billed by what was read',
      calls: [
        ...Array.from({ length: 5 }, (_, index) =>
          put(work, { id: 'big', row: `e#${index}`, note: 'x'.repeat(300_000) }),
        ),
        {
          call: 'query',
          input: {
            TableName: work,
            KeyConditionExpression: 'id = :id',
            ExpressionAttributeValues: { ':id': 'big' },
            ProjectionExpression: '#row',
            ExpressionAttributeNames: { '#row': 'row' },
            ReturnConsumedCapacity: 'TOTAL',
          },
        },
      ],
      come: Array(6).fill(answer),
    },
  ];
}

function transactionCases({ work, counters }: TableNames): Case[] {
  const row = (name: string) => ({ id: 'c1', row: name });
  const isNew = {
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const transact = (
    TransactItems: Extract<Call, { call: 'transact' }>['input']['TransactItems'],
    token?: string,
  ): Call => ({
    call: 'transact',
    input: { TransactItems, ...(token ? { ClientRequestToken: token } : {}) },
  });
  const putNew = (name: string) => ({ Put: { TableName: work, Item: row(name), ...isNew } });
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      Put: { TableName: counters, Item: { k: 'many', d: `d${index}` } },
    }));
  const token = `token-${work}`;
  return [
    {
      title: 'reasons come in the order of the writes, with the row where it was asked for, and nothing is written',
      calls: [
        put(work, { ...row('head'), rev: 3 }),
        transact([
          putNew('h#01'),
          putNew('head'),
          { Delete: { TableName: work, Key: row('h#03') } },
          { ConditionCheck: { TableName: work, Key: row('h#02'), ConditionExpression: 'attribute_exists(id)' } },
        ]),
        { call: 'get', input: { TableName: work, Key: row('h#01'), ConsistentRead: true } },
      ],
      come: [answer, cancelled, answer],
    },
    {
      title: 'one row cannot be written twice in one transaction, nor checked and written',
      calls: [
        transact([putNew('h#01'), { Delete: { TableName: work, Key: row('h#01') } }]),
        transact([
          putNew('h#01'),
          { ConditionCheck: { TableName: work, Key: row('h#01'), ConditionExpression: 'attribute_exists(id)' } },
        ]),
      ],
      come: [invalid, invalid],
    },
    {
      title: 'a hundred writes are taken, and one more is not, nor none',
      calls: [transact(many(100)), transact(many(101)), transact([])],
      come: [answer, invalid, invalid],
    },
    {
      title: 'a token makes the second try the first, and no other transaction',
      calls: [transact([putNew('h#01')], token), transact([putNew('h#01')], token), transact([putNew('h#02')], token)],
      come: [answer, answer, 'IdempotentParameterMismatchException'],
    },
  ];
}

function mistakes({ work, counters }: TableNames): Case[] {
  const Key = { id: 'a', row: 'h' };
  const values = { ExpressionAttributeValues: { ':x': 'x' } };
  const update = (UpdateExpression: string, more: object = values): Call => ({
    call: 'update',
    input: { TableName: work, Key, UpdateExpression, ...more },
  });
  const query = (KeyConditionExpression: string, more: object = {}): Call => ({
    call: 'query',
    input: { TableName: work, KeyConditionExpression, ExpressionAttributeValues: { ':a': 'a', ':b': 'b' }, ...more },
  });
  const refused: [string, Call, string?][] = [
    ['a key that is not whole', { call: 'get', input: { TableName: work, Key: { id: 'a' } } }],
    ['a key with more to it', { call: 'get', input: { TableName: work, Key: { ...Key, n: 1 } } }],
    ['a key of another type', { call: 'get', input: { TableName: work, Key: { id: 'a', row: 1 } } }],
    ['an empty key', put(work, { id: '', row: 'h' })],
    ['a row without its key', put(work, { id: 'a' })],
    ['an empty key of an index', put(work, { ...Key, list: '' })],
    ['a key of an index that is of another type', put(work, { ...Key, list: 'l', pos: 1 })],
    ['a table that is not there', { call: 'get', input: { TableName: 'nowhere', Key } }, 'ResourceNotFoundException'],
    ['an index that is not there', query('id = :a AND pos = :b', { IndexName: 'byNothing' })],
    ['an alias that is not used', update('SET s = :x', { ExpressionAttributeValues: { ':x': 1, ':y': 2 } })],
    ['an alias that is not defined', update('SET s = :y')],
    ['a change of the key', update('SET id = :x')],
    ['one attribute written twice', update('SET s = :x REMOVE s')],
    ['a value from an attribute that is not there', update('SET s = u', {})],
    ['a batch that names a key twice', { call: 'batchGet', input: { RequestItems: { [work]: { Keys: [Key, Key] } } } }],
    ['a query without its partition', query('pos = :a AND due = :b')],
    ['a query by two ranges', query('id = :a AND pos > :a AND pos < :b')],
    ['a consistent read of an index', query('list = :a AND pos = :b', { IndexName: 'byList', ConsistentRead: true })],
    ['a range whose ends are the wrong way round', query('id = :a AND k BETWEEN :b AND :a')],
    ['a filter by the key', query('id = :a', { FilterExpression: 'id = :b' })],
    ['a page of nothing', query('id = :a', { ExpressionAttributeValues: { ':a': 'a' }, Limit: 0 })],
    [
      'parentheses twice',
      {
        call: 'delete',
        input: { TableName: counters, Key: { k: 'a', d: 'd' }, ConditionExpression: '((attribute_exists(k)))' },
      },
    ],
  ];
  return refused.map(([title, call, come = invalid]) => ({
    title: `${title} is refused`,
    calls: [call],
    come: [come],
  }));
}
