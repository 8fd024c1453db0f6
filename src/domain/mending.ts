/** A correction in part: some places of a referral are given anew, all others stay as they were sent. */
import type { Submission } from './submission.ts';

export interface Mending {
  /** JSON Pointers into a referral: what stands there is taken out, whether or not anything comes in its place. */
  places: readonly string[];
  /** What is said there now, in the shape of a referral. */
  body: Readonly<Record<string, unknown>>;
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body of the whole referral as it is to be judged anew. `before` is left as it is. */
export function mended(before: Submission | Readonly<Plain>, { places, body }: Mending): Plain {
  const whole: Plain = { ...structuredClone(before) };
  for (const place of places) takeOut(whole, place.split('/').slice(1));
  return laidOver(whole, body);
}

/** Takes a place out, and what is empty without it: a guardian of whom nothing is said is no guardian. */
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
