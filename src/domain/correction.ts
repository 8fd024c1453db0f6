/** A partial correction: some fields of a referral are replaced and the rest stay as they were sent. */
import type { Submission } from './submission.ts';

export interface PartialCorrection {
  /** JSON Pointers into a referral; the values there are removed, whether or not `body` replaces them. */
  pointers: readonly string[];
  /** The new values, in the shape of a referral. */
  body: Readonly<Record<string, unknown>>;
}

type PlainObject = Record<string, unknown>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the full corrected body, to be judged again. Does not modify `submission`. */
export function applyCorrection(
  submission: Submission | Readonly<PlainObject>,
  { pointers, body }: PartialCorrection,
): PlainObject {
  const corrected: PlainObject = { ...structuredClone(submission) };
  for (const pointer of pointers) removeAt(corrected, pointer.split('/').slice(1));
  return mergeDeep(corrected, body);
}

/** Also removes a parent left empty, so that no guardian remains without any details. */
function removeAt(target: PlainObject, [name, ...rest]: readonly string[]): void {
  if (name === undefined || !Object.hasOwn(target, name)) return;
  const child = target[name];
  if (rest.length > 0 && isPlainObject(child)) {
    removeAt(child, rest);
    if (Object.keys(child).length > 0) return;
  }
  delete target[name];
}

function mergeDeep(base: PlainObject, patch: Readonly<PlainObject>): PlainObject {
  const merged = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const existing = Object.hasOwn(base, name) ? base[name] : undefined;
    merged[name] = isPlainObject(value) ? mergeDeep(isPlainObject(existing) ? existing : {}, value) : value;
  }
  return merged;
}
