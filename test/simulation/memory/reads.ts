/** Reads: one row, several rows, and pages of a query or a scan. */
import type { BatchGetCommandInput, GetCommandInput, QueryCommandInput, ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Effects } from './effects.ts';
import { NotModelled, refuseUnknown, validationError } from './errors.ts';
import { holds, namesIn, parseCondition } from './expressions/condition.ts';
import { parseProjection, projectedNames, projectItem } from './expressions/projection.ts';
import { bindAliases } from './expressions/tokens.ts';
import type { Item, KeyValue } from './item.ts';
import { type KeyRange, readKeyCondition } from './key-condition.ts';
import { orderOf, type Source, type Table } from './table.ts';
import { copyItem, itemBytes } from './values.ts';
import { compareOrder, type Entry, firstPlace, type Reading } from './view.ts';
import { type FindTable, wholeKey } from './writes.ts';

const getInput = new Set(['TableName', 'Key', 'ConsistentRead']);
const batchInput = new Set(['RequestItems']);
const keysInput = new Set(['Keys', 'ConsistentRead']);
const pageInput = [
  'TableName',
  'IndexName',
  'ConsistentRead',
  'ExclusiveStartKey',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'FilterExpression',
  'Limit',
  'ProjectionExpression',
  'ReturnConsumedCapacity',
  'Select',
];
const scanInput = new Set(pageInput);
const queryInput = new Set([...pageInput, 'KeyConditionExpression', 'ScanIndexForward']);

/** Rows that one BatchGetItem may ask for. */
const mostKeys = 100;
/** A page of a query or a scan ends before the row that would take it over this. */
const mostPageBytes = 1024 * 1024;

const readingOf = ({ hide, onEffect }: Effects): Reading => ({
  ...(hide ? { hide } : {}),
  onStale: () => onEffect?.('stale-read'),
});

function getOne(table: Table, key: Item, isConsistent: boolean | undefined, effects: Effects): Item | undefined {
  return isConsistent ? table.get(key, table.current) : table.get(key, table.copy, readingOf(effects));
}

export function getItem(input: GetCommandInput, find: FindTable, effects: Effects): { Item?: Item } {
  refuseUnknown('GetItem', input, getInput);
  const table = find(input.TableName);
  const item = getOne(table, wholeKey(table, input.Key), input.ConsistentRead, effects);
  return item ? { Item: copyItem(item) } : {};
}

export function batchGet(input: BatchGetCommandInput, find: FindTable, effects: Effects): object {
  refuseUnknown('BatchGetItem', input, batchInput);
  const wanted = Object.entries(input.RequestItems ?? {}).flatMap(([name, request]) => {
    refuseUnknown('BatchGetItem', request, keysInput);
    const table = find(name);
    return (request.Keys ?? []).map((given) => ({ table, key: wholeKey(table, given), request }));
  });
  const identities = wanted.map(({ table, key }) => `${table.name} ${table.identify(key)}`);
  if (wanted.length < 1 || wanted.length > mostKeys)
    throw validationError(`${wanted.length} keys, not 1 to ${mostKeys}`);
  if (new Set(identities).size < wanted.length) throw validationError('Provided list of item keys contains duplicates');

  const answered = wanted.slice(0, effects.atMost ?? wanted.length);
  const left = wanted.slice(answered.length);
  if (left.length > 0) effects.onEffect?.('unprocessed-keys');
  const Responses: Record<string, Item[]> = {};
  for (const { table, key, request } of answered) {
    const item = getOne(table, key, request.ConsistentRead, effects);
    Responses[table.name] ??= [];
    if (item) Responses[table.name]?.push(copyItem(item));
  }
  const UnprocessedKeys: Record<string, { Keys: Item[] }> = {};
  for (const { table, key, request } of left) {
    UnprocessedKeys[table.name] ??= { ...request, Keys: [] };
    UnprocessedKeys[table.name]?.Keys.push(key);
  }
  return { Responses, UnprocessedKeys };
}

export function query(input: QueryCommandInput, find: FindTable, effects: Effects): object {
  refuseUnknown('Query', input, queryInput);
  const table = find(input.TableName);
  const source = sourceOf(table, input);
  if (input.KeyConditionExpression === undefined) throw validationError('a query needs a key condition');
  const condition = parseCondition(input.KeyConditionExpression);
  const { keep, shape, aliases, filtered } = planPage(input, [condition]);
  if (filtered.some((name) => name === source.partition || name === source.sort)) {
    throw validationError('Filter Expression can only contain non-primary key attributes');
  }
  const range = readKeyCondition(condition.tree, source, aliases);
  const start = input.ExclusiveStartKey && orderOf(table, source, copyItem(input.ExclusiveStartKey));
  if (start && start.partition !== range.partition) throw validationError('The provided starting key is invalid');
  const entries = source.view.read(range.partition, readingOf(effects));
  const covered = entriesIn(entries, range, start?.order, input.ScanIndexForward === false);
  return readPage(covered, { table, source, input, keep, shape, effects });
}

/** The entries of the range in the order of the query, from after the start on. */
function entriesIn(
  entries: readonly Entry[],
  { isBefore, isPast }: KeyRange,
  start: readonly KeyValue[] | undefined,
  isBackward: boolean,
): readonly Entry[] {
  const low = firstPlace(entries, ({ order: [sort = ''] }) => !isBefore(sort));
  const high = firstPlace(entries, ({ order: [sort = ''] }) => isPast(sort));
  if (isBackward) {
    const end = start ? firstPlace(entries, ({ order }) => compareOrder(order, start) >= 0) : high;
    return entries.slice(low, Math.min(high, end)).reverse();
  }
  const begin = start ? firstPlace(entries, ({ order }) => compareOrder(order, start) > 0) : low;
  return entries.slice(Math.max(low, begin), high);
}

export function scan(input: ScanCommandInput, find: FindTable, effects: Effects): object {
  refuseUnknown('Scan', input, scanInput);
  const table = find(input.TableName);
  const source = sourceOf(table, input);
  const { keep, shape } = planPage(input, []);
  const reading = input.ConsistentRead ? {} : readingOf(effects);
  const start = input.ExclusiveStartKey && orderOf(table, source, copyItem(input.ExclusiveStartKey));
  const entries = source.view.partitions(reading).flatMap((partition) => source.view.read(partition, reading));
  const isAfter = ({ partition, order }: Entry): boolean =>
    !start || compareOrder([partition, ...order], [start.partition, ...start.order]) > 0;
  return readPage(entries.filter(isAfter), { table, source, input, keep, shape, effects });
}

function sourceOf(table: Table, { IndexName, ConsistentRead }: QueryCommandInput | ScanCommandInput): Source {
  if (IndexName === undefined) return ConsistentRead ? table.current : table.copy;
  if (ConsistentRead) throw validationError('Consistent reads are not supported on global secondary indexes');
  return table.index(IndexName);
}

/** What of the rows read is kept by the filter, and which attributes of them are shown. */
function planPage(input: QueryCommandInput | ScanCommandInput, others: ReturnType<typeof parseCondition>[]) {
  const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression);
  const projection = input.ProjectionExpression === undefined ? undefined : parseProjection(input.ProjectionExpression);
  const aliases = bindAliases(input, [...others, filter, projection]);
  const names = projection && projectedNames(projection.tree, aliases);
  return {
    aliases,
    filtered: filter ? namesIn(filter.tree).map((text) => aliases.name(text)) : [],
    keep: (item: Item) => filter === undefined || holds(filter.tree, item, aliases),
    shape: (item: Item) => copyItem(names ? projectItem(item, names) : item),
  };
}

interface Page {
  table: Table;
  source: Source;
  input: QueryCommandInput | ScanCommandInput;
  keep: (item: Item) => boolean;
  shape: (item: Item) => Item;
  effects: Effects;
}

/** One page: it ends at the limit, at the most bytes, or where the effects cut it short. */
function readPage(entries: readonly Entry[], { table, source, input, keep, shape, effects }: Page): object {
  if (input.Limit !== undefined && input.Limit < 1) throw validationError('Limit must be at least 1');
  const limit = input.Limit ?? Number.POSITIVE_INFINITY;
  const most = Math.min(limit, Math.max(1, effects.atMost ?? limit));
  const read: Item[] = [];
  let bytes = 0;
  for (const { item } of entries) {
    const isFull = read.length > 0 && bytes + itemBytes(item) > mostPageBytes;
    if (isFull || read.length >= most) break;
    read.push(item);
    bytes += itemBytes(item);
  }
  const isCut = read.length < entries.length;
  if (isCut && read.length === most && most < limit) effects.onEffect?.('short-page');
  const last = isCut || read.length === limit ? read.at(-1) : undefined;
  const items = read.filter(keep).map(shape);
  return {
    ...(isCount(input) ? {} : { Items: items }),
    Count: items.length,
    ScannedCount: read.length,
    ...(last ? { LastEvaluatedKey: placeKey(table, source, last) } : {}),
    ...capacity(input, bytes),
  };
}

function isCount({ Select }: Pick<QueryCommandInput, 'Select'>): boolean {
  if (Select !== undefined && Select !== 'COUNT') throw new NotModelled(`Select ${Select}`);
  return Select === 'COUNT';
}

const placeKey = ({ model }: Table, source: Source, item: Item): Item =>
  projectItem(item, [source.partition, source.sort ?? '', model.partition.name, model.sort.name]);

/** Half a unit for each 4 KB begun, a whole one where the read is consistent. */
function capacity({ ReturnConsumedCapacity, ConsistentRead, TableName }: QueryCommandInput, bytes: number): object {
  if (ReturnConsumedCapacity === undefined || ReturnConsumedCapacity === 'NONE') return {};
  if (ReturnConsumedCapacity !== 'TOTAL') throw new NotModelled(`ReturnConsumedCapacity ${ReturnConsumedCapacity}`);
  const blocks = Math.max(1, Math.ceil(bytes / 4096));
  return { ConsumedCapacity: { TableName, CapacityUnits: ConsistentRead ? blocks : blocks / 2 } };
}
