import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { toE164 } from '#src/contracts/submission/phone.ts';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { parseSubmission, parseSubmissionFormat } from '#src/contracts/submission.ts';
import { branchRegistry, fieldPaths } from '#src/domain/submission/registry.ts';
import type { Submission } from '#src/domain/submission.ts';
import { bodyOf, someAnswers } from '#test/domain/support/spellings.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

/** The parsed result of this body. */
function parsed(over: Overrides<Submission>): Submission {
  const read = parseSubmissionFormat(submission(over));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.ok;
}

test('the first referral, read without the compiled parser, is read as every later one is', () => {
  const broken = fc.record(
    { offence: fc.anything(), needs: fc.anything(), other: fc.anything() },
    { requiredKeys: [] },
  );
  const bodies = fc.tuple(someAnswers, fc.option(broken)).map(([answers, over]) => ({ ...bodyOf(answers), ...over }));
  parseSubmissionFormat({});
  fc.assert(
    fc.property(bodies, (body) => {
      const first = submissionSchema.safeParse(body, { jitless: true });
      const later = parseSubmissionFormat(body);
      expect(later).toEqual(first.success ? { ok: first.data } : { faults: faultsOf(first.error.issues, body) });
    }),
    { numRuns: 300 },
  );
});

describe('an ordinary referral', () => {
  test('is read unchanged', () => expect(parsed({})).toEqual(submission()));

  test('needs very little: a reference, offence, role, family name, safe contact and basis', () => {
    const { crimeReference, contact } = submission();
    const least = {
      crimeReference,
      offence: { category: 'robbery' },
      victim: { role: 'direct', familyName: 'Example' },
      contact: { safe: contact.safe },
      consent: { basis: 'public-task' },
    };
    expect(parseSubmissionFormat(least)).toEqual({ ok: { ...least, victimReference: '1' } });
  });

  test('is not changed by reading it', () => {
    const body = submission({ crimeReference: ' 06ab/1 ' });
    parseSubmissionFormat(body);
    expect(body.crimeReference).toBe(' 06ab/1 ');
  });

  test('stays the same when read again: what is stored can be read with the same schema', () => {
    const once = parsed({
      crimeReference: ' 06ab/1 ',
      contact: { phone: '07700 900123' },
      victim: { language: 'EN-gb' },
    });
    expect(parseSubmissionFormat(once)).toEqual({ ok: once });
  });
});

describe('normalisation', () => {
  test.each<[string, Overrides<Submission>, string, unknown]>([
    [
      'a reference in lower case with spaces around it',
      { crimeReference: ' 06ab/0001234/26 ' },
      'crimeReference',
      '06AB/0001234/26',
    ],
    ['an incident reference', { incidentReference: 'inc-1.2' }, 'incidentReference', 'INC-1.2'],
    ['no victim reference', { victimReference: undefined }, 'victimReference', '1'],
    ['a code in lower case', { offence: { homeOfficeCode: ' 8n ' } }, 'offence.homeOfficeCode', '8N'],
    ['a code nobody knows', { offence: { homeOfficeCode: '999Z' } }, 'offence.homeOfficeCode', '999Z'],
    ['a British mobile', { contact: { phone: '07700 900123' } }, 'contact.phone', '+447700900123'],
    ['a landline with brackets', { contact: { phone: '(0161) 496-0000' } }, 'contact.phone', '+441614960000'],
    ['an extension', { contact: { phone: '0161 496 0000 ext 12' } }, 'contact.phone', '+441614960000;ext=12'],
    ['a number from abroad', { contact: { phone: '+1 (202) 555-0100' } }, 'contact.phone', '+12025550100'],
    ['a country in small letters', { victim: { address: { country: ' ie ' } } }, 'victim.address.country', 'IE'],
    [
      'a postcode of another country',
      { victim: { address: { postcode: 'd02  x285', country: 'IE' } } },
      'victim.address.postcode',
      'D02 X285',
    ],
    ['a postcode run together', { victim: { address: { postcode: 'm11ae' } } }, 'victim.address.postcode', 'M1 1AE'],
    ['a district in lower case', { offence: { district: 'e08000003' } }, 'offence.district', 'E08000003'],
    ['a district outside the area', { offence: { district: ' Out-of-area' } }, 'offence.district', 'out-of-area'],
    ['a district in Wales', { offence: { district: 'W06000015' } }, 'offence.district', 'W06000015'],
    ['a language', { victim: { language: 'PA-guru-in' } }, 'victim.language', 'pa-Guru-IN'],
    ['a name in Chinese', { victim: { familyName: '王' } }, 'victim.familyName', '王'],
    [
      'a name with a zero-width joiner, as Persian needs',
      { victim: { familyName: 'علی‌زاده' } },
      'victim.familyName',
      'علی‌زاده',
    ],
    [
      'a name with an apostrophe and a hyphen',
      { victim: { familyName: "O’Neill-D'Arcy" } },
      'victim.familyName',
      "O’Neill-D'Arcy",
    ],
    ['letters with loose accents, composed', { victim: { familyName: 'Zoe\u0308' } }, 'victim.familyName', 'Zoë'],
    ['a summary of several lines', { offence: { summary: 'One.\r\n\tTwo. ' } }, 'offence.summary', 'One.\r\n\tTwo.'],
    ['a leap day', { victim: { dateOfBirth: '2000-02-29' } }, 'victim.dateOfBirth', '2000-02-29'],
    [
      'a time with its offset, kept',
      { reportedAt: '2026-11-18T22:40:00.5+01:00' },
      'reportedAt',
      '2026-11-18T22:40:00.5+01:00',
    ],
    ['no reason, said so', { consent: { overrideReason: null } }, 'consent.overrideReason', null],
  ])('%s', (_what, over, path, expected) => {
    const found = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parsed(over));
    expect(found).toBe(expected);
  });

  test('the fast path for British numbers takes nothing that the library refuses, and reads it the same', () => {
    const number = fc
      .tuple(fc.constantFrom('0', '+44', '+44 ', '0044', '', '+44 (0)'), fc.stringMatching(/^[0-9][0-9 ()-]{3,14}$/))
      .map(([start, rest]) => start + rest);
    fc.assert(
      fc.property(number, (text) => {
        const library = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false });
        const stored = toE164(text);
        if (stored === undefined) return;
        expect(library?.isPossible()).toBe(true);
        expect(stored).toBe(library?.number);
        expect(toE164(stored)).toBe(stored);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the schema as published', () => {
  // It has a name of its own, so it is published among the definitions.
  const published = z.toJSONSchema(submissionSchema, { io: 'input' }).$defs?.Referral;

  type Node = {
    properties?: Record<string, Node>;
    items?: Node;
    description?: string;
    additionalProperties?: unknown;
    required?: string[];
  };
  const everyField = (node: Node, path = ''): [string, Node][] =>
    Object.entries(node.items?.properties ?? node.properties ?? {}).flatMap(([key, child]): [string, Node][] => [
      [`${path}/${key}`, child],
      ...everyField(child, `${path}/${key}`),
    ]);

  test('describes every field', () => {
    const all = everyField(published as Node);
    expect(all.length).toBeGreaterThan(fieldPaths.length);
    const silent = all.filter(([, { description }]) => !description);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('takes no unknown field anywhere, and does not ask for the victim reference', () => {
    const objects = [published as Node, ...everyField(published as Node).map(([, node]) => node.items ?? node)].filter(
      ({ properties }) => properties,
    );
    expect(objects).toHaveLength(Object.keys(branchRegistry).length + 1);
    for (const { additionalProperties } of objects) expect(additionalProperties).toBe(false);
    expect((published as Node).required).toEqual(['offence', 'victim', 'contact', 'consent']);
  });
});

test('a body refused for the format of a field still says which referral it is', () => {
  const invalid = { ...submission(), contact: { ...submission().contact, phone: '0161 496 000' } };
  const read = (body: object) => parseSubmission(body, police, area(), receivedAt);
  const { crimeReference, victimReference } = submission();
  expect(read(invalid)).toMatchObject({ references: { crimeReference, victimReference } });
  expect(read({ ...invalid, crimeReference: '!' })).not.toHaveProperty('references');
});
