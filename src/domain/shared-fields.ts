import type { Submission } from './submission.ts';

/**
 * Copies only the paths a sharing agreement lists (victim.givenName, contact.safe) into an object of the same shape.
 * A path to an object shares all of it; a path with no value is left out.
 */
export function pickSharedFields(submission: Submission, paths: readonly string[]): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  for (const path of paths) {
    const names = path.split('.');
    const value = names.reduce<unknown>((value, name) => readProperty(value, name), submission);
    if (value !== undefined) setAt(shared, names, value);
  }
  return shared;
}

const readProperty = (value: unknown, name: string): unknown =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

function setAt(target: Record<string, unknown>, names: readonly string[], value: unknown): void {
  const [name, ...rest] = names;
  if (name === undefined) return;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const next = target[name];
  const child = next !== null && typeof next === 'object' ? (next as Record<string, unknown>) : {};
  target[name] = child;
  setAt(child, rest, value);
}
