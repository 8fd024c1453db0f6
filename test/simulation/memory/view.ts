/**
 * One way to look at a table's rows, by partition and in the order of a sort key: the table itself, the copy
 * that an eventually consistent read may get, or an index. A view is told of each write and may show it later.
 */
import type { Item, KeyValue } from './item.ts';
import { compareKeys } from './values.ts';

export interface Entry {
  partition: KeyValue;
  /** The view's sort key, then what tells rows of the same sort key apart. */
  order: readonly KeyValue[];
  item: Item;
}

export interface ViewChange {
  removed?: Entry | undefined;
  added?: Entry | undefined;
}

export interface View {
  tell(change: ViewChange): void;
  /** The entries of a partition in order, as a reader sees them. */
  read(partition: KeyValue, how?: Reading): readonly Entry[];
  /** All partitions that hold anything, in order. */
  partitions(how?: Reading): KeyValue[];
}

export interface Reading {
  /** Of the newest writes that are not shown yet, how many stay so. */
  hide?: (waiting: number) => number;
  /** Told when a write that stays hidden concerns the partition read. */
  onStale?: () => void;
}

/** A write is seen at the latest after this time, in milliseconds, or when so many follow it. */
const mostLagMs = 2000;
const mostWaiting = 64;

/** @param nowMs the virtual time; leave it out for a view that shows every write at once */
export function createView(nowMs?: () => number): View {
  const shown = new Map<KeyValue, Entry[]>();
  let waiting: { change: ViewChange; at: number }[] = [];

  const show = ({ removed, added }: ViewChange): void => {
    if (removed && added && replaceEntry(shown, removed, added)) return;
    if (removed) removeEntry(shown, removed);
    if (added) addEntry(shown, added);
  };

  const showAllBut = (hidden: number): void => {
    const count = waiting.length - hidden;
    for (const { change } of waiting.slice(0, count)) show(change);
    waiting = waiting.slice(count);
  };

  const catchUp = ({ hide, onStale }: Reading, partition?: KeyValue): void => {
    if (waiting.length === 0 || !nowMs) return;
    const oldest = nowMs() - mostLagMs;
    const recent = waiting.filter(({ at }) => at > oldest).length;
    showAllBut(hide ? Math.min(recent, hide(recent)) : 0);
    const concerns = ({ removed, added }: ViewChange) =>
      partition === undefined || removed?.partition === partition || added?.partition === partition;
    if (waiting.some(({ change }) => concerns(change))) onStale?.();
  };

  return {
    tell(change) {
      if (!nowMs) return show(change);
      waiting.push({ change, at: nowMs() });
      if (waiting.length > 2 * mostWaiting) showAllBut(mostWaiting);
    },
    read(partition, how = {}) {
      catchUp(how, partition);
      return shown.get(partition) ?? [];
    },
    partitions(how = {}) {
      catchUp(how);
      return [...shown.keys()].sort(compareKeys);
    },
  };
}

export function compareOrder(a: readonly KeyValue[], b: readonly KeyValue[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareKeys(part, other);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

/** The place of the first entry for which it is true, as it is for all after that; their number where there is none. */
export function firstPlace(entries: readonly Entry[], isThere: (entry: Entry) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && !isThere(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first entry that does not come before the order. */
export const findPlace = (entries: readonly Entry[], order: readonly KeyValue[]): number =>
  firstPlace(entries, (entry) => compareOrder(entry.order, order) >= 0);

/** Most writes leave a row where it is. @returns whether it could stay there */
function replaceEntry(shown: Map<KeyValue, Entry[]>, removed: Entry, added: Entry): boolean {
  if (removed.partition !== added.partition || compareOrder(removed.order, added.order) !== 0) return false;
  const entries = shown.get(added.partition) ?? [];
  const place = findPlace(entries, added.order);
  if (compareOrder(entries[place]?.order ?? [], added.order) !== 0) return false;
  entries[place] = added;
  return true;
}

function addEntry(shown: Map<KeyValue, Entry[]>, entry: Entry): void {
  const entries = shown.get(entry.partition);
  if (entries) entries.splice(findPlace(entries, entry.order), 0, entry);
  else shown.set(entry.partition, [entry]);
}

function removeEntry(shown: Map<KeyValue, Entry[]>, entry: Entry): void {
  const entries = shown.get(entry.partition) ?? [];
  const place = findPlace(entries, entry.order);
  if (compareOrder(entries[place]?.order ?? [], entry.order) === 0) entries.splice(place, 1);
  if (entries.length === 0) shown.delete(entry.partition);
}
