/** Values of a vocabulary as choices of a form, and back. */
import type { Choice } from './fields.ts';

export function choicesFrom<Value extends string>(values: readonly Value[], words: Record<Value, string>): Choice[] {
  return values.map((value) => ({ value, text: words[value] }));
}

/** The value that was posted; undefined when it is none of them. */
export const findValue = <Value extends string>(values: readonly Value[], posted: string): Value | undefined =>
  values.find((value) => value === posted);
