import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handOffId, isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { createKeys } from '#src/platform/keys.ts';

const keys = createKeys('a secret for tests alone, long enough', 'EX');
const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });

describe('identities', () => {
  test('the same parts give the same id and reference, in the contract’s formats', () => {
    fc.assert(
      fc.property(parts, (identity) => {
        const { id, reference } = keys.identify(identity);
        expect(keys.identify(identity)).toEqual({ id, reference });
        expect(isReferralId(id)).toBe(true);
        expect(reference).toMatch(/^EX-[2-9A-Y]{4}-[2-9A-Y]{4}$/);
      }),
    );
  });

  test('other parts give another id, even if they join to the same text', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(keys.identify(one).id).not.toBe(keys.identify(other).id);
      }),
    );
    expect(keys.identify(['ab', 'c']).id).not.toBe(keys.identify(['a', 'bc']).id);
  });

  test('a reference has no characters that look or sound alike', () => {
    for (let number = 0; number < 500; number++) {
      expect(keys.identify([String(number)]).reference.slice(3)).not.toMatch(/[01OILSUVBZ5]/);
    }
  });

  test('another secret gives other ids, pseudonyms and codes', () => {
    const other = createKeys('another secret for tests, long enough', 'EX');
    expect(other.identify(['a']).id).not.toBe(keys.identify(['a']).id);
    expect(other.person(['a'])).not.toBe(keys.person(['a']));
    expect(other.group(['a'])).not.toBe(keys.group(['a']));
    const handOff = handOffId('abcdefghijklmnopqrstuvwxyz' as ReferralId, 1);
    expect(other.confirmationCode(handOff)).not.toBe(keys.confirmationCode(handOff));
  });
});

test('a group, a person and a police reference of the same parts have different hashes, which do not join parts to the same text', () => {
  expect(keys.group(['a', 'b'])).toMatch(/^[\w-]{22}$/);
  expect(keys.group(['a', 'b'])).not.toBe(keys.person(['a', 'b']));
  expect(keys.group(['ab', 'c'])).not.toBe(keys.group(['a', 'bc']));
  expect(keys.policeReference(['a', 'b'])).toMatch(/^[\w-]{22}$/);
  expect(keys.policeReference(['a', 'b'])).not.toBe(keys.group(['a', 'b']));
  expect(keys.policeReference(['ab', 'c'])).not.toBe(keys.policeReference(['a', 'bc']));
});
