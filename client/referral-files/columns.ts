/** CSV columns: the submission's fields as dotted paths, generated from its schema. */
import * as z from 'zod';
import { submissionSchema } from '#src/contracts/submission/schema.ts';

export interface Column {
  /** For example victim.familyName. */
  path: string;
  kind: 'text' | 'number' | 'boolean' | 'list';
}

const schemaNode = z.object({
  type: z.string().optional(),
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
});
type SchemaNode = z.infer<typeof schemaNode>;

const kinds: Readonly<Record<string, Column['kind']>> = { integer: 'number', boolean: 'boolean', array: 'list' };

function columnsOf(node: SchemaNode, path: readonly string[]): Column[] {
  if (!node.properties) return [{ path: path.join('.'), kind: kinds[node.type ?? ''] ?? 'text' }];
  return Object.entries(node.properties).flatMap(([name, child]) => columnsOf(child, [...path, name]));
}

/** All fields of a referral, in the schema's order. */
export const columns: readonly Column[] = columnsOf(
  schemaNode.parse(z.toJSONSchema(submissionSchema, { io: 'input', unrepresentable: 'any' })),
  [],
);

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
