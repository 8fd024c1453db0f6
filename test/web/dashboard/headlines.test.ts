import { describe, expect, test } from 'vitest';
import { describeChange } from '#src/web/dashboard/headlines.ts';
import { en } from '#src/web/texts/en.ts';

describe('the number 1', () => {
  const { headline: words, funnel } = en.dashboard;
  test('is written in the singular', () => {
    expect(funnel.headline('1', '1')).toBe('1 first contact, and 1 hand-off to a service');
    expect(funnel.headline('0', '2')).toBe('0 first contacts, and 2 hand-offs to services');
    expect(words.shareOf('100%', words.policeReferrals('1'))).toBe('100% of 1 referral from the police');
    expect(words.shareOf('50%', words.firstContacts('1,002'))).toBe('50% of 1,002 first contacts');
    expect(funnel.inTime('1', '1')).toMatch(/in 1 of 1 first contact the person/);
  });
});

describe('a comparison in words', () => {
  test.each([
    [1100, 1000, 'Up 10%, from 1,000'],
    [870, 1000, 'Down 13%, from 1,000'],
    [1000, 1000, 'The same as before: 1,000'],
    [1001, 1000, 'Up from 1,000'],
    [5, 3, 'Up from 3'],
    [0, 19, 'Down from 19'],
    [0, 20, 'Down 100%, from 20'],
    [4, 0, 'Up from 0'],
    [0, 0, 'The same as before: 0'],
    [null, 20, 'No comparison: a number is not shown'],
    [20, null, 'No comparison: a number is not shown'],
  ])('%s after %s', (count, before, words) => expect(describeChange(en, { now: count, before }, 20)).toBe(words));
});
