/** Bodies of every field of the registry, other ways to spell them, and other things to say in each field. */
import fc from 'fast-check';
import { setAtPath } from '#client/referral-files/columns.ts';
import { vocabularies } from '#src/domain/submission/kinds.ts';
import { type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';

export type Body = Record<string, unknown>;

/** Values of a field that all say something else. */
function valuesOf(path: FieldPath): readonly unknown[] {
  const { kind } = fieldAt(path);
  switch (kind.type) {
    case 'oneOf':
      return [...vocabularies[kind.vocabulary]];
    case 'someOf': {
      const [first, second] = vocabularies[kind.vocabulary];
      return [[], [first], [second], [first, second]];
    }
    case 'integer':
      return [kind.min, kind.max];
    case 'lines':
      return [['1 Example Street'], ['1 Example Street', 'Flat 2'], ['Flat 2', '1 Example Street']];
    case 'text':
    case 'nullableText':
    case 'line':
      return ['Zoë rang.', 'zoë rang.', 'Zoe rang.'];
    default:
      return plainValues[kind.type];
  }
}

const plainValues = {
  code: ['8N', '8P'],
  name: ['Zoë Example', 'Zoe Example'],
  phone: ['+447700900123', '+447700900456', '+441614960000', '+441614960000;ext=12'],
  email: ['a@example.org', 'A@example.org', 'b@example.org'],
  postcode: ['M1 1AE', 'M11 1AE'],
  date: ['2026-11-18', '2026-11-19'],
  instant: ['2026-11-18T21:40:00Z', '2026-11-18T21:40:00.001Z', '2026-11-18T22:40:00Z', '2026-11-18T21:40:00.0001Z'],
  timeOfDay: ['09:30', '21:30'],
  district: ['E08000003', 'E08000004'],
  country: ['GB', 'IM'],
  policeReference: ['06AB/0001234/26', '06AB/0001235/26'],
  senderReference: ['2', 'a2', 'A2'],
  language: ['en', 'pa', 'zh-Hant'],
  boolean: [true, false],
} as const;

const isNeeded = (path: FieldPath): boolean => fieldAt(path).required !== undefined;

/** What each field says; optional fields may be left out. */
export type Answers = ReadonlyMap<FieldPath, unknown>;

export const someAnswers: fc.Arbitrary<Answers> = fc
  .tuple(
    ...fieldPaths.map((path) => {
      const value = fc.constantFrom(...valuesOf(path));
      return isNeeded(path) ? value : fc.option(value, { nil: undefined });
    }),
  )
  .map((values) => new Map(fieldPaths.flatMap((path, at) => (values[at] === undefined ? [] : [[path, values[at]]]))));

/** The same answers with another one in a field, one more, or one fewer. */
export function otherAnswers(answers: Answers): fc.Arbitrary<Answers> {
  return fc.constantFrom(...fieldPaths).chain((path) => {
    const now = answers.get(path);
    const others = valuesOf(path).filter((value) => JSON.stringify(value) !== JSON.stringify(now));
    const removed = now === undefined || isNeeded(path) ? [] : [undefined];
    return fc.constantFrom(...others, ...removed).map((value) => {
      const changed = new Map(answers);
      if (value === undefined) changed.delete(path);
      else changed.set(path, value);
      return changed;
    });
  });
}

/** Objects of a list are the first of their list. */
export function bodyOf(answers: Answers): Body {
  const body: Body = {};
  for (const [path, value] of answers) setAtPath(body, path.replace('[]', '[1]'), value);
  return body;
}

/** Another spelling of a value of its field. */
function respell(path: FieldPath, value: unknown): fc.Arbitrary<unknown> {
  const { type } = fieldAt(path).kind;
  if (Array.isArray(value)) {
    if (type === 'someOf') return fc.constantFrom(value, value.toReversed());
    return fc.constantFrom(
      value,
      value.map((line) => ` ${String(line)}\t`),
    );
  }
  if (typeof value !== 'string' || type === 'oneOf' || type === 'date' || type === 'timeOfDay')
    return fc.constant(value);
  if (type === 'instant') return fc.constantFrom(...otherOffsets(value));
  const forms = [value, value.normalize('NFD'), ...(spellings[type]?.(value) ?? [])];
  return fc.constantFrom(...forms, ...forms.map((form) => `  ${form} `));
}

const lower = (text: string): string[] => [text.toLowerCase()];
const spellings: Partial<Record<string, (text: string) => string[]>> = {
  phone: (text) => {
    const [number = '', extension] = text.replace('+44', '').split(';ext=');
    const end = extension === undefined ? '' : ` ext ${extension}`;
    return [`0${number}${end}`, `+44 (${number.slice(0, 3)}) ${number.slice(3)}${end}`];
  },
  postcode: (text) => [text.toLowerCase(), text.replace(' ', '')],
  code: lower,
  district: lower,
  country: lower,
  policeReference: lower,
  language: lower,
};

function otherOffsets(instant: string): string[] {
  const [, digits = ''] = /\.(\d+)Z/.exec(instant) ?? [];
  const seconds = Date.parse(instant.replace(/\.\d+/, ''));
  const at = (hours: number): string => new Date(seconds + hours * 3_600_000).toISOString().slice(0, 19);
  const fractions = digits === '' ? ['', '.0', '.000'] : [`.${digits}`, `.${digits}00`];
  return fractions.flatMap((end) => [
    `${at(0)}${end}Z`,
    `${at(0)}${end}+00:00`,
    `${at(1)}${end}+01:00`,
    `${at(-5)}${end}-05:00`,
  ]);
}

/** The same answers in another spelling, with what may be written out or not, and the keys in another order. */
export function otherSpelling(answers: Answers): fc.Arbitrary<Body> {
  const paths = [...answers.keys()];
  const values = fc.tuple(...paths.map((path) => respell(path, answers.get(path))));
  return fc.record({ values, writtenOut: fc.boolean(), reversed: fc.boolean() }).map((spelt) => {
    const body = bodyOf(new Map(paths.map((path, at) => [path, spelt.values[at]])));
    if (spelt.writtenOut) {
      if (!answers.has('victimReference')) body.victimReference = '1';
      const consent = body.consent as Body;
      if (!answers.has('consent.overrideReason')) consent.overrideReason = null;
      for (const branch of ['household', 'marac', 'characteristics']) body[branch] ??= {};
    }
    return (spelt.reversed ? reverseKeys(body) : body) as Body;
  });
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reverseKeys(part)] as const);
  return Object.fromEntries(entries.reverse());
}
