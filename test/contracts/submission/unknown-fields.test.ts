import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { dropUnknownFields } from '#src/contracts/submission/unknown-fields.ts';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { submission } from '#test/support/submissions.ts';

const ordinary = submission();

describe('fields that are not known are left out and named', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['at the top', { shoeSize: 9 }, ['/shoeSize']],
    ['in an object', { victim: { ...ordinary.victim, shoeSize: 9 } }, ['/victim/shoeSize']],
    [
      'two levels down',
      { contact: { ...ordinary.contact, safe: { ...ordinary.contact.safe, fax: 'no' } } },
      ['/contact/safe/fax'],
    ],
    ['an object as a whole, not field by field', { custody: { suite: 'A', time: '10:00' } }, ['/custody']],
    ['with a slash and a tilde in the name', { 'a/b~c': 1 }, ['/a~1b~0c']],
    ['named as what every object inherits', { toString: 1, constructor: {} }, ['/toString', '/constructor']],
    ['several, in the order they were sent', { z: 1, a: 2 }, ['/z', '/a']],
  ])('%s', (_, more, pointers) => {
    const { body, dropped } = dropUnknownFields({ ...ordinary, ...more });
    expect(dropped).toEqual(pointers);
    expect(body).toEqual(ordinary);
  });

  test('in a list of objects, with the position in the pointer', () => {
    const suspect = z.strictObject({ name: z.string(), seen: z.strictObject({ at: z.string() }).exactOptional() });
    const schema = z.strictObject({ suspects: z.array(suspect).max(10).exactOptional() });
    const sent = {
      suspects: [
        { name: 'One', x: 1 },
        { name: 'Two', seen: { at: 'home', x: 1 } },
      ],
    };
    expect(dropUnknownFields(sent, schema)).toEqual({
      body: { suspects: [{ name: 'One' }, { name: 'Two', seen: { at: 'home' } }] },
      dropped: ['/suspects/0/x', '/suspects/1/seen/x'],
    });
  });

  test('the member __proto__ too, which changes no object', () => {
    const { body, dropped } = dropUnknownFields(JSON.parse('{"__proto__":{"victim":1},"crimeReference":"A"}'));
    expect(dropped).toEqual(['/__proto__']);
    expect(Object.keys(body as object)).toEqual(['crimeReference']);
  });
});

test('a body of known fields stays as it is, and so does what is no object', () => {
  for (const body of [ordinary, [], null, 'text', 7]) expect(dropUnknownFields(body)).toEqual({ body, dropped: [] });
});

test('the body that was given is not changed', () => {
  const sent = { ...ordinary, victim: { ...ordinary.victim, shoeSize: 9 } };
  const before = structuredClone(sent);
  dropUnknownFields(sent);
  expect(sent).toEqual(before);
});

test('what is dropped is exactly what is refused as unknown, and no other fault goes with it', () => {
  const names = fc.constantFrom(
    'victim',
    'address',
    'guardian',
    'contact',
    'safe',
    'call',
    'needs',
    'lines',
    'other',
    'x/y',
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom<unknown>('yes', 'NFA', 1, true, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(names, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const faultsIn = (body: unknown) => {
    const read = parseSubmissionFormat(body);
    return 'faults' in read ? read.faults : faultsOf([], body);
  };
  fc.assert(
    fc.property(fc.dictionary(names, tree), (more) => {
      const sent = { ...ordinary, ...more };
      const { body, dropped } = dropUnknownFields(sent);
      const [unknown, others] = [true, false].map((is) =>
        faultsIn(sent).filter(({ code }) => (code === 'unknown-field') === is),
      );
      expect(dropped.sort()).toEqual(unknown?.map(({ pointer }) => pointer).sort());
      expect(faultsIn(body)).toEqual(others);
    }),
  );
});
