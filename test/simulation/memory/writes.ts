/** Single writes, planned first: alone or as part of a transaction they mean the same. */
import type { DeleteCommandInput, PutCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { conditionError, NotModelled, refuseUnknown, validationError } from './errors.ts';
import { type Condition, holds, parseCondition } from './expressions/condition.ts';
import { type Aliases, bindAliases, type Parsed } from './expressions/tokens.ts';
import { applyUpdate, parseUpdate, writtenNames } from './expressions/update.ts';
import type { Item } from './item.ts';
import type { Table } from './table.ts';
import { copyItem } from './values.ts';

export interface PlannedWrite {
  table: Table;
  key: Item;
  /** Whether the row as it stands lets the write happen. */
  isAllowed(before: Item | undefined): boolean;
  /** Whether a refusal carries the row as it stands. */
  showsRow: boolean;
  /** The row after the write; undefined takes it away. @throws ValidationException for operands of the wrong type */
  next(before: Item | undefined): Item | undefined;
}

type Conditional = Pick<
  PutCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValues'
  | 'ReturnValuesOnConditionCheckFailure'
>;

const conditional = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
];
const putInput = new Set([...conditional, 'Item']);
const keyInput = new Set([...conditional, 'Key']);
const updateInput = new Set([...conditional, 'Key', 'UpdateExpression']);

export type FindTable = (name: string | undefined) => Table;
/** Inputs by what the document client and its transactions have in common. */
type PutInput = Conditional & Pick<PutCommandInput, 'TableName' | 'Item'>;
type KeyInput = Conditional & Pick<DeleteCommandInput, 'TableName' | 'Key'>;
type UpdateInput = Conditional & Pick<UpdateCommandInput, 'TableName' | 'Key' | 'UpdateExpression'>;

export function planPut(input: PutInput, find: FindTable): PlannedWrite {
  refuseUnknown('Put', input, putInput);
  const table = find(input.TableName);
  const item = copyItem(input.Item ?? {});
  return { table, key: table.keyOf(item), ...planCondition(input), next: () => item };
}

export function planDelete(input: KeyInput, find: FindTable): PlannedWrite {
  refuseUnknown('Delete', input, keyInput);
  const table = find(input.TableName);
  return { table, key: wholeKey(table, input.Key), ...planCondition(input), next: () => undefined };
}

export function planCheck(input: KeyInput, find: FindTable): PlannedWrite {
  refuseUnknown('ConditionCheck', input, keyInput);
  const table = find(input.TableName);
  return { table, key: wholeKey(table, input.Key), ...planCondition(input), next: (before) => before };
}

export function planUpdate(input: UpdateInput, find: FindTable): PlannedWrite {
  refuseUnknown('Update', input, updateInput);
  const table = find(input.TableName);
  const key = wholeKey(table, input.Key);
  if (input.UpdateExpression === undefined) throw new NotModelled('an update without an expression');
  const update = parseUpdate(input.UpdateExpression);
  const planned = planCondition(input, update);
  const names = writtenNames(update.tree, planned.aliases);
  if (names.some((name) => name in key)) throw validationError('Cannot update an attribute that is part of the key');
  return { table, key, ...planned, next: (before) => applyUpdate(update.tree, before ?? key, planned.aliases) };
}

function planCondition(input: Conditional, update?: Parsed<unknown>) {
  const parsed = input.ConditionExpression === undefined ? undefined : parseCondition(input.ConditionExpression);
  const aliases = bindAliases(input, [parsed, update]);
  return {
    aliases,
    isAllowed: (before: Item | undefined) => isAllowed(parsed?.tree, before, aliases),
    showsRow: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

const isAllowed = (condition: Condition | undefined, before: Item | undefined, aliases: Aliases): boolean =>
  condition === undefined || holds(condition, before, aliases);

/** @throws ValidationException when it is not the key and nothing more */
export function wholeKey(table: Table, given: Readonly<Record<string, unknown>> | undefined): Item {
  const key = copyItem(given ?? {});
  if (Object.keys(key).length !== 2) throw validationError('The provided key element does not match the schema');
  return table.keyOf(key);
}

/** Does one write, or refuses it. @returns the attributes asked for, if any */
export function writeOne(write: PlannedWrite, returns: string | undefined): { Attributes?: Item } {
  const { table, key, showsRow } = write;
  const before = table.get(key, table.current);
  if (!write.isAllowed(before)) throw conditionError(showsRow ? before : undefined);
  const after = write.next(before);
  table.write(key, after);
  const shown = returnedItem(returns, before, after);
  return shown ? { Attributes: copyItem(shown) } : {};
}

function returnedItem(returns = 'NONE', before: Item | undefined, after: Item | undefined): Item | undefined {
  if (returns === 'NONE') return undefined;
  if (returns === 'ALL_OLD') return before;
  if (returns === 'ALL_NEW') return after;
  throw new NotModelled(`ReturnValues ${returns}`);
}
