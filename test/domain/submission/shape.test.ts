/** Types made from a registry, and the schema made from the same one. */
import { describe, expect, test } from 'vitest';
import { objectSchema } from '#src/contracts/submission/registry-schema.ts';
import type { BranchList, FieldList } from '#src/domain/submission/field.ts';
import { integer, line, lines, name, nullableText, oneOf, triState } from '#src/domain/submission/kinds.ts';
import type { ObjectOf } from '#src/domain/submission/shape.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { TriState, VictimRole } from '#src/domain/vocabulary.ts';

const common = { section: 'person', label: 'x', example: 'x', sharing: 'never', page: { notAsked: 'a test' } } as const;
const fields = {
  reference: { ...common, kind: line(10), description: 'A reference.', default: '1' },
  'suspects[].name': { ...common, kind: name, description: 'Their name.', required: true },
  'suspects[].knowsAddress': { ...common, kind: triState, description: 'Whether they know it.' },
  'suspects[].seen.times': { ...common, kind: integer(0, 9), description: 'How often.' },
  'postTo.lines': { ...common, kind: lines(2, 20), description: 'Up to two lines.' },
  'postTo.why': { ...common, kind: nullableText(20), description: 'Why there.' },
} as const satisfies FieldList;
const branches = {
  'suspects[]': { description: 'Those suspected.', max: 2 },
  'suspects[].seen': { description: 'When they were seen.' },
  postTo: { description: 'An address that is safe.', required: true },
} as const satisfies BranchList;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A, 'is not', B];
type Flat<T> = T extends readonly (infer E)[] ? Flat<E>[] : T extends object ? { [K in keyof T]: Flat<T[K]> } : T;

interface Sample {
  reference: string;
  suspects?: { name: string; knowsAddress?: TriState; seen?: { times?: number } }[];
  postTo: { lines?: string[]; why?: string | null };
}

describe('an object made from a registry', () => {
  test('has the type of its fields, through objects and lists of objects', () => {
    const same: Same<Flat<ObjectOf<typeof fields, typeof branches>>, Flat<Sample>> = true;
    expect(same).toBe(true);
  });

  test('has the schema of its fields', () => {
    const schema = objectSchema(fields, branches);
    const sample = {
      suspects: [{ name: 'Alex', knowsAddress: 'yes', seen: { times: 2 } }, { name: 'Jo' }],
      postTo: { lines: ['1 Example Street'], why: null },
    };
    expect(schema.parse(sample)).toEqual({ reference: '1', ...sample });
    const faultsIn = (body: unknown) => schema.safeParse(body).error?.issues.map(({ path }) => path.join('.'));
    expect(faultsIn({})).toEqual(['postTo']);
    expect(faultsIn({ postTo: { lines: [] }, suspects: [{ knowsAddress: 'perhaps' }] })).toEqual([
      'suspects.0.name',
      'suspects.0.knowsAddress',
      'postTo.lines',
    ]);
    expect(faultsIn({ postTo: {}, suspects: [sample, sample, sample] })).toContain('suspects');
    expect(objectSchema({ a: { ...fields.reference, kind: oneOf('sex') } }, {}).safeParse({ a: 'x' }).success).toBe(
      false,
    );
  });

  test('that has an object nobody described cannot be made', () => {
    expect(() => objectSchema(fields, {})).toThrow('suspects[]');
  });
});

test('what may be left out of a referral is optional, and nothing else', () => {
  const role: Same<Submission['victim']['role'], VictimRole> = true;
  const optional: Same<
    Flat<Pick<Submission, 'crimeReference' | 'victimReference'>>,
    { crimeReference?: string; victimReference: string }
  > = true;
  const guardian: Same<
    Flat<Submission['victim']['guardian']>,
    { name: string; relationship?: string; phone?: string } | undefined
  > = true;
  const reason: Same<Submission['consent']['overrideReason'], string | null | undefined> = true;
  expect([role, optional, guardian, reason]).toEqual([true, true, true, true]);
});
