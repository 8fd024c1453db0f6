import type { Submission } from './submission.ts';

/**
 * Copies only the paths a sharing agreement lists (victim.givenName, contact.safe) into an object of the same shape.
 * A path to an object shares all of it; a path with no value is left out.
 */
export function sharedFields(submission: Submission, paths: readonly string[]): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  for (const path of paths) {
    const names = path.split('.');
    const value = names.reduce<unknown>((held, name) => property(held, name), submission);
    if (value !== undefined) place(shared, names, value);
  }
  return shared;
}

const property = (held: unknown, name: string): unknown =>
  held !== null && typeof held === 'object' && Object.hasOwn(held, name)
    ? (held as Record<string, unknown>)[name]
    : undefined;

function place(into: Record<string, unknown>, names: readonly string[], value: unknown): void {
  const [name, ...rest] = names;
  if (name === undefined) return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const next = into[name];
  const inner = next !== null && typeof next === 'object' ? (next as Record<string, unknown>) : {};
  into[name] = inner;
  place(inner, rest, value);
}
