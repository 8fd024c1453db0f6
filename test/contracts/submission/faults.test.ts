import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { parseSubmission, parseSubmissionFormat } from '#src/contracts/submission.ts';
import { judge } from '#src/domain/judge.ts';
import { faultCodes } from '#src/domain/judgement/fault-codes.ts';
import { charity, area as exampleArea, police } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

type Body = Record<string, unknown>;
const area = exampleArea();
const examined = (body: unknown, sender: typeof police | typeof charity = police) =>
  parseSubmission(body, sender, area, receivedAt);

function refusedWith(body: unknown, sender?: typeof police | typeof charity) {
  const result = examined(body, sender);
  if ('submission' in result) throw new Error('not refused');
  return result.refused;
}
const places = (body: unknown) =>
  refusedWith(body).faults.map(({ pointer, code }): [string, string] => [pointer, code]);

/** The ordinary body with any value at a pointer; undefined removes it. */
function bodyWith(...changes: [pointer: string, value: unknown][]): Body {
  const body: Body = structuredClone({ ...submission() });
  for (const [pointer, value] of changes) {
    const keys = pointer.slice(1).split('/');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((at, key) => {
      at[key] ??= {};
      return at[key] as Body;
    }, body);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return body;
}

describe('each wrong field is reported by pointer, with a listed code and a sentence that says what to do', () => {
  test.each<[string, unknown, string]>([
    ['/crimeReference', 'AB', 'invalid-value'],
    ['/crimeReference', '06AB 0001234', 'invalid-value'],
    ['/crimeReference', '-123456', 'invalid-value'],
    ['/crimeReference', 'A'.repeat(31), 'invalid-value'],
    ['/crimeReference', 1234567, 'invalid-value'],
    ['/victimReference', '', 'invalid-value'],
    ['/victimReference', 1, 'invalid-value'],
    ['/reportedAt', '2026-11-18T21:40:00', 'invalid-value'],
    ['/reportedAt', '2026-11-18', 'invalid-value'],
    ['/reportedAt', '2026-02-30T10:00:00Z', 'invalid-value'],
    ['/offence', undefined, 'required'],
    ['/offence', 'assault', 'invalid-value'],
    ['/offence', null, 'invalid-value'],
    ['/offence/category', undefined, 'required'],
    ['/offence/category', 'assault', 'invalid-value'],
    ['/offence/occurredOn', '2026-02-29', 'invalid-value'],
    ['/offence/occurredOn', '18/11/2026', 'invalid-value'],
    ['/offence/occurredAt', '24:00', 'invalid-value'],
    ['/offence/occurredAt', '9pm', 'invalid-value'],
    ['/offence/district', 'E47000001', 'invalid-value'],
    ['/offence/district', 'Manchester', 'invalid-value'],
    ['/offence/domesticAbuse', true, 'invalid-value'],
    ['/offence/hateStrands/1', 'age', 'invalid-value'],
    ['/offence/hateStrands', ['race', 'race'], 'invalid-value'],
    ['/offence/hateStrands', 'race', 'invalid-value'],
    ['/offence/summary', 'x'.repeat(2001), 'too-long'],
    ['/offence/summary', 'a\u0000b', 'invalid-value'],
    ['/offence/summary', '   ', 'invalid-value'],
    ['/offence/homeOfficeCode', 'x'.repeat(21), 'too-long'],
    ['/victim/role', undefined, 'required'],
    ['/victim/familyName', '\u3164', 'invalid-value'],
    ['/victim/familyName', undefined, 'required'],
    ['/victim/familyName', '  ', 'required'],
    ['/victim/familyName', '???', 'invalid-value'],
    ['/victim/familyName', 'Exa\u0007mple', 'invalid-value'],
    ['/victim/familyName', 'Exa\nmple', 'invalid-value'],
    ['/victim/familyName', 'Exa\u202Emple', 'invalid-value'],
    ['/victim/familyName', 'Exa\u061Cmple', 'invalid-value'],
    ['/victim/familyName', 'Exa\u200Emple', 'invalid-value'],
    ['/victim/familyName', 'Exa\u200Fmple', 'invalid-value'],
    ['/victim/familyName', 'Exa\u2066mple', 'invalid-value'],
    ['/victim/familyName', 'Ren\uFFFD', 'invalid-value'],
    ['/offence/summary', 'Caf\uFFFD', 'invalid-value'],
    ['/offence/summary', 'a\u200Fb', 'invalid-value'],
    ['/victim/familyName', 'x'.repeat(101), 'too-long'],
    ['/victim/dateOfBirth', '1999-13-01', 'invalid-value'],
    ['/victim/ethnicity', 'IC1', 'invalid-value'],
    ['/victim/language', 'english', 'invalid-value'],
    ['/victim/language', 'en-a-', 'invalid-value'],
    ['/victim/optedOut', 'no', 'invalid-value'],
    ['/victim/address/postcode', '1234567890123', 'invalid-value'],
    ['/victim/address/postcode', '(none)', 'invalid-value'],
    ['/victim/address/country', 'UK', 'invalid-value'],
    ['/victim/address/country', 'XX', 'invalid-value'],
    ['/victim/address/country', 'United Kingdom', 'invalid-value'],
    ['/victim/address/lines', [], 'invalid-value'],
    ['/victim/address/lines', ['1', '2', '3', '4', '5', '6', '7'], 'too-many'],
    ['/victim/guardian', { phone: '+447700900456' }, 'required'],
    ['/contact/safe', undefined, 'required'],
    ['/contact/safe/post', undefined, 'required'],
    ['/contact/safe/post', 'maybe', 'invalid-value'],
    ['/contact/phone', '12345', 'invalid-value'],
    ['/contact/phone', 'ask her sister', 'invalid-value'],
    ['/contact/phone', '0161 496 000', 'invalid-value'],
    ['/contact/phone', '0161 496 000 ext 5', 'invalid-value'],
    ['/contact/phone', 'ring 07700 900123 after six', 'invalid-value'],
    ['/contact/email', 'sam@example', 'invalid-value'],
    ['/contact/email', 'a@example.org, b@example.org', 'invalid-value'],
    ['/consent/basis', undefined, 'required'],
    ['/consent/basis', 'implied', 'invalid-value'],
    ['/consent/overrideReason', 'x'.repeat(1001), 'too-long'],
    ['/consent/overrideReason', 5, 'invalid-value'],
    ['/risk/score', 9.5, 'invalid-value'],
    ['/risk/score', '9', 'invalid-value'],
    ['/risk/score', -1, 'invalid-value'],
    ['/risk/score', 101, 'invalid-value'],
    ['/needs/1', 'money', 'invalid-value'],
    ['/referrer', null, 'invalid-value'],
    ['/surprise', 1, 'unknown-field'],
    ['/victim/nickname', 'Sammy', 'unknown-field'],
    ['/contact/safe/fax', 'yes', 'unknown-field'],
  ])('%s = %j: %s', (pointer, value, code) => {
    const element = /^(.*)\/1$/.exec(pointer);
    const list = { '/offence/hateStrands': ['race', value], '/needs': ['safety', value] }[element?.[1] ?? ''];
    const body = list ? bodyWith([element?.[1] ?? '', list]) : bodyWith([pointer, value]);
    const at = pointer === '/victim/guardian' ? '/victim/guardian/name' : pointer;
    const refusal = refusedWith(body);
    expect(refusal.code).toBe('invalid-referral');
    expect(refusal.faults.map((fault) => [fault.pointer, fault.code])).toEqual([[at, code]]);
    expect(refusal.faults[0]?.detail).toMatch(/^[A-Z].{5,}\.$/);
  });

  test('and no value that was sent is repeated, wherever it stood: it may be personal data', () => {
    const mark = 'Zebedee';
    const wrong = (value: unknown): unknown => {
      if (Array.isArray(value)) return [mark, ...value.map(wrong)];
      if (typeof value !== 'object' || value === null) return `${mark} ${value}`;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrong(inner)]));
    };
    const bodies = [wrong(submission()), { ...submission(), victim: mark }, [mark], mark];
    const organisation = bodyWith(['/victim/familyName', `${mark} Limited`], ['/victim/optedOut', true]);
    const dates = bodyWith(['/victim/dateOfBirth', '2077-12-17'], ['/offence/occurredOn', '2077-12-18']);
    for (const body of [...bodies, bodyWith(['/contact/phone', `${mark} 5`])]) {
      expect(JSON.stringify(refusedWith(body))).not.toContain(mark);
    }
    for (const body of [organisation, dates]) {
      const parsed = parseSubmission(body, police, area, receivedAt);
      const judgedText = JSON.stringify(
        'refused' in parsed ? parsed : judge({ ...parsed, sender: police, area, now: receivedAt }),
      );
      expect(judgedText).toContain('refused');
      expect(judgedText).not.toMatch(/Zebedee|2077/);
    }
  });

  test('a pointer escapes what JSON Pointer must (RFC 6901)', () => {
    expect(places({ ...submission(), 'a/b~c': 1, '': 2 })).toEqual([
      ['/a~1b~0c', 'unknown-field'],
      ['/', 'unknown-field'],
    ]);
  });

  test('names with a meaning in JavaScript are unknown fields like any other', () => {
    const body: unknown = JSON.parse(
      JSON.stringify(submission()).replace('{', '{"__proto__":{"x":1},"constructor":1,'),
    );
    expect(places(body)).toEqual([
      ['/__proto__', 'unknown-field'],
      ['/constructor', 'unknown-field'],
    ]);
  });

  test.each([null, 5, 'text', [], [submission()], true])('a body that is not an object: %j', (body) => {
    expect(places(body)).toEqual([['', 'invalid-value']]);
  });

  test('an empty object: every required field is reported at once', () => {
    expect(places({})).toEqual([
      ['/offence', 'required'],
      ['/victim', 'required'],
      ['/contact', 'required'],
      ['/consent', 'required'],
      ['/crimeReference', 'required'],
      ['/reportedAt', 'required'],
    ]);
  });
});

describe('a fault in one field hides no fault in another', () => {
  test('faults of format and fact, and unknown fields, are reported together', () => {
    const body = bodyWith(
      ['/victim/dateOfBirth', '2099-01-01'],
      ['/victim/sex', 'cat'],
      ['/victim/familyName', undefined],
      ['/surprise', 1],
    );
    expect(new Set(places(body).map(([pointer]) => pointer))).toEqual(
      new Set(['/victim/dateOfBirth', '/victim/sex', '/victim/familyName', '/surprise']),
    );
    expect(places(body)).toContainEqual(['/victim/dateOfBirth', 'in-the-future']);
    expect(JSON.stringify(refusedWith(body))).not.toMatch(/2099|cat/);
  });

  test('faults of format and law are reported together', () => {
    const body = bodyWith(['/offence/domesticAbuse', 'yes'], ['/victim/optedOut', true], ['/needs', ['money']]);
    expect(places(body)).toEqual([
      ['/needs/0', 'invalid-value'],
      ['/victim/optedOut', 'victim-opted-out'],
      ['/consent/basis', 'explicit-consent-required'],
    ]);
  });

  test('a field with a wrong format is not also reported as missing', () => {
    expect(places(bodyWith(['/contact/phone', '123'], ['/crimeReference', '?'], ['/reportedAt', 'yesterday']))).toEqual(
      [
        ['/crimeReference', 'invalid-value'],
        ['/reportedAt', 'invalid-value'],
        ['/contact/phone', 'invalid-value'],
      ],
    );
  });

  test('a child’s guardian with a wrong phone is not also reported as missing', () => {
    const body = bodyWith(
      ['/victim/dateOfBirth', '2016-01-01'],
      ['/victim/guardian', { name: 'Alex Example', phone: '123' }],
    );
    expect(places(body)).toEqual([['/victim/guardian/phone', 'invalid-value']]);
  });

  test('an address with a wrong format is not also reported as missing', () => {
    const body = bodyWith(['/victim/address', 'Manchester'], ['/contact/safe/post', 'yes']);
    expect(places(body)).toEqual([['/victim/address', 'invalid-value']]);
  });

  test('an address with one wrong line is not also reported as missing', () => {
    const body = bodyWith(['/victim/address/lines', ['']], ['/contact/safe/post', 'yes']);
    expect(places(body)).toEqual([['/victim/address/lines/0', 'invalid-value']]);
  });

  const override = { basis: 'safeguarding-override', overrideReason: 'Danger to life.' };

  test.each<[string, [string, unknown][], string]>([
    [
      'an incident number could be the reference',
      [
        ['/crimeReference', undefined],
        ['/incidentReference', '?'],
      ],
      '/incidentReference',
    ],
    [
      'the alternative’s phone could be the one to call',
      [
        ['/contact/phone', undefined],
        ['/contact/alternative', { name: 'Jo Example', phone: '123' }],
      ],
      '/contact/alternative/phone',
    ],
    [
      'the level of risk could let the override stand',
      [
        ['/offence/domesticAbuse', 'yes'],
        ['/consent', override],
        ['/risk/level', 'HIGH'],
      ],
      '/risk/level',
    ],
    [
      'the date of birth could be a child’s',
      [
        ['/offence/category', 'rape'],
        ['/offence/homeOfficeCode', undefined],
        ['/consent', override],
        ['/victim/dateOfBirth', '2015'],
      ],
      '/victim/dateOfBirth',
    ],
    [
      'the approximate age could be a child’s',
      [
        ['/offence/category', 'rape'],
        ['/offence/homeOfficeCode', undefined],
        ['/consent', override],
        ['/victim/dateOfBirth', undefined],
        ['/victim/approximateAge', '15'],
      ],
      '/victim/approximateAge',
    ],
    [
      'the reason could let the override stand for a guardian',
      [
        ['/victim/dateOfBirth', '2016-01-01'],
        ['/consent', { ...override, overrideReason: 5 }],
      ],
      '/consent/overrideReason',
    ],
  ])('nothing is said of what an unreadable field could settle: %s', (_what, changes, pointer) => {
    const reasonAsked = places(bodyWith(...changes)).filter(
      ([at, code]) => !(at === pointer && code === 'invalid-value'),
    );
    expect(reasonAsked).toEqual([]);
  });

  test('consent is still required where no unreadable field could make it unnecessary', () => {
    const body = bodyWith(['/offence/domesticAbuse', 'yes'], ['/risk/level', 'HIGH']);
    expect(places(body)).toEqual([
      ['/risk/level', 'invalid-value'],
      ['/consent/basis', 'explicit-consent-required'],
    ]);
  });

  test('only a submission with a valid format is judged', () => {
    expect(examined(submission({ victim: { optedOut: true } }))).toHaveProperty('submission');
  });
});

describe('whatever is sent', () => {
  const marker = 'Zq7Marker';
  const anyValue = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.constant(marker),
    fc.constant(`${marker}\u0000`),
    fc.constant([marker, { x: marker }]),
    fc.constant({ y: marker }),
    fc.integer(),
    fc.boolean(),
  );
  const paths = [
    ...['/crimeReference', '/victimReference', '/reportedAt', '/offence', '/offence/category', '/offence/occurredOn'],
    ...[
      '/offence/hateStrands',
      '/offence/summary',
      '/victim',
      '/victim/dateOfBirth',
      '/victim/sex',
      '/victim/guardian',
    ],
    ...['/victim/address/postcode', '/contact/phone', '/contact/email', '/contact/safe', '/contact/safe/call'],
    ...['/consent', '/consent/basis', '/consent/overrideReason', '/risk/score', '/risk/level', '/needs', '/referrer'],
  ];
  const anyChanges = fc.uniqueArray(fc.tuple(fc.constantFrom(...paths), anyValue), {
    selector: ([path]) => path,
    maxLength: 6,
  });

  const built = (changes: [string, unknown][]): Body => {
    // Parents first, so that children are kept; a child of an invalid parent cannot be placed.
    const wrongParents = changes.map(([path]) => path);
    return bodyWith(...changes.filter(([path]) => !wrongParents.some((other) => path.startsWith(`${other}/`))));
  };

  test('it is read or refused without an exception, with listed codes and no value repeated', () => {
    fc.assert(
      fc.property(anyChanges, fc.constantFrom(police, charity), (changes, sender) => {
        const result = examined(built(changes), sender);
        if ('submission' in result) return;
        for (const { code, detail } of result.refused.faults) {
          expect(Object.keys(faultCodes)).toContain(code);
          expect(detail).toMatch(/^[A-Z].*\.$/);
        }
        expect(JSON.stringify(result.refused)).not.toContain(marker);
      }),
      { numRuns: 1000 },
    );
  });

  test('no place is reported twice', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const result = examined(built(changes));
        if ('submission' in result) return;
        const pointers = result.refused.faults.map(({ pointer }) => pointer);
        expect(pointers).toEqual([...new Set(pointers)]);
      }),
      { numRuns: 300 },
    );
  });

  test('a body full of unknown fields gets a short response', () => {
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`field${n}`, n]));
    const { faults } = refusedWith(body);
    expect(faults).toHaveLength(101);
    expect(faults.at(-1)).toMatchObject({ pointer: '', code: 'too-many' });
  });

  test('the fast reader and the plain schema agree', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const body = built(changes);
        const read = parseSubmissionFormat(body);
        const plainly = submissionSchema.safeParse(body);
        expect('ok' in read ? read.ok : undefined).toEqual(plainly.data);
      }),
    );
  });
});
