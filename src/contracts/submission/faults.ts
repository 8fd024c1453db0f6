/**
 * Translates zod issues into faults that a person can act on. Every wrong or unknown field is listed; submitted
 * values are never repeated, because they may be personal data.
 */
import type * as z from 'zod';
import type { Fault } from '#src/domain/decision.ts';
import type { FaultCode } from '#src/domain/judgement/fault-codes.ts';
import type { Branch, Field } from '#src/domain/submission/field.ts';
import { branchRegistry, fieldRegistry, pointerOf } from '#src/domain/submission/registry.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** More than a genuine body has. Further faults are summed up in one, to keep the response small. */
const maxFaults = 100;

/** JSON Pointer (RFC 6901). */
export const pointerTo = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const fault = (pointer: string, code: FaultCode, detail: string): Fault => ({ pointer, code, detail });

/** What to say where something is missing, by pointer. */
const missingMessages: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<Field | Branch>({ ...fieldRegistry, ...branchRegistry }).flatMap(([path, { required }]) =>
    typeof required === 'string' ? [[pointerOf(path), required]] : [],
  ),
);

const expectedMessages: Readonly<Record<string, string>> = {
  string: 'Send text in quotes.',
  boolean: 'Send true or false, without quotes.',
  number: 'Send a whole number, without quotes.',
  int: 'Send a whole number, without quotes.',
  array: 'Send a list.',
  object: 'Send an object with named fields.',
};

/** One fault per pointer: the first issue found there. */
export function faultsOf(issues: readonly Issue[], body: unknown): Fault[] {
  const byPointer = new Map<string, Fault>();
  for (const issue of issues) {
    for (const candidate of explainIssue(issue, body))
      if (!byPointer.has(candidate.pointer)) byPointer.set(candidate.pointer, candidate);
  }
  return [...byPointer.values()];
}

/** Keeps the response to a nonsense body small. */
export function limitFaults(faults: readonly Fault[]): Fault[] {
  if (faults.length <= maxFaults) return [...faults];
  const rest = faults.length - maxFaults;
  return [
    ...faults.slice(0, maxFaults),
    fault('', 'too-many', `${rest} more faults are not listed. Correct these first.`),
  ];
}

function explainIssue(issue: Issue, body: unknown): Fault[] {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      fault(
        `${pointer}${pointerTo([key])}`,
        'unknown-field',
        'No field has this name here. Check its spelling, or take it out.',
      ),
    );
  }
  if (pointer === '') return [fault('', 'invalid-value', 'Send one referral as a JSON object.')];
  const value = valueAt(body, issue.path);
  if (value === undefined) return [fault(pointer, 'required', missingMessages[pointer] ?? 'This is needed.')];
  if (value === null)
    return [fault(pointer, 'invalid-value', 'Leave this field out when there is nothing to say: null is not taken.')];
  return [explainValue(issue, pointer)];
}

function explainValue(issue: Issue, pointer: string): Fault {
  switch (issue.code) {
    case 'invalid_type':
      return fault(pointer, 'invalid-value', expectedMessages[issue.expected] ?? 'Send a value of the right kind.');
    case 'invalid_value':
      return fault(pointer, 'invalid-value', `Use one of these: ${issue.values.map(String).join(', ')}.`);
    case 'too_big':
      if (issue.origin === 'string')
        return fault(pointer, 'too-long', `Shorten this to ${formatNumber(issue.maximum)} characters.`);
      if (issue.origin === 'array')
        return fault(pointer, 'too-many', `Name no more than ${formatNumber(issue.maximum)}.`);
      return fault(pointer, 'invalid-value', `Give a whole number no greater than ${formatNumber(issue.maximum)}.`);
    case 'too_small':
      if (issue.origin === 'string' && pointer in missingMessages)
        return fault(pointer, 'required', missingMessages[pointer] ?? '');
      if (issue.origin === 'string' || issue.origin === 'array') return fault(pointer, 'invalid-value', issue.message);
      return fault(pointer, 'invalid-value', `Give a whole number no less than ${formatNumber(issue.minimum)}.`);
    case 'invalid_format':
    case 'custom':
      return fault(pointer, 'invalid-value', issue.message);
    case 'invalid_union':
      return explainUnion(issue, pointer);
    default:
      return fault(pointer, 'invalid-value', 'Send a value of the form that the API reference shows.');
  }
}

/** Explains the branch of a union that came closest: one that was not refused for its type. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, pointer: string): Fault {
  const nearest = issue.errors.flat().find((error) => error.code !== 'invalid_type') ?? issue.errors.flat()[0];
  return nearest ? explainValue(nearest, pointer) : fault(pointer, 'invalid-value', 'Send text in quotes.');
}

const formatNumber = (number: number | bigint): string => number.toLocaleString('en-GB');

function valueAt(body: unknown, path: Path): unknown {
  let current: unknown = body;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}
