import { describe, expect, test } from 'vitest';
import type { faultCodes } from '#src/domain/judgement/fault-codes.ts';
import { type Note, noteTexts } from '#src/domain/judgement/notes.ts';
import type { Submission } from '#src/domain/submission.ts';
import { charity, hospital, police } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';
import { decisionFor, faultPlaces, judgeSubmission, refusalFor } from '../support/judge-submission.ts';

const now = new Date('2026-11-19T09:00:00Z');
type Case = [what: string, over: Overrides<Submission>, pointer: string, code: keyof typeof faultCodes];

const guarded = { guardian: { name: 'Alex Example', phone: '+447700900456' } };

const wrong: Case[] = [
  // References and the report.
  ['no reference at all', { crimeReference: undefined }, '/crimeReference', 'required'],
  ['the police do not say when it was reported', { reportedAt: undefined }, '/reportedAt', 'required'],
  ['reported in the future', { reportedAt: '2026-11-19T09:06:00Z' }, '/reportedAt', 'in-the-future'],
  [
    'reported in the last century but one',
    {
      reportedAt: '1899-01-01T00:00:00Z',
      offence: { occurredOn: undefined, occurredAt: undefined },
      victim: { dateOfBirth: undefined },
    },
    '/reportedAt',
    'too-long-ago',
  ],
  [
    'reported before birth',
    { reportedAt: '1989-02-03T10:00:00Z', offence: { occurredOn: undefined, occurredAt: undefined } },
    '/reportedAt',
    'before-birth',
  ],
  [
    'reported the day before a birth today',
    { offence: { occurredOn: undefined, occurredAt: undefined }, victim: { dateOfBirth: '2026-11-19', ...guarded } },
    '/reportedAt',
    'before-birth',
  ],
  ['reported in another millennium', { reportedAt: '9999-12-31T23:59:59-23:59' }, '/reportedAt', 'in-the-future'],
  // The offence.
  [
    'happened tomorrow',
    { offence: { occurredOn: '2026-11-20', occurredAt: undefined } },
    '/offence/occurredOn',
    'in-the-future',
  ],
  [
    'happened later today',
    { offence: { occurredOn: '2026-11-19', occurredAt: '09:06' }, reportedAt: '2026-11-19T08:59:00Z' },
    '/offence/occurredAt',
    'in-the-future',
  ],
  ['happened the day after its report', { reportedAt: '2026-11-17T12:00:00Z' }, '/offence/occurredOn', 'after-report'],
  ['happened an hour after its report', { offence: { occurredAt: '22:40' } }, '/offence/occurredAt', 'after-report'],
  [
    'happened before birth',
    {
      reportedAt: '2026-11-19T08:00:00Z',
      victim: { dateOfBirth: '2026-11-19', guardian: { name: 'Alex Example', phone: '+447700900456' } },
    },
    '/offence/occurredOn',
    'before-birth',
  ],
  [
    'happened 121 years ago',
    { offence: { occurredOn: '1905-11-18', occurredAt: undefined }, victim: { dateOfBirth: undefined } },
    '/offence/occurredOn',
    'too-long-ago',
  ],
  ['a time without its day', { offence: { occurredOn: undefined } }, '/offence/occurredOn', 'required'],
  // The person.
  ['born tomorrow', { victim: { dateOfBirth: '2026-11-20' } }, '/victim/dateOfBirth', 'in-the-future'],
  ['aged 121', { victim: { dateOfBirth: '1905-11-19' } }, '/victim/dateOfBirth', 'too-long-ago'],
  [
    'an adult as a child in domestic abuse',
    { victim: { role: 'child-domestic-abuse' }, offence: { domesticAbuse: 'yes' }, consent: explicitConsent },
    '/victim/role',
    'not-with-role',
  ],
  [
    'a child in domestic abuse where there is none',
    { victim: { role: 'child-domestic-abuse', dateOfBirth: '2012-01-01' }, consent: explicitConsent },
    '/offence/domesticAbuse',
    'not-with-role',
  ],
  // Contact.
  ['calls are safe, and there is no phone', { contact: { phone: undefined } }, '/contact/phone', 'missing-detail'],
  ['e-mail is safe, and there is none', { contact: { email: undefined } }, '/contact/email', 'missing-detail'],
  [
    'post is safe, and there is no address',
    { contact: { safe: { post: 'yes' } }, victim: { address: undefined } },
    '/victim/address',
    'missing-detail',
  ],
  [
    'an alternative contact without a phone',
    { contact: { alternative: { name: 'Jo Example' } } },
    '/contact/alternative/phone',
    'missing-detail',
  ],
  // Consent.
  [
    'consent obtained in the future',
    { consent: { ...explicitConsent, obtainedAt: '2026-11-19T10:00:00Z' } },
    '/consent/obtainedAt',
    'in-the-future',
  ],
  [
    'consent obtained before the offence',
    { consent: { ...explicitConsent, obtainedAt: '2026-11-17T10:00:00Z' } },
    '/consent/obtainedAt',
    'before-offence',
  ],
  [
    'consent obtained the day before an offence of today',
    {
      reportedAt: '2026-11-19T08:00:00Z',
      offence: { occurredOn: '2026-11-19', occurredAt: undefined },
      consent: { ...explicitConsent, obtainedAt: '2026-11-18T10:00:00Z' },
    },
    '/consent/obtainedAt',
    'before-offence',
  ],
  [
    'consent obtained before an offence in the future, of which only the offence is wrong',
    {
      offence: { occurredOn: '2026-11-20', occurredAt: undefined },
      consent: { ...explicitConsent, obtainedAt: '2026-11-19T08:00:00Z' },
    },
    '/offence/occurredOn',
    'in-the-future',
  ],
  // Suspects.
  [
    'a suspect bailed in the future',
    { suspects: [{ status: 'arrested' }, { status: 'bailed', statusAt: '2026-11-19T09:06:00Z' }] },
    '/suspects/1/statusAt',
    'in-the-future',
  ],
  [
    'consent obtained in another age',
    { consent: { ...explicitConsent, obtainedAt: '1900-01-01T10:00:00Z' } },
    '/consent/obtainedAt',
    'too-long-ago',
  ],
  [
    'a parent agrees for an adult',
    { consent: { ...explicitConsent, givenBy: 'parent-guardian' } },
    '/consent/givenBy',
    'not-with-age',
  ],
  // Risk (SafeLives; judgement may raise a level, never lower it).
  [
    'a level below its DASH score',
    { risk: { tool: 'dash', score: 14, level: 'medium' } },
    '/risk/level',
    'risk-level-below-score',
  ],
  [
    'a level below its score, by judgement',
    { risk: { tool: 'dash', score: 10, level: 'standard', professionalJudgement: true } },
    '/risk/level',
    'risk-level-below-score',
  ],
  [
    'a level below its score does not also close the gate that the score would open',
    {
      offence: { domesticAbuse: 'yes' },
      consent: { basis: 'safeguarding-override', overrideReason: 'Danger to life.' },
      risk: { tool: 'dash', score: 14, level: 'medium' },
    },
    '/risk/level',
    'risk-level-below-score',
  ],
  ['a score of no tool', { risk: { tool: undefined, score: 5 } }, '/risk/tool', 'required'],
  ['a score with the tool none', { risk: { tool: 'none', score: 5 } }, '/risk/score', 'invalid-value'],
  [
    'a date of birth and an approximate age',
    { victim: { approximateAge: 36 } },
    '/victim/approximateAge',
    'both-given',
  ],
  [
    'a DASH score above its questions',
    { risk: { tool: 'dash', score: 28, level: 'high' } },
    '/risk/score',
    'invalid-value',
  ],
];

describe('a contradictory referral is refused (422, nothing stored)', () => {
  test('an address that nobody would write to, because a suspect lives there, is not demanded', () => {
    const atHome: Overrides<Submission> = {
      suspects: [{ livesWithVictim: 'yes' }],
      contact: { safe: { post: 'yes' } },
      victim: { address: undefined },
    };
    expect(decisionFor(atHome, { now }).outcome).toBe('routed');
    const elsewhere: Overrides<Submission> = { ...atHome, suspects: [{ livesWithVictim: 'no' }] };
    expect(faultPlaces(refusalFor(elsewhere, { now }).faults)).toEqual([['/victim/address', 'missing-detail']]);
  });

  test.each(wrong)('%s', (_what, over, pointer, code) => {
    const refusal = refusalFor(over, { now });
    expect(refusal.code).toBe('invalid-referral');
    expect(faultPlaces(refusal.faults)).toEqual([[pointer, code]]);
    expect(refusal.faults[0]?.detail).toMatch(/^[A-Z].{10,}\.$/);
  });

  test('all faults are reported at once', () => {
    const refusal = refusalFor(
      {
        crimeReference: undefined,
        victim: { dateOfBirth: '2026-11-20', optedOut: true },
        offence: { occurredOn: '2026-11-21' },
        contact: { phone: undefined, email: undefined },
        consent: { obtainedAt: '2027-01-01T00:00:00Z' },
        risk: { tool: 'dash', score: 20, level: 'standard' },
      },
      { now },
    );
    expect(faultPlaces(refusal.faults)).toEqual([
      ['/crimeReference', 'required'],
      ['/victim/dateOfBirth', 'in-the-future'],
      ['/offence/occurredOn', 'in-the-future'],
      ['/consent/obtainedAt', 'in-the-future'],
      ['/contact/phone', 'missing-detail'],
      ['/contact/email', 'missing-detail'],
      ['/risk/level', 'risk-level-below-score'],
      ['/victim/optedOut', 'victim-opted-out'],
    ]);
  });
});

const right: [string, Overrides<Submission>][] = [
  ['an incident reference instead', { crimeReference: undefined, incidentReference: 'INC-20261118-0042' }],
  ['reported a few minutes ahead of our clock', { reportedAt: '2026-11-19T09:04:00Z' }],
  ['reported ahead of our clock by all that is allowed', { reportedAt: '2026-11-19T09:05:00Z' }],
  [
    'happened and reported ahead of our clock by all that is allowed',
    { offence: { occurredOn: '2026-11-19', occurredAt: '09:05' }, reportedAt: '2026-11-19T09:05:00Z' },
  ],
  ['happened after its report by all that is allowed', { offence: { occurredAt: '21:45' } }],
  [
    'a suspect released in the future, and bailed just now',
    { suspects: [{ status: 'bailed', statusAt: '2026-11-19T09:05:00Z', releaseOn: '2026-12-01' }] },
  ],
  ['happened and reported in the same minute', { offence: { occurredAt: '21:40' } }],
  [
    'happened today, the time not known',
    { offence: { occurredOn: '2026-11-19', occurredAt: undefined }, reportedAt: '2026-11-19T08:00:00Z' },
  ],
  [
    'born on the day of the offence',
    { victim: { dateOfBirth: '2026-11-18', guardian: { name: 'Alex Example', phone: '+447700900456' } } },
  ],
  ['aged 120', { victim: { dateOfBirth: '1906-11-19' } }],
  [
    'a relative born after the killing',
    {
      offence: { category: 'homicide', homeOfficeCode: '1', occurredOn: '2005-01-01', occurredAt: undefined },
      victim: { role: 'bereaved-relative', dateOfBirth: '2005-06-01' },
      consent: explicitConsent,
    },
  ],
  [
    'a grown-up who was the child in domestic abuse',
    {
      offence: { domesticAbuse: 'yes', occurredOn: '2005-01-01', occurredAt: undefined },
      victim: { role: 'child-domestic-abuse', dateOfBirth: '1995-01-01' },
      consent: explicitConsent,
    },
  ],
  ['a level raised above its score', { risk: { tool: 'dash', score: 3, level: 'high', professionalJudgement: true } }],
  ['a DASH form with a yes to every question', { risk: { tool: 'dash', score: 27, level: 'high' } }],
  [
    'an adult who is a victim as the parent of one, and agrees',
    { victim: { role: 'parent-guardian' }, consent: { ...explicitConsent, givenBy: 'parent-guardian' } },
  ],
  [
    'an adult who is a victim as the spokesperson of one, for whom a parent agrees',
    { victim: { role: 'spokesperson' }, consent: { ...explicitConsent, givenBy: 'parent-guardian' } },
  ],
  ['a score, and the level left to it', { risk: { tool: 'dash', score: 12, level: undefined } }],
  ['a score of another tool has no level of ours', { risk: { tool: 'merit', score: 60, level: 'standard' } }],
  [
    'a hate strand without a hate crime',
    { offence: { category: 'other', homeOfficeCode: undefined, hateStrands: ['race'] } },
  ],
  [
    'a channel that is safe by the guardian’s phone',
    {
      contact: { phone: undefined },
      victim: { dateOfBirth: '2012-01-01', guardian: { name: 'Alex Example', phone: '+447700900456' } },
    },
  ],
];

test.each(right)('no fault in: %s', (_what, over) => {
  expect(judgeSubmission(over, { now })).toHaveProperty('decision');
});

describe('when the clocks go back', () => {
  test('an offence in the repeated hour is not after a report in its second pass', () => {
    const over = { offence: { occurredOn: '2026-10-25', occurredAt: '01:50' }, reportedAt: '2026-10-25T01:10:00Z' };
    expect(judgeSubmission(over, { now })).toHaveProperty('decision');
  });
});

test('only the police must say when it was reported; everyone must give a reference', () => {
  for (const sender of [charity, hospital]) {
    expect(judgeSubmission({ reportedAt: undefined, consent: explicitConsent }, { sender })).toHaveProperty('decision');
    const refusal = refusalFor({ crimeReference: undefined, consent: explicitConsent }, { sender });
    expect(faultPlaces(refusal.faults)).toEqual([['/crimeReference', 'required']]);
  }
});

test('partner and self referrals have no Code clock, even when they say when it was reported', () => {
  expect(decisionFor({ consent: explicitConsent }, { sender: hospital })).toMatchObject({
    referBy: null,
    withinCode: null,
  });
});

test('a late referral is accepted and flagged, never refused (Victims’ Code, Right 4)', () => {
  const late = decisionFor(
    { offence: { occurredOn: '2026-11-10' }, reportedAt: '2026-11-10T22:00:00Z' },
    { sender: police, now },
  );
  expect(late).toMatchObject({ outcome: 'routed', referBy: '2026-11-12', withinCode: false });
});

describe('notes do not change the outcome', () => {
  test.each<[Note, Overrides<Submission>]>([
    ['unknown-offence-code', { offence: { homeOfficeCode: '999Z' } }],
    ['offence-code-differs-from-category', { offence: { category: 'robbery', homeOfficeCode: '8N' } }],
    ['killed-person-referred', { offence: { category: 'homicide', homeOfficeCode: '1' } }],
    ['knife-flag-not-yes', { offence: { method: 'knife', knifeEnabled: 'unknown' } }],
    ['firearm-flag-not-yes', { offence: { method: 'firearm', firearm: 'no' } }],
    ['risk-level-above-score', { risk: { tool: 'dash', score: 3, level: 'high', professionalJudgement: false } }],
    ['voicemail-without-call', { contact: { safe: { call: 'no', voicemail: 'yes' } } }],
    ['text-to-landline', { contact: { phone: '+441614960000' } }],
    ['consent-details-missing', { consent: { basis: 'explicit-consent' } }],
    ['interpreter-language-missing', { victim: { interpreterNeeded: true, language: undefined } }],
    [
      'reported-before-calendar',
      { reportedAt: '2018-12-31T12:00:00Z', offence: { occurredOn: '2018-12-31', occurredAt: undefined } },
    ],
  ])('%s', (note, over) => {
    const decision = decisionFor(over, { now });
    expect(decision.notes).toEqual([note]);
    expect(decision.outcome).toBe('routed');
    expect(noteTexts[note]).toMatch(/^[A-Z].+\.$/);
  });
});
