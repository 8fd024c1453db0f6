/**
 * Translates zod issues into faults that a person can act on. Every wrong or unknown field is listed; submitted
 * values are never repeated, because they may be personal data.
 */
import type * as z from 'zod';
import type { Fault } from '#src/domain/decision.ts';
import type { FaultCode } from '#src/domain/judgement/fault-codes.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** More than a genuine body has. Further faults are summed up in one, to keep the response small. */
const mostFaults = 100;

/** JSON Pointer (RFC 6901). */
export const pointerTo = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const fault = (pointer: string, code: FaultCode, detail: string): Fault => ({ pointer, code, detail });

const whenMissing: Readonly<Record<string, string>> = {
  '/offence': 'Say what happened: the offence, with at least its category.',
  '/offence/category': 'Say what kind of offence it was.',
  '/victim': 'Say who is referred: at least their role and family name.',
  '/victim/role': 'Say how this person is a victim, for example direct.',
  '/victim/familyName': 'Give the person’s family name, or their only name.',
  '/contact': 'Say how the person can be reached, and for each channel whether it is safe.',
  '/contact/safe': 'Say for each channel whether it is safe: yes, no or unknown.',
  '/consent': 'Say on what basis the referral is made.',
  '/consent/basis': 'Say on what basis the referral is made.',
};

const wanted: Readonly<Record<string, string>> = {
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
    for (const found of explain(issue, body)) if (!byPointer.has(found.pointer)) byPointer.set(found.pointer, found);
  }
  return [...byPointer.values()];
}

/** Keeps the response to a nonsense body small. */
export function limited(faults: readonly Fault[]): Fault[] {
  if (faults.length <= mostFaults) return [...faults];
  const rest = faults.length - mostFaults;
  return [
    ...faults.slice(0, mostFaults),
    fault('', 'too-many', `${rest} more faults are not listed. Mend these first.`),
  ];
}

function explain(issue: Issue, body: unknown): Fault[] {
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
  const sent = valueAt(body, issue.path);
  if (sent === undefined) return [fault(pointer, 'required', whenMissing[pointer] ?? 'This is needed.')];
  if (sent === null)
    return [fault(pointer, 'invalid-value', 'Leave this field out when there is nothing to say: null is not taken.')];
  return [explainValue(issue, pointer)];
}

function explainValue(issue: Issue, pointer: string): Fault {
  switch (issue.code) {
    case 'invalid_type':
      return fault(pointer, 'invalid-value', wanted[issue.expected] ?? 'Send a value of the right kind.');
    case 'invalid_value':
      return fault(pointer, 'invalid-value', `Use one of these: ${issue.values.map(String).join(', ')}.`);
    case 'too_big':
      if (issue.origin === 'string')
        return fault(pointer, 'too-long', `Shorten this to ${counted(issue.maximum)} characters.`);
      if (issue.origin === 'array') return fault(pointer, 'too-many', `Name no more than ${counted(issue.maximum)}.`);
      return fault(pointer, 'invalid-value', `Give a whole number no greater than ${counted(issue.maximum)}.`);
    case 'too_small':
      if (issue.origin === 'string' && pointer in whenMissing)
        return fault(pointer, 'required', whenMissing[pointer] ?? '');
      if (issue.origin === 'string' || issue.origin === 'array') return fault(pointer, 'invalid-value', issue.message);
      return fault(pointer, 'invalid-value', `Give a whole number no less than ${counted(issue.minimum)}.`);
    case 'invalid_format':
    case 'custom':
      return fault(pointer, 'invalid-value', issue.message);
    case 'invalid_union':
      return deepest(issue, pointer);
    default:
      return fault(pointer, 'invalid-value', 'Send a value of the form that the API reference shows.');
  }
}

/** Explains the branch of a union that came closest: one that was not refused for its type. */
function deepest(issue: Extract<Issue, { code: 'invalid_union' }>, pointer: string): Fault {
  const near = issue.errors.flat().find((error) => error.code !== 'invalid_type') ?? issue.errors.flat()[0];
  return near ? explainValue(near, pointer) : fault(pointer, 'invalid-value', 'Send text in quotes.');
}

const counted = (number: number | bigint): string => number.toLocaleString('en-GB');

function valueAt(body: unknown, path: Path): unknown {
  let at: unknown = body;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
