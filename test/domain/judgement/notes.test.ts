/** What every reader of a referral is told besides its fields. */
import { describe, expect, test } from 'vitest';
import { noteTexts } from '#src/domain/judgement/notes.ts';
import type { Submission } from '#src/domain/submission.ts';
import { triStates } from '#src/domain/vocabulary.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';
import { decisionFor } from '../support/judge-submission.ts';

describe('a person who does not know of the referral', () => {
  test.each(triStates)('%s', (personAware) => {
    const { priority, notes } = decisionFor({ consent: { personAware } });
    expect(priority).toBe(personAware === 'no' ? 'enhanced' : 'standard');
    expect(notes.includes('person-not-aware')).toBe(personAware === 'no');
  });

  test('keeps the higher priority of high risk', () => {
    expect(decisionFor({ consent: { personAware: 'no' }, risk: { level: 'high' } }).priority).toBe('high');
  });

  test('and who is said to have agreed: the sender is asked which is right', () => {
    expect(decisionFor({ consent: { ...explicitConsent, personAware: 'no' } }).notes).toContain(
      'consent-without-awareness',
    );
    expect(decisionFor({ consent: explicitConsent }).notes).not.toContain('consent-without-awareness');
  });
});

describe('a child at risk for whom no safeguarding referral was made', () => {
  const child: Overrides<Submission> = {
    victim: { dateOfBirth: '2016-05-06', guardian: { name: 'Jo Example', phone: '+447700900789' } },
  };
  const notMade = { safeguarding: { children: 'not-made' } } as const;
  const isNoted = (over: Overrides<Submission>): boolean => decisionFor(over).notes.includes('safeguarding-not-made');

  test.each<[string, Overrides<Submission>, boolean]>([
    ['a child of ten', { ...child, ...notMade }, true],
    ['a child of ten, and it was made', { ...child, safeguarding: { children: 'made' } }, false],
    ['a child of ten, and nobody said', child, false],
    ['an adult with a child in the household', { household: { children: [{ age: 4 }] }, ...notMade }, true],
    ['an adult alone', notMade, false],
    [
      'a person of about 14, who may be 12',
      { victim: { ...child.victim, dateOfBirth: undefined, approximateAge: 14 }, ...notMade },
      true,
    ],
    [
      'a person of about 15',
      { victim: { ...child.victim, dateOfBirth: undefined, approximateAge: 15 }, ...notMade },
      false,
    ],
  ])('%s: %#', (_what, over, expected) => {
    expect(isNoted(over)).toBe(expected);
    expect(decisionFor(over).outcome).toBe('routed');
  });
});

test('no note names anybody or repeats what was sent', () => {
  for (const text of Object.values(noteTexts)) expect(text).toMatch(/^[A-Z].*\.$/);
});
