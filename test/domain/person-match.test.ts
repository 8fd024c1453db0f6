import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCertainMatch, matchPerson, type PersonTraits } from '#src/domain/person-match.ts';

const sam: PersonTraits = {
  hashes: ['sam', 'sam-old-form'],
  earlierHashes: ['san'],
  names: { givenName: 'Sam', familyName: 'Example', dateOfBirth: '1990-02-03' },
  phone: '+447700900123',
  email: 'sam@example.org',
};
const stranger: PersonTraits = {
  hashes: ['jo'],
  earlierHashes: [],
  names: { givenName: 'Jo', familyName: 'Example', dateOfBirth: '1991-02-03' },
  phone: '+447700900456',
};

describe('a referral is of the person', () => {
  test.each<[string, Partial<PersonTraits>, string[], boolean]>([
    ['whose names and date of birth it has, in another spelling', { hashes: ['sam'] }, ['same-person'], true],
    ['whom a row of before knows by the old form', { hashes: ['sam-old-form'] }, ['same-person'], true],
    ['of whom nothing says so', {}, [], false],
    ['who was called that before a correction', { hashes: ['san'] }, ['earlier-name'], false],
    ['whose name was put right since', { earlierHashes: ['sam'] }, ['earlier-name'], false],
    ['with the same phone', { phone: '+447700900123' }, ['same-phone'], false],
    ['with the same e-mail address', { email: 'Sam@Example.org' }, ['same-email'], false],
    [
      'with the same names and another date of birth, or none',
      { names: { givenName: 'EXAMPLE', familyName: 'Mr Sám' } },
      ['same-names'],
      false,
    ],
    [
      'with several of these',
      { earlierHashes: ['sam'], phone: '+447700900123', email: 'sam@example.org' },
      ['earlier-name', 'same-phone', 'same-email'],
      false,
    ],
  ])('%s', (_, over, because, isCertain) => {
    const found = matchPerson([sam], { ...stranger, ...over });
    expect([found, isCertainMatch(found)]).toEqual([because, isCertain]);
  });

  test.each([
    ['Unknown', 'Unknown'],
    ['N/A', 'N.A.'],
    ['Sam', 'not known'],
    ['Unknown', 'Example'],
    ['Mr', 'UNKNOWN MALE'],
  ])('who is called %s %s only if somebody looks, whatever the hash says', (givenName, familyName) => {
    const names = { givenName, familyName, dateOfBirth: '1990-01-01' };
    const one = { hashes: ['u'], earlierHashes: [], names };
    expect(matchPerson([one], { hashes: ['u'], earlierHashes: [], names })).toContain('placeholder-names');
    // Of whoever asks for the names alone, and where one of the two cannot be opened.
    const { names: _, ...unnamed } = one;
    for (const [known, other] of [[unnamed, one] as const, [one, unnamed] as const])
      expect(matchPerson([known], other)).toEqual(['placeholder-names']);
    expect(isCertainMatch(matchPerson([one], one))).toBe(false);
  });

  test.each(['Noakes', 'Unwin', 'Nil Patel', 'Anna', 'Xavier', '李'])('%s is a name', (familyName) => {
    const one = { hashes: ['n'], earlierHashes: [], names: { givenName: 'Sam', familyName } };
    expect(matchPerson([one], one)).toEqual(['same-person']);
  });

  test('a family name alone, or nothing said, is no reason', () => {
    const family = { hashes: [], earlierHashes: [], names: { familyName: 'Example' } };
    expect(matchPerson([family], family)).toEqual([]);
    expect(matchPerson([{ hashes: [], earlierHashes: [] }], { hashes: [], earlierHashes: [] })).toEqual([]);
  });

  test('with certainty only by the hash of what stands, or because somebody named it', () => {
    const few = fc.constantFrom('a', 'b', 'c');
    const traits = fc.record(
      {
        hashes: fc.uniqueArray(few, { maxLength: 2 }),
        earlierHashes: fc.uniqueArray(few, { maxLength: 2 }),
        phone: few,
        email: few,
        names: fc.record({ givenName: few, familyName: few }),
      },
      { requiredKeys: ['hashes', 'earlierHashes'] },
    );
    fc.assert(
      fc.property(fc.array(traits, { maxLength: 3 }), traits, (known, other) => {
        const standing = known.some(({ hashes }) => hashes.some((hash) => other.hashes.includes(hash)));
        expect(isCertainMatch(matchPerson(known, other))).toBe(standing);
      }),
    );
    expect(isCertainMatch(['named'])).toBe(true);
  });

  test('with certainty also where the names of both are erased, or only one of them is known', () => {
    const erased = { hashes: ['a'], earlierHashes: [] };
    const surname = { ...erased, names: { familyName: 'Example' } };
    expect(matchPerson([erased], erased)).toEqual(['same-person']);
    expect(matchPerson([surname], erased)).toEqual(['same-person']);
  });
});
