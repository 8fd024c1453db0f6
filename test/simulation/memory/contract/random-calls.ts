/** Random calls over few keys and values, so that they meet: conditions, updates, transactions, queries and pages. */
import * as fc from 'fast-check';
import type { Call } from './sides.ts';

const id = fc.constantFrom('a', 'b', 'c');
const row = fc.constantFrom('h', 'h#01', 'h#02', 'e#1', 'e#2', 'p#1');
const key = fc.record({ id, row });
const number = fc.integer({ min: -2, max: 4 });
const text = fc.constantFrom('', 'x', 'xy', 'y', 'é', '\u{1F600}', '\uFB01');
const set = fc.constantFrom(new Set(['x']), new Set(['x', 'y']), new Set(['z']));
const value = fc.oneof(number, text, set, fc.boolean(), fc.constant(null));

const part = fc.constantFrom('one', 'two');
const position = fc.constantFrom('1', '2', '3', '4');
const rowValues = fc.record(
  {
    n: number,
    s: text,
    t: set,
    any: fc.oneof(value, fc.array(value, { maxLength: 2 }), fc.record({ in: value })),
    bytes: fc.uint8Array({ maxLength: 2 }),
    gone: fc.constant(undefined),
    list: part,
    pos: position,
    agenda: part,
    due: position,
  },
  { requiredKeys: [] },
);
const item = fc.tuple(key, rowValues).map(([keys, values]) => ({ ...keys, ...values }));

/** An expression with what its aliases stand for. */
interface Expression {
  text: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

const attribute = fc.constantFrom('n', 's', 't', 'any', 'list', 'id');
/** Aliases are made of what they stand for, so that one that comes twice means the same. */
const nameAlias = (name: string): Expression => ({ text: `#${name}`, names: { [`#${name}`]: name }, values: {} });
let aliases = 0;
function valueAlias(held: unknown): Expression {
  aliases += 1;
  const alias = `:v${aliases}`;
  return { text: alias, names: {}, values: { [alias]: held } };
}

const compose = (template: (...texts: string[]) => string, ...parts: Expression[]): Expression => ({
  text: template(...parts.map((one) => one.text)),
  names: Object.assign({}, ...parts.map((one) => one.names)),
  values: Object.assign({}, ...parts.map((one) => one.values)),
});

const sign = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const pair = fc.oneof(fc.tuple(number, number), fc.tuple(text, text));
const simple: fc.Arbitrary<Expression> = fc.oneof(
  attribute.map((name) => compose((a) => `attribute_exists(${a})`, nameAlias(name))),
  attribute.map((name) => compose((a) => `attribute_not_exists(${a})`, nameAlias(name))),
  fc.tuple(attribute, sign, value).map(([a, s, b]) => compose((x, y) => `${x} ${s} ${y}`, nameAlias(a), valueAlias(b))),
  fc
    .tuple(fc.constantFrom('n', 's'), sign, attribute)
    .map(([a, s, b]) => compose((x, y) => `${x} ${s} ${y}`, nameAlias(a), nameAlias(b === a ? 'any' : b))),
  fc
    .tuple(attribute, pair)
    .filter(
      ([, [low, high]]) => low <= high && Buffer.compare(Buffer.from(String(low)), Buffer.from(String(high))) <= 0,
    )
    .map(([a, [low, high]]) =>
      compose((x, y, z) => `${x} BETWEEN ${y} AND ${z}`, nameAlias(a), valueAlias(low), valueAlias(high)),
    ),
  fc
    .tuple(attribute, fc.array(value, { minLength: 1, maxLength: 3 }))
    .map(([a, among]) =>
      compose((x, ...rest) => `${x} IN (${rest.join(', ')})`, nameAlias(a), ...among.map(valueAlias)),
    ),
  fc
    .tuple(fc.constantFrom('s', 'list', 'n'), fc.constantFrom('x', 'y', 'o'))
    .map(([a, prefix]) => compose((x, y) => `begins_with(${x}, ${y})`, nameAlias(a), valueAlias(prefix))),
  fc
    .tuple(fc.constantFrom('s', 't', 'any', 'n'), fc.constantFrom('x', 'y', 'z', 1))
    .map(([a, held]) => compose((x, y) => `contains(${x}, ${y})`, nameAlias(a), valueAlias(held))),
);
const condition: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => compose((x, y) => `${x} AND ${y}`, a, b)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => compose((x, y) => `${x} OR ${y}`, a, b)),
    tie('tree').map((a) => compose((x) => `NOT ${x}`, a)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => compose((x, y) => `(${x} OR ${y})`, a, b)),
  ),
})).tree;

const assignment: fc.Arbitrary<Expression> = fc.oneof(
  value.map((held) => compose((a, b) => `${a} = ${b}`, nameAlias('any'), valueAlias(held))),
  number.map((held) =>
    compose((a, b, c) => `${a} = if_not_exists(${b}, ${c})`, nameAlias('n'), nameAlias('s'), valueAlias(held)),
  ),
  number.map((held) => compose((a, b, c) => `${a} = ${b} + ${c}`, nameAlias('n'), nameAlias('n'), valueAlias(held))),
  fc
    .tuple(number, number)
    .map(([a, b]) =>
      compose((x, y, z) => `${x} = if_not_exists(${x}, ${y}) - ${z}`, nameAlias('n'), valueAlias(a), valueAlias(b)),
    ),
  fc
    .tuple(fc.constantFrom('any', 'many'), fc.array(value, { maxLength: 2 }))
    .map(([name, more]) =>
      compose(
        (a, b, c) => `${a} = list_append(if_not_exists(${a}, ${b}), ${c})`,
        nameAlias(name),
        valueAlias([]),
        valueAlias(more),
      ),
    ),
  part.map((held) => compose((a, b) => `${a} = ${b}`, nameAlias('list'), valueAlias(held))),
  position.map((held) => compose((a, b) => `${a} = ${b}`, nameAlias('pos'), valueAlias(held))),
);
const removal = fc.constantFrom('agenda', 'due', 's').map(nameAlias);
const addition = fc.oneof(
  number.map((by) => compose((a, b) => `${a} ${b}`, nameAlias('m'), valueAlias(by))),
  set.map((more) => compose((a, b) => `${a} ${b}`, nameAlias('t'), valueAlias(more))),
);
const taking = set.map((less) => compose((a, b) => `${a} ${b}`, nameAlias('u'), valueAlias(less)));

const clause = (word: string, of: fc.Arbitrary<Expression>) =>
  fc
    .uniqueArray(of, { minLength: 1, maxLength: 2, selector: ({ text: written }) => written.split(' ')[0] })
    .map((parts) => compose((...texts) => `${word} ${texts.join(', ')}`, ...parts));
const update = fc
  .subarray([clause('SET', assignment), clause('REMOVE', removal), clause('ADD', addition), clause('DELETE', taking)], {
    minLength: 1,
  })
  .chain((clauses) => fc.tuple(...clauses))
  .map((clauses) => compose((...texts) => texts.join(' '), ...clauses));

const aliasesOf = (...expressions: (Expression | undefined)[]) => {
  const given = expressions.filter((one) => one !== undefined);
  const { names, values } = compose(() => '', ...given);
  return {
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
};

/** What a single write and one of a transaction have in common. */
const conditional = fc.record({ if: fc.option(condition, { nil: undefined }), shows: fc.boolean() });
type Conditional = typeof conditional extends fc.Arbitrary<infer Given> ? Given : never;
const conditionInput = ({ if: wanted, shows }: Conditional, other?: Expression) => ({
  ...(wanted ? { ConditionExpression: wanted.text } : {}),
  ...(wanted && shows ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
  ...aliasesOf(wanted, other),
});

const putInput = (TableName: string) =>
  fc.tuple(item, conditional).map(([Item, given]) => ({ TableName, Item, ...conditionInput(given) }));
const updateInput = (TableName: string) =>
  fc.tuple(key, update, conditional).map(([Key, change, given]) => ({
    TableName,
    Key,
    UpdateExpression: change.text,
    ...conditionInput(given, change),
  }));
const deleteInput = (TableName: string) =>
  fc.tuple(key, conditional).map(([Key, given]) => ({ TableName, Key, ...conditionInput(given) }));
const checkInput = (TableName: string) =>
  fc.tuple(key, condition, fc.boolean()).map(([Key, wanted, shows]) => ({
    TableName,
    Key,
    ConditionExpression: wanted.text,
    ...conditionInput({ if: wanted, shows }),
  }));
const transactItem = (table: string) =>
  fc.oneof(
    putInput(table).map((Put) => ({ Put })),
    updateInput(table).map((Update) => ({ Update })),
    deleteInput(table).map((Delete) => ({ Delete })),
    checkInput(table).map((ConditionCheck) => ({ ConditionCheck })),
  );

const index = fc.constantFrom(
  { IndexName: 'byList', key: 'list', sort: 'pos' },
  { IndexName: 'byAgenda', key: 'agenda', sort: 'due' },
);

function range(name: string, bound: fc.Arbitrary<string>): fc.Arbitrary<Expression | undefined> {
  const compared = fc
    .tuple(fc.constantFrom('=', '<', '<=', '>', '>='), bound)
    .map(([s, b]) => compose((x, y) => `${x} ${s} ${y}`, nameAlias(name), valueAlias(b)));
  const begins = bound.map((b) =>
    compose((x, y) => `begins_with(${x}, ${y})`, nameAlias(name), valueAlias(b.slice(0, 1))),
  );
  const between = fc
    .tuple(bound, bound)
    .map((ends) => ends.toSorted())
    .map(([low, high]) =>
      compose((x, y, z) => `${x} BETWEEN ${y} AND ${z}`, nameAlias(name), valueAlias(low), valueAlias(high)),
    );
  return fc.oneof(fc.constant(undefined), compared, begins, between);
}

function queryInput(partition: string, wanted: string, sort: Expression | undefined, filter?: Expression) {
  const own = compose((x, y) => `${x} = ${y}`, nameAlias(partition), valueAlias(wanted));
  const whole = sort ? compose((x, y) => `${x} AND ${y}`, own, sort) : own;
  return {
    KeyConditionExpression: whole.text,
    ...(filter ? { FilterExpression: filter.text } : {}),
    ...aliasesOf(whole, filter),
  };
}

export function randomCall(work: string): fc.Arbitrary<Call> {
  const returned = fc.constantFrom('NONE' as const, 'ALL_OLD' as const);
  // Of a row that was not there, the emulator's ALL_OLD shows the key, and AWS nothing.
  const updated = fc.constantFrom('NONE' as const, 'ALL_NEW' as const);
  const writes: fc.Arbitrary<Call> = fc.oneof(
    fc
      .tuple(putInput(work), returned)
      .map(([given, ReturnValues]): Call => ({ call: 'put', input: { ...given, ReturnValues } })),
    fc
      .tuple(updateInput(work), updated)
      .map(([given, ReturnValues]): Call => ({ call: 'update', input: { ...given, ReturnValues } })),
    fc
      .tuple(deleteInput(work), returned)
      .map(([given, ReturnValues]): Call => ({ call: 'delete', input: { ...given, ReturnValues } })),
    fc
      .array(transactItem(work), { minLength: 1, maxLength: 4 })
      .map((TransactItems): Call => ({ call: 'transact', input: { TransactItems } })),
  );
  const shape = fc.record(
    { Limit: fc.integer({ min: 1, max: 4 }), ScanIndexForward: fc.boolean(), ConsistentRead: fc.boolean() },
    { requiredKeys: [] },
  );
  const TableName = work;
  const tableQuery: fc.Arbitrary<Call> = fc
    .tuple(id, range('row', row), shape, fc.option(condition, { nil: undefined }))
    .map(
      ([own, sort, given, filter]): Call => ({
        call: 'query',
        input: { TableName, ...given, ...queryInput('id', own, sort, filter) },
      }),
    );
  const indexQuery: fc.Arbitrary<Call> = index.chain(({ IndexName, key: partition, sort }) =>
    fc.tuple(part, range(sort, position), shape).map(([own, bounds, { ConsistentRead, ...given }]): Call => {
      const input = { TableName, IndexName, ...given, ...queryInput(partition, own, bounds) };
      return { call: 'query', input };
    }),
  );
  const reads: fc.Arbitrary<Call> = fc.oneof(
    fc
      .record({ Key: key, ConsistentRead: fc.boolean() })
      .map((given): Call => ({ call: 'get', input: { TableName, ...given } })),
    fc
      .array(key, { minLength: 1, maxLength: 4 })
      .map((Keys): Call => ({ call: 'batchGet', input: { RequestItems: { [work]: { Keys } } } })),
    tableQuery,
    indexQuery,
  );
  return fc.oneof({ weight: 3, arbitrary: writes }, { weight: 2, arbitrary: reads });
}
