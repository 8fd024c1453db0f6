/** CSV columns: the submission's fields as dotted paths, made from the field registry. */
import type { BranchList } from '../../src/domain/submission/field.ts';
import type { Kind } from '../../src/domain/submission/kinds.ts';
import { branchRegistry, type FieldPath, fieldAt, fieldPaths } from '../../src/domain/submission/registry.ts';

export interface Column {
  /** For example victim.familyName. */
  path: string;
  kind: 'text' | 'number' | 'boolean' | 'list';
  label: string;
  /** What the API reference says of the field. */
  description: string;
}

/** How the kinds that are not text are written in a cell. */
const cellKinds: { [Type in Kind['type']]?: Column['kind'] } = {
  integer: 'number',
  boolean: 'boolean',
  someOf: 'list',
  lines: 'list',
};

/**
 * All fields of a referral, in reading order. A field of a list of objects is shown for the first of them
 * (`suspects[1].name`); `columnAt` takes the further numbers too.
 */
export const columns: readonly Column[] = fieldPaths.map((path) => columnFor(path, path.replace('[]', '[1]')));

function columnFor(field: FieldPath, path: string): Column {
  const { kind, label, description } = fieldAt(field);
  return { path, kind: cellKinds[kind.type] ?? 'text', label, description };
}

const byPath = new Map(columns.map((column) => [column.path, column]));

/** Undefined when no field has this path, or when the list is not as long as the number says. */
export function columnAt(path: string): Column | undefined {
  const [, list, digits] = /^([^[]+)\[([1-9]\d?)\]/.exec(path) ?? [];
  if (list === undefined) return byPath.get(path);
  const first = byPath.get(path.replace(`[${digits}]`, '[1]'));
  const branch = (branchRegistry as BranchList)[`${list}[]`];
  return first && branch && 'max' in branch && Number(digits) <= branch.max ? { ...first, path } : undefined;
}

/** Separates the items of a list in one cell. */
export const listSeparator = ';';
/** A list that is known to be empty. An empty cell means that nobody asked. */
export const emptyListMarker = 'none';

/**
 * Parses a cell by the column's kind; undefined leaves the field out. A value of the wrong kind stays text, so that
 * the API reports the fault.
 */
export function cellValue({ kind }: Column, cell: string): unknown {
  const text = cell.trim();
  if (text === '') return undefined;
  if (kind === 'number') return /^-?\d{1,9}$/.test(text) ? Number(text) : cell;
  if (kind === 'boolean') return booleans.get(text.toLowerCase()) ?? cell;
  if (kind === 'list') return text.toLowerCase() === emptyListMarker ? [] : splitList(text);
  return cell;
}

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

const splitList = (text: string): string[] =>
  text
    .split(listSeparator)
    .map((member) => member.trim())
    .filter((member) => member !== '');

/** Sets the value at a path of a column, creating objects and lists on the way. */
export function setAtPath(referral: PlainObject, path: string, value: unknown): void {
  const [head = '', ...rest] = path.split('.');
  const [, key = head, digits] = /^([^[]+)\[(\d+)\]$/.exec(head) ?? [];
  if (digits === undefined) {
    if (rest.length === 0) referral[key] = value;
    else setAtPath(childOf(referral, key), rest.join('.'), value);
    return;
  }
  const list = Array.isArray(referral[key]) ? referral[key] : [];
  referral[key] = list;
  list[Number(digits) - 1] ??= {};
  setAtPath(list[Number(digits) - 1], rest.join('.'), value);
}

/** The numbers that the objects of each list have in the header: `suspects` is [2] where the first of two is empty. */
export type ListNumbers = Map<string, number[]>;

/** Takes out the places of a list whose cells are empty in this row. @returns where the others stood */
export function closeGaps(value: PlainObject, parent = '', numbers: ListNumbers = new Map()): ListNumbers {
  for (const [key, child] of Object.entries(value)) {
    const path = `${parent}${key}`;
    if (Array.isArray(child)) {
      numbers.set(
        path,
        [...child.keys()].filter((index) => isPlainObject(child[index])).map((index) => index + 1),
      );
      value[key] = child.filter((item) => item !== undefined);
    } else if (isPlainObject(child)) closeGaps(child, `${path}.`, numbers);
  }
  return numbers;
}

/** The column that a JSON Pointer into the referral of a row means, or the part of the header that its columns begin with. */
export function columnOfPointer(pointer: string, numbers: ListNumbers): string {
  let path = '';
  for (const segment of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(segment)) {
      const number = numbers.get(path)?.[Number(segment)];
      // A list of words is one column.
      if (number === undefined) return path;
      path += `[${number}]`;
    } else path += path === '' ? segment : `.${segment}`;
  }
  return path;
}

function childOf(parent: PlainObject, key: string): PlainObject {
  const existing = parent[key];
  const child: PlainObject = isPlainObject(existing) ? existing : {};
  parent[key] = child;
  return child;
}

type PlainObject = Record<string, unknown>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
