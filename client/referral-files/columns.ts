/** CSV columns: the submission's fields as dotted paths, made from the field registry. */
import { instantOf } from '../../src/domain/london.ts';
import { describeKind } from '../../src/domain/submission/describe-kind.ts';
import type { BranchList, Field } from '../../src/domain/submission/field.ts';
import { type Kind, vocabularies } from '../../src/domain/submission/kinds.ts';
import { branchRegistry, type FieldPath, fieldAt, fieldPaths } from '../../src/domain/submission/registry.ts';
import type { ReadOptions } from './model.ts';

export interface Column {
  /** For example victim.familyName. */
  path: string;
  kind: 'text' | 'number' | 'boolean' | 'list' | 'word' | 'date' | 'instant';
  /** The words that may stand there, of the kinds word and list. */
  words?: readonly string[];
  label: string;
  /** What the API reference says of the field. */
  description: string;
  /** How its value is written, in words. */
  form: string;
  example: Field['example'];
}

/** How the kinds that are not text are written in a cell. */
const cellKinds: { [Type in Kind['type']]?: Column['kind'] } = {
  integer: 'number',
  boolean: 'boolean',
  someOf: 'list',
  lines: 'list',
  oneOf: 'word',
  date: 'date',
  instant: 'instant',
};

/**
 * All fields of a referral, in reading order. A field of a list of objects is shown for the first of them
 * (`suspects[1].name`); `columnAt` takes the further numbers too.
 */
export const columns: readonly Column[] = fieldPaths.map((path) => columnFor(path, path.replace('[]', '[1]')));

function columnFor(field: FieldPath, path: string): Column {
  const { kind, label, description, example } = fieldAt(field);
  const words = kind.type === 'oneOf' || kind.type === 'someOf' ? { words: vocabularies[kind.vocabulary] } : {};
  return {
    path,
    kind: cellKinds[kind.type] ?? 'text',
    ...words,
    label,
    description,
    form: describeKind(kind),
    example,
  };
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
 * Parses a cell by the column's kind; undefined leaves the field out. Spaces around a cell and capitals of a word are how people
 * type. A value of the wrong kind stays text, so that the API reports the fault.
 */
export function cellValue({ kind, words = [] }: Column, cell: string, { dates = 'iso' }: ReadOptions = {}): unknown {
  const text = cell.trim();
  if (text === '') return undefined;
  switch (kind) {
    case 'number':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : text;
    case 'boolean':
      return booleans.get(text.toLowerCase()) ?? text;
    case 'list':
      return text.toLowerCase() === emptyListMarker ? [] : splitList(text).map((member) => spelt(member, words));
    case 'word':
      return spelt(text, words);
    case 'date':
      return dates === 'dmy' ? fromDayFirst(text) : text;
    case 'instant':
      return dates === 'dmy' ? instantFromDayFirst(text) : text;
    default:
      return cell;
  }
}

/** A known word as it is spelt; another one as it stands. */
const spelt = (text: string, words: readonly string[]): string =>
  words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? text;

/** Of what a column of dates or times takes with the day first. */
export function dayFirstExample(column: Column | undefined): string | undefined {
  if (column?.kind === 'date') return '18/11/2026';
  return column?.kind === 'instant' ? '18/11/2026 21:40' : undefined;
}

/** 18/11/2026 as 2026-11-18. What is written otherwise stays as it is. */
function fromDayFirst(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** 18/11/2026 21:40 as London's clocks show it, or with an offset behind it. What is written otherwise stays as it is. */
function instantFromDayFirst(text: string): string {
  const written = /^(\S+?)(?: +|T)(\d{1,2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/i.exec(text);
  const [, day = '', shortTime = '', seconds = ':00', offset] = written ?? [];
  const date = fromDayFirst(day);
  if (!written || date === day) return text;
  const time = shortTime.padStart(5, '0');
  if (offset !== undefined) return `${date}T${time}${seconds}${offset}`;
  return isReal(`${date}T${time}${seconds}Z`) ? inLondon(date, time, seconds) : text;
}

/** A day and a time that exist, in UTC. */
const isReal = (instant: string): boolean => {
  const ms = Date.parse(instant);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 19) === instant.slice(0, 19);
};

const inLondon = (date: string, time: string, seconds: string): string =>
  new Date(instantOf(date, time).getTime() + Number(seconds.slice(1)) * 1000).toISOString();

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
