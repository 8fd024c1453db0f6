/** CSV columns: the submission's fields as dotted paths, made from the field registry. */
import type { Kind } from '#src/domain/submission/kinds.ts';
import { fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';

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

/** All fields of a referral, in reading order. */
export const columns: readonly Column[] = fieldPaths.map((path) => {
  const { kind, label, description } = fieldAt(path);
  return { path, kind: cellKinds[kind.type] ?? 'text', label, description };
});

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

/** Sets the value at a dotted path, creating objects on the way. */
export function setAtPath(referral: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent = referral;
  for (const key of keys) {
    const existing = parent[key];
    const child: Record<string, unknown> = isPlainObject(existing) ? existing : {};
    parent[key] = child;
    parent = child;
  }
  parent[last] = value;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
