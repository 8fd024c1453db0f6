import { describe, expect, test } from 'vitest';
import { isPostalAddress, isPostalAddressElsewhere } from '#src/domain/judgement/postal-address.ts';

const postcode = 'M1 1AE';

test.each([
  ['NFA'],
  ['nfa'],
  ['N.F.A.'],
  ['N F A'],
  ['n/a'],
  ['N/A.'],
  ['na'],
  ['None'],
  ['unknown'],
  ['(not known)'],
  ['Homeless'],
  ['no fixed abode'],
  ['No-fixed  abode.'],
  ['Of no fixed address'],
  ['sofa-surfing'],
  ['Address unknown'],
  ['TBC'],
  ['-'],
  ['...'],
  ['NFA', 'Manchester'],
  ['NFA - sofa surfing'],
  ['homeless, Manchester'],
  ['of no fixed abode (homeless)'],
  ['c/o NFA'],
  ['No known address'],
  ['M1 1AE'],
  ['m11ae', 'unknown'],
  ['None', 'none'],
])('%s %s says that there is no address', (...lines) => {
  expect(isPostalAddress({ address: { lines: lines.filter((line) => line !== undefined), postcode } })).toBe(false);
});

test.each([
  ['1 Example Street'],
  ['None Such House', '2 Example Road'],
  ['1 Example Street', 'N/A'],
  ['Flat 1', 'No. 3 Nile Street'],
  ['c/o The Homeless Centre', '4 Example Street'],
  ['Unknown Warrior Court'],
  ['7'],
  ['एक सड़क'],
])('%s %s is an address', (...lines) => {
  expect(isPostalAddress({ address: { lines: lines.filter((line) => line !== undefined), postcode } })).toBe(true);
});

test('needs lines and a postcode, and a fixed address', () => {
  const address = { lines: ['1 Example Street'], postcode };
  expect(isPostalAddress({ address, noFixedAddress: false })).toBe(true);
  expect(isPostalAddress({ address, noFixedAddress: true })).toBe(false);
  expect(isPostalAddress({ address: { lines: ['1 Example Street'] } })).toBe(false);
  expect(isPostalAddress({ address: { postcode } })).toBe(false);
  expect(isPostalAddress({ address: { lines: [], postcode } })).toBe(false);
  expect(isPostalAddress({})).toBe(false);
  expect(isPostalAddress(undefined)).toBe(false);
});

test('needs no postcode in a country that may have none', () => {
  const lines = ['1 Example Street', 'Dublin'];
  expect(isPostalAddress({ address: { lines, country: 'IE' } })).toBe(true);
  expect(isPostalAddress({ address: { country: 'IE' } })).toBe(false);
  for (const country of ['GB', 'IM', 'JE', 'GG']) expect(isPostalAddress({ address: { lines, country } })).toBe(false);
});

describe('an address for letters is elsewhere than the home', () => {
  const home = { lines: ['Flat 2, 1 Example Street', 'Manchester'], postcode };
  const isElsewhere = (lines: string[], other = postcode): boolean =>
    isPostalAddressElsewhere({ victim: { address: home }, contact: { postTo: { lines, postcode: other } } });

  test.each<[string, string[], string, boolean]>([
    ['another street', ['3 Sample Road'], postcode, true],
    ['the house next door', ['Flat 2, 3 Example Street', 'Manchester'], postcode, true],
    ['the same lines with another postcode', home.lines, 'M2 1AE', true],
    ['the home', home.lines, postcode, false],
    ['the home in another spelling', ['FLAT 2', '1 Example Street.', 'Manchester -'], 'm11ae', false],
    ['the home without its town', ['Flat 2, 1 Example Street'], postcode, false],
    ['the home with its county', [...home.lines, 'Lancashire'], postcode, false],
    ['nowhere', ['NFA'], 'M2 1AE', false],
  ])('%s', (_what, lines, other, expected) => {
    expect(isElsewhere(lines, other)).toBe(expected);
  });

  test('where no home is named, and not where it is not given', () => {
    const postTo = { lines: ['3 Sample Road'], postcode };
    expect(isPostalAddressElsewhere({ contact: { postTo } })).toBe(true);
    expect(isPostalAddressElsewhere({ victim: { address: home } })).toBe(false);
  });
});
