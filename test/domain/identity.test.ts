import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupIdentity, oldPersonIdentity, personIdentity, referralIdentity } from '#src/domain/identity.ts';
import { submission } from '#test/support/submissions.ts';

const dateOfBirth = '1990-02-03';
const named = (givenName: string, familyName: string, born = dateOfBirth) => ({
  givenName,
  familyName,
  dateOfBirth: born,
});
const identityOf = (givenName: string, familyName: string) => personIdentity(named(givenName, familyName));

describe('a person is recognised in another spelling', () => {
  test.each([
    ['names turned round', ['Sam', 'Example'], ['Example', 'Sam']],
    ['a title before the given name', ['Sam', 'Example'], ['Mr Sam', 'Example']],
    ['a title before the family name', ['Sam', 'Example'], ['Sam', 'Ms. Example']],
    ['a title after a space', ['Sam', 'Example'], [' Mr Sam', 'Example']],
    ['two titles', ['Sam', 'Example'], ['Rev. Dr Sam', 'Example']],
    ['a title without a space after its dot', ['Sam', 'Example'], ['Prof.Sam', 'Example']],
    ['a title and names turned round', ['Sam', 'Example'], ['Dame Example', 'Sam']],
    ['ß', ['Sam', 'Groß'], ['Sam', 'GROSS']],
    ['capital ẞ', ['Sam', 'GROẞ'], ['Sam', 'Gross']],
    ['æ', ['Sam', 'Kjær'], ['Sam', 'Kjaer']],
    ['œ', ['Sam', 'Lecœur'], ['Sam', 'Lecoeur']],
    ['ø', ['Søren', 'Example'], ['Soren', 'Example']],
    ['ł', ['Sam', 'Wałęsa'], ['Sam', 'Walesa']],
    ['đ', ['Đorđe', 'Example'], ['Dorde', 'Example']],
    ['ð and þ', ['Þórður', 'Example'], ['Thordur', 'Example']],
    ['ħ, ŋ and ŧ', ['Ħŋŧo', 'Example'], ['Hngto', 'Example']],
    ['ı', ['Işıl', 'Example'], ['Isil', 'Example']],
    ['an accent', ['Renée', 'Example'], ['Renee', 'Example']],
    ['an accent typed as a sign of its own', ['Rene\u0301e', 'Example'], ['Renée', 'Example']],
    ['a hyphen', ['Anne-Marie', 'Example'], ['Anne Marie', 'Example']],
    ['a hyphen and the space', ['Anne-Marie', 'Example'], ['Annemarie', 'Example']],
    ['an apostrophe', ['Sam', 'O’Example'], ['Sam', 'OExample']],
    ['a letter that looks like an apostrophe', ['Sam', 'Oʻexample'], ['Sam', "O'Example"]],
    ['capitals', ['Sam', 'Example'], ['SAM', 'example']],
  ])('%s', (_, one, other) => {
    expect(identityOf(one[0] ?? '', one[1] ?? '')).toEqual(identityOf(other[0] ?? '', other[1] ?? ''));
  });
});

describe('two people stay two', () => {
  test.each([
    ['twins with one date of birth', ['Alex', 'Example'], ['Sam', 'Example']],
    ['twins whose names differ by a letter', ['Dan', 'Example'], ['Don', 'Example']],
    ['a name that begins as a title does', ['Drew', 'Example'], ['Ew', 'Example']],
    ['a name that ends as a title does', ['Alexandr Jo', 'Example'], ['Alexan Jo', 'Example']],
    ['a name that a title is part of', ['Missy', 'Example'], ['Y', 'Example']],
    ['letters moved from one name to the other', ['Sam', 'Example'], ['Same', 'Xample']],
    ['vowel signs of another script', ['राम', 'Example'], ['रमा', 'Example']],
  ])('%s', (_, one, other) => {
    expect(identityOf(one[0] ?? '', one[1] ?? '')).not.toEqual(identityOf(other[0] ?? '', other[1] ?? ''));
  });

  test('with another date of birth', () => {
    expect(personIdentity(named('Sam', 'Example', '1990-03-02'))).not.toEqual(identityOf('Sam', 'Example'));
  });

  test.each([
    ['no given name', { familyName: 'Example', dateOfBirth }],
    ['no date of birth', { givenName: 'Sam', familyName: 'Example' }],
    ['a title alone for a given name', named('Mr', 'Example')],
    ['a title alone for a family name', named('Sam', 'Mrs.')],
    ['a name without letters', named('-', 'Example')],
  ])('%s recognises nobody', (_, names) => {
    expect(personIdentity(names)).toBeUndefined();
  });
});

describe('for any names', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzßæœøłđéüç'.split('');
  const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 8 });
  const title = fc.constantFrom('', 'Mr ', 'Mrs. ', 'Dr ', 'Prof Sir ', 'REV. ');
  const plain: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };
  const spellings: readonly ((name: string) => string)[] = [
    (name) => name.toUpperCase(),
    (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
    (name) => name.replace(/[ßæœøłđ]/g, (letter) => plain[letter] ?? letter),
    (name) => `${name.slice(0, 1)}-${name.slice(1)}`,
    (name) => name.split('').join(' '),
  ];
  const spelling = fc.constantFrom(...spellings);
  const titleWords = ['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'dame', 'rev', 'revd'];
  const name = word.filter((text) => !titleWords.includes(text));

  test('no spelling, title or order makes another person', () => {
    fc.assert(
      fc.property(name, name, title, title, spelling, fc.boolean(), (given, family, t1, t2, spell, isTurned) => {
        // A space after the first letters may leave what reads as a title, which no person writes.
        const [one, two] = [spell(given), spell(family)];
        fc.pre(![one, two].some((text) => titleWords.includes(text.split(' ')[0]?.toLowerCase() ?? '')));
        const other = isTurned ? identityOf(`${t2}${two}`, `${t1}${one}`) : identityOf(`${t1}${one}`, `${t2}${two}`);
        expect(other).toEqual(identityOf(given, family));
      }),
    );
  });

  test('two ordinary names of plain letters are two people unless they are the same two words', () => {
    const ordinary = fc.stringMatching(/^[a-z]{2,8}$/).filter((text) => !titleWords.includes(text));
    fc.assert(
      fc.property(ordinary, ordinary, ordinary, ordinary, (a, b, c, d) => {
        const isSame = [a, b].sort().join(' ') === [c, d].sort().join(' ');
        expect(JSON.stringify(identityOf(a, b)) === JSON.stringify(identityOf(c, d))).toBe(isSame);
      }),
    );
  });

  test('the old form is never the new form, of whoever', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        expect(oldPersonIdentity(named(a, b))).not.toEqual(identityOf(c, d));
      }),
    );
  });
});

test.each([
  ['no given name', { familyName: 'Example', dateOfBirth }],
  ['no date of birth', { givenName: 'Sam', familyName: 'Example' }],
  ['a name without letters', named('-', 'Example')],
])('the old form of %s recognises nobody', (_, names) => {
  expect(oldPersonIdentity(names)).toBeUndefined();
});

test('the old form is as it was: rows of then are found by it', () => {
  expect(oldPersonIdentity(named('Mr Renée', 'O’Groß'))).toEqual(['mrrenee', 'ogroß', dateOfBirth]);
});

describe('a referral is the same as one before it', () => {
  const references = { crimeReference: '06AB/1/26', victimReference: '1' };
  const identity = referralIdentity('police', references);

  test('by its sender, its crime reference and the reference of the victim', () => {
    expect(referralIdentity('police', { ...references, incidentReference: 'INC-1' })).toEqual(identity);
    expect(referralIdentity('hospital', references)).not.toEqual(identity);
    expect(referralIdentity('police', { ...references, crimeReference: '06AB/2/26' })).not.toEqual(identity);
    expect(referralIdentity('police', { ...references, victimReference: '2' })).not.toEqual(identity);
  });

  test('by its incident reference where no crime is recorded, which is not a crime reference of the same text', () => {
    const byIncident = (incidentReference: string) =>
      referralIdentity('police', { incidentReference, victimReference: '1' });
    expect(byIncident('INC-1')).toEqual(['police', 'incident', 'INC-1', '1']);
    expect(byIncident('INC-2')).not.toEqual(byIncident('INC-1'));
    expect(byIncident(references.crimeReference)).not.toEqual(identity);
  });
});

test('people of one event are a group by its sender and their reference, and nobody is by none', () => {
  expect(groupIdentity('police', submission({ groupReference: 'EVENT-1' }))).toEqual(['police', 'EVENT-1']);
  expect(groupIdentity('hospital', submission({ groupReference: 'EVENT-1' }))).toEqual(['hospital', 'EVENT-1']);
  expect(groupIdentity('police', submission())).toBeUndefined();
});

test('the parts are what they were, since ids and hashes that are stored are made of them', () => {
  const references = { crimeReference: '06AB/1/26', victimReference: '1' };
  expect(referralIdentity('police', references)).toEqual(['police', 'crime', '06AB/1/26', '1']);
  expect(identityOf('Sam', 'Example')).toEqual(['either-order', 'example', 'sam', dateOfBirth]);
});
