/** What every reader of a referral is told besides its fields. */
import { describe, expect, test } from 'vitest';
import { type Note, noteTexts } from '#src/domain/judgement/notes.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { triStates } from '#src/domain/vocabulary.ts';
import { area, hospital, police } from '#test/support/area-fixture.ts';
import { explicitConsent, nothingSafe, type Overrides } from '#test/support/submissions.ts';
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

/** Each note beside what is nearly so. */
const nearly: [Note, boolean, Overrides<Submission>][] = [
  ['unknown-offence-code', true, { offence: { homeOfficeCode: '999Z' } }],
  ['unknown-offence-code', false, { offence: { homeOfficeCode: undefined } }],
  ['killed-person-referred', true, { offence: { category: 'homicide', homeOfficeCode: '1' } }],
  ['killed-person-referred', false, { offence: { category: 'homicide' }, victim: { role: 'witness-harmed' } }],
  ['killed-person-referred', false, {}],
  ['knife-flag-not-yes', true, { offence: { method: 'knife', knifeEnabled: 'no' } }],
  ['knife-flag-not-yes', false, { offence: { method: 'knife', knifeEnabled: 'yes' } }],
  ['knife-flag-not-yes', false, { offence: { method: 'body', knifeEnabled: 'no' } }],
  ['firearm-flag-not-yes', true, { offence: { method: 'firearm', firearm: undefined } }],
  ['firearm-flag-not-yes', false, { offence: { method: 'firearm', firearm: 'yes' } }],
  ['firearm-flag-not-yes', false, { offence: { method: 'body', firearm: 'no' } }],
  ['risk-level-above-score', true, { risk: { tool: 'dash', score: 3, level: 'high' } }],
  ['risk-level-above-score', false, { risk: { tool: 'dash', score: 3, level: 'high', professionalJudgement: true } }],
  ['risk-level-above-score', false, { risk: { tool: 'dash', score: 14, level: 'high' } }],
  ['risk-level-above-score', false, { risk: { tool: 'dash', score: 3, level: undefined } }],
  ['risk-level-above-score', false, { risk: { tool: 'dash', level: 'high' } }],
  ['risk-level-above-score', false, { risk: undefined }],
  ['voicemail-without-call', true, { contact: { safe: { call: 'no', voicemail: 'yes' } } }],
  ['voicemail-without-call', false, { contact: { safe: { call: 'unknown', voicemail: 'yes' } } }],
  ['voicemail-without-call', false, { contact: { safe: { call: 'no', voicemail: 'no' } } }],
  ['text-to-landline', true, { contact: { phone: '+441614960000' } }],
  ['text-to-landline', true, { contact: { phone: '+442079460000' } }],
  ['text-to-landline', false, { contact: { phone: '+447700900123' } }],
  ['text-to-landline', false, { contact: { phone: '+33144960000' } }],
  ['text-to-landline', false, { contact: { phone: '+441614960000', safe: { text: 'no' } } }],
  [
    'text-to-landline',
    false,
    { contact: { phone: undefined, alternative: { name: 'Jo Example', phone: '+441614960000' } } },
  ],
  ['consent-details-missing', true, { consent: { ...explicitConsent, givenBy: undefined } }],
  ['consent-details-missing', true, { consent: { ...explicitConsent, method: undefined } }],
  ['consent-details-missing', true, { consent: { ...explicitConsent, obtainedAt: undefined } }],
  ['consent-details-missing', false, { consent: explicitConsent }],
  ['consent-details-missing', false, { consent: { basis: 'public-task' } }],
  ['interpreter-language-missing', true, { victim: { interpreterNeeded: true, language: undefined } }],
  ['interpreter-language-missing', false, { victim: { interpreterNeeded: true, language: 'pa' } }],
  ['interpreter-language-missing', false, { victim: { interpreterNeeded: false, language: undefined } }],
  ['consent-without-awareness', false, { consent: { basis: 'public-task', personAware: 'no' } }],
  ['guardian-suspected', true, { suspects: [{ isGuardian: true }] }],
  ['guardian-suspected', false, { suspects: [{ isGuardian: false }] }],
  ['safe-channel-read-by-suspect', true, { suspects: [{ hasAccessTo: ['email'] }] }],
  [
    'safe-channel-read-by-suspect',
    false,
    { suspects: [{ hasAccessTo: ['email'] }], contact: { safe: { email: 'unknown' } } },
  ],
  ['safe-channel-read-by-suspect', false, { suspects: [{ hasAccessTo: [] }] }],
  ['home-district-from-postcode', false, { victim: { address: undefined } }],
  ['safeguarding-not-made', false, { safeguarding: { children: 'not-made' }, household: { pregnant: 'no' } }],
];

test.each(nearly)('%s: %s for %j', (note, expected, over) => {
  expect(decisionFor(over).notes.includes(note)).toBe(expected);
});

describe('a sexual offence is treated as domestic abuse', () => {
  const rape = { category: 'rape', homeOfficeCode: '19C' } as const;
  const partner = [{ relationship: 'partner' as const }];
  const isTreated = (over: Overrides<Submission>): boolean =>
    decisionFor({ consent: explicitConsent, ...over }).notes.includes('treated-as-domestic-abuse');

  test('where a partner is suspected and nobody said that it is', () => {
    expect(isTreated({ offence: rape, suspects: partner })).toBe(true);
  });

  test('and that is not noted where it was said, of another offence, nor of a stranger', () => {
    expect(isTreated({ offence: { ...rape, domesticAbuse: 'yes' }, suspects: partner })).toBe(false);
    expect(isTreated({ suspects: partner })).toBe(false);
    expect(isTreated({ offence: rape, suspects: [{ relationship: 'stranger' }] })).toBe(false);
  });
});

describe('a deadline after the bank holidays on record', () => {
  const { rules } = area();
  const isNoted = (over: Overrides<Submission>, to: string, sender: Sender = police): boolean => {
    const bankHolidaysCover = { ...rules.bankHolidaysCover, to };
    const options = { sender, area: { ...area(), rules: { ...rules, bankHolidaysCover } } };
    return decisionFor({ consent: explicitConsent, ...over }, options).notes.includes('provisional-deadline');
  };
  const noSafeWay = {
    contact: { safe: nothingSafe },
  } as const;

  test('is noted if only that of the service is, and not where there is none', () => {
    expect(isNoted({}, '2026-11-20')).toBe(true);
    expect(isNoted({}, '2026-12-31')).toBe(false);
    expect(isNoted(noSafeWay, '2026-11-20', hospital)).toBe(false);
  });
});

describe('a report from before the bank holidays on record', () => {
  const { rules } = area();
  const isNoted = (from: string, sender?: typeof hospital): boolean => {
    const bankHolidaysCover = { ...rules.bankHolidaysCover, from };
    const options = { area: { ...area(), rules: { ...rules, bankHolidaysCover } }, ...(sender && { sender }) };
    return decisionFor({ consent: explicitConsent }, options).notes.includes('reported-before-calendar');
  };

  test('is noted up to the first day of them, and for the police alone, whose time to refer it sets', () => {
    expect(isNoted('2026-11-19')).toBe(true);
    expect(isNoted('2026-11-18')).toBe(false);
    expect(isNoted('2026-11-19', hospital)).toBe(false);
  });
});

test('no note names anybody or repeats what was sent', () => {
  for (const text of Object.values(noteTexts)) expect(text).toMatch(/^[A-Z].*\.$/);
});
