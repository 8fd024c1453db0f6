/** A partial correction: some fields of a referral are replaced and the rest stay as they were sent. */
import type { Submission } from './submission.ts';

export interface Mending {
  /** JSON Pointers into a referral; the values there are removed, whether or not `body` replaces them. */
  places: readonly string[];
  /** The new values, in the shape of a referral. */
  body: Readonly<Record<string, unknown>>;
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the full corrected body, to be judged again. Does not modify `submission`. */
export function mended(before: Submission | Readonly<Plain>, { places, body }: Mending): Plain {
  const whole: Plain = { ...structuredClone(before) };
  for (const place of places) takeOut(whole, place.split('/').slice(1));
  return laidOver(whole, body);
}

/** Also removes a parent left empty, so that no guardian remains without any details. */
function takeOut(from: Plain, [name, ...rest]: readonly string[]): void {
  if (name === undefined || !Object.hasOwn(from, name)) return;
  const inner = from[name];
  if (rest.length > 0 && isPlain(inner)) {
    takeOut(inner, rest);
    if (Object.keys(inner).length > 0) return;
  }
  delete from[name];
}

function laidOver(under: Plain, over: Readonly<Plain>): Plain {
  const whole = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const below = Object.hasOwn(under, name) ? under[name] : undefined;
    whole[name] = isPlain(value) ? laidOver(isPlain(below) ? below : {}, value) : value;
  }
  return whole;
}
