/** Key conditions: one partition, and of it perhaps a range of sort keys. */
import { validationError } from './errors.ts';
import type { Condition } from './expressions/condition.ts';
import type { Aliases } from './expressions/tokens.ts';
import type { KeyValue } from './item.ts';
import type { Source } from './table.ts';
import { compareKeys } from './values.ts';

/** In the order of sort keys: those before the range, then those in it, then those past it. */
interface SortRange {
  isBefore(sort: KeyValue): boolean;
  isPast(sort: KeyValue): boolean;
}

export interface KeyRange extends SortRange {
  partition: KeyValue;
}

/** @throws ValidationException for anything but one partition, and at most one condition on the sort key */
export function readKeyCondition(condition: Condition, { partition, sort }: Source, aliases: Aliases): KeyRange {
  const parts = condition.op === 'and' ? condition.parts : [condition];
  const own = parts.find((part) => part.op === 'compare' && aliases.name(part.left) === partition);
  const ranges = parts.filter((part) => part !== own);
  if (own?.op !== 'compare' || own.sign !== '=' || ranges.length > 1) throw notSupported();
  const [range] = ranges;
  return {
    partition: keyOperand(own.right, aliases),
    ...(range ? readSortRange(range, sort, aliases) : whole),
  };
}

const whole: SortRange = { isBefore: () => false, isPast: () => false };

function readSortRange(range: Condition, sort: string | undefined, aliases: Aliases): SortRange {
  const mustBeSort = (text: string) => {
    if (aliases.name(text) !== sort) throw notSupported();
  };
  if (range.op === 'compare') {
    mustBeSort(range.left);
    return compareRange(range.sign, keyOperand(range.right, aliases));
  }
  if (range.op === 'between') {
    mustBeSort(range.value);
    const [low, high] = [keyOperand(range.low, aliases), keyOperand(range.high, aliases)];
    if (compareKeys(low, high) > 0) throw validationError('BETWEEN wants its low end first');
    return { isBefore: (key) => compareKeys(key, low) < 0, isPast: (key) => compareKeys(key, high) > 0 };
  }
  if (range.op === 'begins') {
    mustBeSort(range.value);
    const prefix = String(keyOperand(range.prefix, aliases));
    const isBefore = (key: KeyValue) => compareKeys(key, prefix) < 0;
    return { isBefore, isPast: (key) => !isBefore(key) && !String(key).startsWith(prefix) };
  }
  throw notSupported();
}

function compareRange(sign: string, bound: KeyValue): SortRange {
  const isBelow = (key: KeyValue) => compareKeys(key, bound) < 0;
  const isAbove = (key: KeyValue) => compareKeys(key, bound) > 0;
  if (sign === '=') return { isBefore: isBelow, isPast: isAbove };
  if (sign === '<') return { isBefore: () => false, isPast: (key) => !isBelow(key) };
  if (sign === '<=') return { isBefore: () => false, isPast: isAbove };
  if (sign === '>') return { isBefore: (key) => !isAbove(key), isPast: () => false };
  if (sign === '>=') return { isBefore: isBelow, isPast: () => false };
  throw notSupported();
}

function keyOperand(text: string, aliases: Aliases): KeyValue {
  const value = aliases.value(text);
  if (typeof value !== 'string' && typeof value !== 'number') throw notSupported();
  if (value === '') throw validationError('a key may not be empty');
  return value;
}

const notSupported = (): Error => validationError('Query key condition not supported');
