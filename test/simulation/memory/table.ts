/** One table: its rows, its indexes, and the keys of each change for its stream. */
import type { IndexModel, TableModel } from '#src/store/table-model.ts';
import type { VirtualClock } from './clock.ts';
import { NotModelled, validationError } from './errors.ts';
import type { Item } from './item.ts';
import { isSameItem, keyValue } from './values.ts';
import { createView, type Entry, findPlace, type Reading, type View } from './view.ts';

export interface StreamRecord {
  /** Position in the stream, from 1. */
  sequence: number;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  keys: Item;
  at: Date;
}

/** A view that may be queried, and what of a row it carries. */
export interface Source {
  view: View;
  partition: string;
  sort: string | undefined;
  entryOf(item: Item): Entry | undefined;
}

export interface Table {
  name: string;
  model: TableModel;
  /** The primary key alone. @throws ValidationException unless it is the whole key, of the right types */
  keyOf(item: Item): Item;
  /** The same key as one text. */
  identify(key: Item): string;
  get(key: Item, from: Source, how?: Reading): Item | undefined;
  /** Replaces the row of this key: `after` undefined takes it away. */
  write(key: Item, after: Item | undefined): void;
  /** The rows as they stand. */
  current: Source;
  /** The rows as an eventually consistent read sees them. */
  copy: Source;
  index(name: string): Source;
  stream: readonly StreamRecord[];
}

export function createTable(name: string, model: TableModel, clock: VirtualClock): Table {
  const current = tableSource(model, createView());
  const copy = tableSource(
    model,
    createView(() => clock.ms),
  );
  const indexes = new Map(
    model.indexes.map((index) => [
      index.name,
      indexSource(
        model,
        index,
        createView(() => clock.ms),
      ),
    ]),
  );
  const sources = [current, copy, ...indexes.values()];
  const stream: StreamRecord[] = [];

  const record = (keys: Item, before: Item | undefined, after: Item | undefined): void => {
    if (!model.stream) return;
    const eventName = before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT';
    stream.push({ sequence: stream.length + 1, eventName, keys, at: clock.now() });
  };

  const get = (key: Item, { view }: Source, how?: Reading): Item | undefined => {
    const entries = view.read(keyValue(key, model.partition), how);
    const sort = keyValue(key, model.sort);
    const entry = entries[findPlace(entries, [sort])];
    return entry?.order[0] === sort ? entry.item : undefined;
  };

  return {
    name,
    model,
    keyOf: (item) => ({
      [model.partition.name]: keyValue(item, model.partition),
      [model.sort.name]: keyValue(item, model.sort),
    }),
    identify: (key) => `${key[model.partition.name]}\0${key[model.sort.name]}`,
    get,
    write(key, after) {
      const before = get(key, current);
      if (after) checkIndexKeys(model, after);
      // What changes nothing leaves no record, and no index has anything to learn.
      if (before && after ? isSameItem(before, after) : before === after) return;
      for (const source of sources) tellChange(source, before, after);
      record(key, before, after);
    },
    current,
    copy,
    index(wanted) {
      const found = indexes.get(wanted);
      if (!found) throw validationError(`The table does not have the specified index: ${wanted}`);
      return found;
    },
    stream,
  };
}

const tableSource = ({ partition, sort }: TableModel, view: View): Source => ({
  view,
  partition: partition.name,
  sort: sort.name,
  entryOf: (item) => ({ partition: keyValue(item, partition), order: [keyValue(item, sort)], item }),
});

/** Only rows that have the index's keys stand in it, with those keys, the table's, and what it includes. */
function indexSource(model: TableModel, index: IndexModel, view: View): Source {
  const own = index.sort ? [index.partition, index.sort] : [index.partition];
  const carried = [...own, model.partition, model.sort].map((attribute) => attribute.name);
  const names = [...new Set([...carried, ...(index.include ?? [])])];
  return {
    view,
    partition: index.partition.name,
    sort: index.sort?.name,
    entryOf(item) {
      if (own.some(({ name }) => item[name] === undefined)) return undefined;
      const [partition, ...order] = [...own, model.partition, model.sort].map((one) => keyValue(item, one));
      if (partition === undefined) throw new NotModelled('an index without a key');
      const shown = names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]] as const]));
      return { partition, order, item: Object.fromEntries(shown) };
    },
  };
}

/** A row need not have an index's key, but one that it has must be of the key's type. */
function checkIndexKeys({ indexes }: TableModel, item: Item): void {
  for (const { partition, sort } of indexes) {
    for (const key of sort ? [partition, sort] : [partition]) if (item[key.name] !== undefined) keyValue(item, key);
  }
}

function tellChange({ view, entryOf }: Source, before: Item | undefined, after: Item | undefined): void {
  const removed = before && entryOf(before);
  const added = after && entryOf(after);
  // An index does not change with what it does not carry.
  if (removed && added ? isSameItem(removed.item, added.item) : removed === added) return;
  view.tell({ removed, added });
}

/** Where a page goes on: after this key, in the order of the source. @throws ValidationException unless it is its whole key */
export function orderOf({ model }: Table, source: Source, key: Item): Pick<Entry, 'partition' | 'order'> {
  const names = [source.partition, source.sort, model.partition.name, model.sort.name];
  const wanted = new Set(names.filter((name) => name !== undefined));
  const entry = Object.keys(key).length === wanted.size ? source.entryOf(key) : undefined;
  if (!entry) throw validationError('The provided starting key is invalid');
  return entry;
}
