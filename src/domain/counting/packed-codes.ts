/** The one-character code of a value in packed facts, and back. */
import { type ClosedDimension, valueCodes } from './codes.ts';

/** @throws for a value outside the dimension's vocabulary */
export function codeOf(dimension: ClosedDimension, value: string): string {
  const codes: Readonly<Record<string, string>> = valueCodes[dimension];
  const code = codes[value];
  if (code === undefined) throw new Error(`${dimension} has no such value`);
  return code;
}

/** @throws for an unknown code */
export function valueOfCode<Value extends string>(
  codes: Readonly<Record<Value, string>>,
  code: string | undefined,
): Value {
  for (const value in codes) if (codes[value] === code) return value;
  throw new Error('packed facts contain an unknown code');
}
