/** The columns of a CSV of referrals: the submission's fields as dotted paths, made from its schema. */
import * as z from 'zod';
import { submissionSchema } from '#src/contracts/submission/schema.ts';

export interface Column {
  /** victim.familyName */
  path: string;
  kind: 'text' | 'number' | 'boolean' | 'list';
}

const node = z.object({
  type: z.string().optional(),
  get properties() {
    return z.record(z.string(), node).optional();
  },
});
type Node = z.infer<typeof node>;

const kinds: Readonly<Record<string, Column['kind']>> = { integer: 'number', boolean: 'boolean', array: 'list' };

function columnsOf(at: Node, path: readonly string[]): Column[] {
  if (!at.properties) return [{ path: path.join('.'), kind: kinds[at.type ?? ''] ?? 'text' }];
  return Object.entries(at.properties).flatMap(([name, child]) => columnsOf(child, [...path, name]));
}

/** Every field that a referral can have, in the schema's order. */
export const columns: readonly Column[] = columnsOf(
  node.parse(z.toJSONSchema(submissionSchema, { io: 'input', unrepresentable: 'any' })),
  [],
);

/** A list in one cell: its members, with this between them. */
export const listMark = ';';
/** A list that is known to be empty, which is not the same as one that nobody asked about. */
export const emptyList = 'none';

/**
 * A cell as the field's kind of value; undefined leaves the field out. What is of another kind goes as the
 * text it is, so that the API names the field and says what it wants.
 */
export function cellValue({ kind }: Column, cell: string): unknown {
  const text = cell.trim();
  if (text === '') return undefined;
  if (kind === 'number') return /^-?\d{1,9}$/.test(text) ? Number(text) : cell;
  if (kind === 'boolean') return booleans.get(text.toLowerCase()) ?? cell;
  if (kind === 'list') return text.toLowerCase() === emptyList ? [] : members(text);
  return cell;
}

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

const members = (text: string): string[] =>
  text
    .split(listMark)
    .map((member) => member.trim())
    .filter((member) => member !== '');

/** Puts the value at its dotted path; the way there is made. */
export function put(referral: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = referral;
  for (const key of keys) {
    const next = at[key];
    const inner: Record<string, unknown> = isPlain(next) ? next : {};
    at[key] = inner;
    at = inner;
  }
  at[last] = value;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
