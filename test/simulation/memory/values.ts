/** Attribute values as the document client shows them, with DynamoDB's order, equality and size. */
import { NotModelled, validationError } from './errors.ts';
import type { Item, KeyValue, Value } from './item.ts';

const isPlain = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A copy in which nothing is shared with the caller, and nothing is undefined, as after marshalling. */
export function copyValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotModelled(`the number ${value}`);
      return value;
    case 'object':
      return value === null ? null : copyObject(value);
    default:
      throw new NotModelled(`a value of type ${typeof value}`);
  }
}

function copyObject(value: object): Value {
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(copyValue);
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof Set) return copySet(value);
  if (!isPlain(value)) throw new NotModelled(`a value of class ${value.constructor.name}`);
  return copyItem(value);
}

function copySet(value: ReadonlySet<unknown>): Value {
  if (value.size === 0) throw new NotModelled('an empty set, which the SDK refuses');
  const copy = new Set<string | number>();
  for (const one of value) {
    if (typeof one !== 'string' && typeof one !== 'number') throw new NotModelled('a set of neither texts nor numbers');
    copy.add(one);
  }
  return copy;
}

export function copyItem(item: Readonly<Record<string, unknown>>): Item {
  const copy: Record<string, Value> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) copy[name] = copyValue(value);
  }
  return copy;
}

const surrogate = /[\uD800-\uDFFF]/;

/** Texts by their UTF-8 bytes, as DynamoDB has them; JavaScript's own order differs outside the basic plane. */
export function compareKeys(a: KeyValue, b: KeyValue): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string' && (surrogate.test(a) || surrogate.test(b))) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a < b ? -1 : 1;
}

/** @returns undefined for values that have no order between them: other types, or no order at all */
export function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return compareKeys(a, b);
  if (typeof a === 'number' && typeof b === 'number') return compareKeys(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  return undefined;
}

export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) return compareValues(a, b) === 0;
  if (a instanceof Set || b instanceof Set) {
    return a instanceof Set && b instanceof Set && a.size === b.size && [...a].every((one) => b.has(one));
  }
  return isSameItem(a as Item, b as Item);
}

export function isSameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [left, right] = [a[name], b[name]];
    return left !== undefined && right !== undefined && isSame(left, right);
  });
}

const textBytes = (text: string): number => Buffer.byteLength(text);

/** DynamoDB keeps two digits to a byte, without the zeros at either end. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}

function valueBytes(value: Value): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return [...value].reduce((sum: number, one) => sum + valueBytes(one), 0);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 0);
  const entries = Object.entries(value as Item);
  return 3 + entries.reduce((sum, [name, one]) => sum + 1 + textBytes(name) + valueBytes(one), 0);
}

const sizes = new WeakMap<Item, number>();

/** Bytes by which DynamoDB bills an item and cuts its pages. Items never change, so each is measured once. */
export function itemBytes(item: Item): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const bytes = Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
  sizes.set(item, bytes);
  return bytes;
}

/** @throws ValidationException for a key that is missing, of another type, or empty */
export function keyValue(item: Item, { name, type }: { name: string; type: 'S' | 'N' }): KeyValue {
  const value = item[name];
  if (type === 'S' && typeof value === 'string' && value !== '') return value;
  if (type === 'N' && typeof value === 'number') return value;
  throw validationError(`One or more parameter values were invalid: key ${name} is missing, empty or of another type`);
}
