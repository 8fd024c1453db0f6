/** Each rule about suspects: what a referral says of them, and what then is safe, lawful and told. */
import { describe, expect, test } from 'vitest';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { contactPhone, findSafeChannels } from '#src/domain/judgement/safe-contact.ts';
import {
  isPartnerOrFamilySuspected,
  isPhoneOfSuspect,
  isSuspectAtHome,
  trustedAlternative,
  trustedGuardian,
} from '#src/domain/judgement/suspects.ts';
import type { Submission } from '#src/domain/submission.ts';
import { suspectRelationships } from '#src/domain/suspect-vocabulary.ts';
import { type OffenceCategory, offenceCategories } from '#src/domain/vocabulary.ts';
import { area } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';
import { decisionFor, faultPlaces, refusalFor } from '../support/judge-submission.ts';

const all = (answer: 'yes' | 'no' | 'unknown') =>
  ({ call: answer, voicemail: answer, text: answer, email: answer, post: answer }) as const;
type Suspect = NonNullable<Submission['suspects']>[number];
const { rules } = area();
const derivedOf = (one: Submission) => deriveFacts(one, rules, receivedAt);
const safeChannels = (over: Overrides<Submission>) => {
  const one = submission(over);
  return findSafeChannels(one, derivedOf(one), rules);
};
const everySafe = { call: 'yes', voicemail: 'yes', text: 'yes', email: 'yes', post: 'yes' } as const;
const withSuspect = (suspect: Suspect, over: Overrides<Submission> = {}) =>
  safeChannels({ contact: { safe: everySafe }, suspects: [suspect], ...over });

describe('a channel that a suspect reads or answers is not safe, whatever is ticked', () => {
  test.each<[string, Suspect, readonly string[]]>([
    ['a stranger of whom nothing else is known', { relationship: 'stranger' }, []],
    ['lives with the victim', { livesWithVictim: 'yes' }, ['post']],
    ['knows the address and reads the post', { knowsAddress: 'yes', hasAccessTo: ['post'] }, ['post']],
    ['reads the post, and it is not said whether they know the address', { hasAccessTo: ['post'] }, ['post']],
    ['reads the post of an address that they do not know', { knowsAddress: 'no', hasAccessTo: ['post'] }, []],
    ['knows the address alone', { knowsAddress: 'yes' }, []],
    ['has the phone', { hasAccessTo: ['phone'] }, ['call', 'voicemail', 'text']],
    ['has the e-mail', { hasAccessTo: ['email'] }, ['email']],
    ['has both', { hasAccessTo: ['email', 'phone'] }, ['call', 'voicemail', 'text', 'email']],
    ['may live with the victim', { livesWithVictim: 'unknown' }, []],
  ])('%s', (_what, suspect, unsafe) => {
    const usable = ['call', 'voicemail', 'text', 'email', 'post'].filter((channel) => !unsafe.includes(channel));
    expect(withSuspect(suspect)).toEqual(usable);
  });

  test('the second suspect counts as the first', () => {
    const suspects: Suspect[] = [{ name: 'Alex Example' }, { hasAccessTo: ['email'] }];
    expect(safeChannels({ contact: { safe: everySafe }, suspects })).not.toContain('email');
  });

  test('the sender is told that a channel which they marked safe is not taken as safe', () => {
    const contact = { safe: everySafe };
    const notes = (suspect: Suspect) => decisionFor({ contact, suspects: [suspect] }).notes;
    expect(notes({ hasAccessTo: ['phone'] })).toContain('safe-channel-read-by-suspect');
    expect(notes({ relationship: 'stranger' })).not.toContain('safe-channel-read-by-suspect');
  });

  test('with no other way left, the referral is held and nobody rings', () => {
    const decision = decisionFor({
      contact: { safe: { ...all('no'), call: 'yes' } },
      suspects: [{ hasAccessTo: ['phone'] }],
    });
    expect(decision).toMatchObject({ outcome: 'held', heldReasons: ['no-safe-contact'], chosen: [] });
  });

  test('somebody with the name of a suspect is nobody to call instead', () => {
    const alternative = { name: 'Alex Example', phone: '+447700900789' };
    const contact = { phone: undefined, email: undefined, safe: { ...all('no'), call: 'yes' }, alternative } as const;
    expect(safeChannels({ contact, suspects: [{ name: 'Jo Example' }] })).toEqual(['call']);
    expect(safeChannels({ contact, suspects: [{ name: 'ALEX  example' }] })).toEqual([]);
  });

  test.each([
    ['with spaces and stops around it', 'Alex Example. ', undefined],
    ['of somebody else, whose phone is not given', 'Jo Example', { name: 'Jo Example' }],
    ['whose words are parted otherwise', 'Alexe Xample', { name: 'Alexe Xample' }],
  ])('the name of an alternative contact %s', (_what, name, expected) => {
    const suspects = [{ name: 'Alex Example' }];
    expect(trustedAlternative({ contact: { alternative: { name } }, suspects })).toEqual(expected);
  });

  test('without suspects, everybody named may be contacted', () => {
    const alternative = { name: 'Jo Example' };
    const guardian = { name: 'Alex Example', phone: '+447700900456' };
    const one = { contact: { alternative }, victim: { guardian } };
    expect([trustedAlternative(one), trustedGuardian(one)]).toEqual([alternative, guardian]);
    expect(isPhoneOfSuspect(guardian.phone, one)).toBe(false);
    expect(isPartnerOrFamilySuspected(one)).toBe(false);
  });

  test('another person’s phone is not the one that the suspect has', () => {
    const alternative = { name: 'Jo Example', phone: '+447700900789' };
    const contact = { phone: undefined, email: undefined, safe: { ...all('no'), call: 'yes' }, alternative } as const;
    expect(safeChannels({ contact, suspects: [{ hasAccessTo: ['phone'] }] })).toEqual(['call']);
  });
});

describe('a letter to an address that is not the home', () => {
  const postTo = { lines: ['2 Example Road'], postcode: 'M2 1AE' };

  test.each(['yes', 'no', 'unknown'] as const)('is safe where post to the home is marked %s', (post) => {
    const contact = { safe: { ...all('no'), post }, postTo };
    expect(safeChannels({ contact, suspects: [{ livesWithVictim: 'yes' }] })).toEqual(['post']);
  });

  test.each([
    ['as it is', { lines: ['1 Example Street'], postcode: 'M1 1AE' }],
    ['in another spelling', { lines: ['1, EXAMPLE street.'], postcode: 'M1 1AE' }],
    ['with a flat before it', { lines: ['Flat 2', '1 Example Street'], postcode: 'M1 1AE' }],
    ['with a line more', { lines: ['1 Example Street', 'Manchester'], postcode: 'M1 1AE' }],
  ])('is none if it is the home, %s', (_what, home) => {
    const suspects: Suspect[] = [{ livesWithVictim: 'yes' }];
    expect(safeChannels({ contact: { safe: all('no'), postTo: home }, suspects })).toEqual([]);
  });

  test.each(['3 Example Street', '11 Example Street', '1a Example Street'])('may be next door: %s', (line) => {
    const nextDoor = { lines: [line], postcode: 'M1 1AE' };
    expect(safeChannels({ contact: { safe: all('no'), postTo: nextDoor } })).toEqual(['post']);
  });

  test('needs a real address', () => {
    const contact = { safe: all('no'), postTo: { lines: ['NFA'], postcode: 'M2 1AE' } };
    expect(safeChannels({ contact })).toEqual([]);
  });

  test('serves a person with no fixed address', () => {
    const contact = { safe: { ...all('no'), post: 'yes' }, postTo } as const;
    expect(decisionFor({ contact, victim: { noFixedAddress: true } }).outcome).toBe('routed');
  });
});

describe('where somebody may be watching, “unknown” is not enough', () => {
  const heldWhenUnknown = (over: Overrides<Submission>) =>
    decisionFor({ contact: { safe: all('unknown') }, consent: explicitConsent, ...over }).heldReasons.includes(
      'no-safe-contact',
    );
  const watched: readonly OffenceCategory[] = ['stalking-harassment', 'rape', 'other-sexual'];

  test.each(offenceCategories)('%s', (category) => {
    const offence = { category, homeOfficeCode: undefined };
    expect(heldWhenUnknown({ offence })).toBe(watched.includes(category));
    expect(decisionFor({ offence, consent: explicitConsent, contact: { safe: everySafe } }).heldReasons).not.toContain(
      'no-safe-contact',
    );
  });

  test.each(['domesticAbuse', 'honourBased', 'modernSlavery', 'childExploitation'] as const)('%s', (flag) => {
    expect(heldWhenUnknown({ offence: { [flag]: 'yes' } })).toBe(true);
    expect(heldWhenUnknown({ offence: { [flag]: 'no' } })).toBe(false);
  });

  test('the Home Office code of modern slavery', () => {
    expect(heldWhenUnknown({ offence: { homeOfficeCode: '106' } })).toBe(true);
    expect(heldWhenUnknown({ offence: { homeOfficeCode: '8N' } })).toBe(false);
  });

  const near = ['partner', 'ex-partner', 'parent', 'child', 'other-family'];
  test.each(suspectRelationships)('a suspect who is a %s', (relationship) => {
    expect(heldWhenUnknown({ suspects: [{ relationship }] })).toBe(near.includes(relationship));
  });
});

describe('a guardian who is a suspect', () => {
  const father = { name: 'Alex Example', relationship: 'father', phone: '+447700900456' };
  const aunt = { name: 'Jo Example', relationship: 'aunt', phone: '+447700900789' };
  const suspects = [{ name: 'Alex Example', relationship: 'parent', isGuardian: true }] as const satisfies Suspect[];
  const childOfEight: Overrides<Submission> = {
    victim: { dateOfBirth: '2018-05-06', guardian: father },
    contact: { phone: undefined, email: undefined, safe: { ...all('no'), call: 'yes' } },
    consent: { ...explicitConsent, givenBy: 'spokesperson' },
    suspects: [...suspects],
  };
  const over = (more: Overrides<Submission>): Overrides<Submission> => ({
    ...childOfEight,
    ...more,
    contact: { ...childOfEight.contact, ...more.contact },
  });

  test('is nobody to call: the child of eight needs another adult', () => {
    const refusal = refusalFor(over({ contact: { safe: all('no') } }));
    expect(refusal.code).toBe('guardian-required');
    expect(faultPlaces(refusal.faults)).toEqual([['/victim/guardian', 'guardian-required']]);
    expect(refusal.faults[0]?.detail).toContain('Name another adult');
  });

  test('another adult takes their place, and it is their phone that is called', () => {
    const body = over({ contact: { alternative: aunt } });
    expect(decisionFor(body)).toMatchObject({
      outcome: 'routed',
      notes: expect.arrayContaining(['guardian-suspected']),
    });
    expect(contactPhone(submission(body), derivedOf(submission(body)))).toBe(aunt.phone);
  });

  test('is nobody to call under the child’s own number', () => {
    const body = over({ contact: { phone: father.phone, safe: all('yes'), alternative: aunt } });
    expect(safeChannels(body)).not.toContain('call');
    expect(safeChannels(body)).not.toContain('text');
  });

  test.each([
    ['by phone', { name: 'Dad', phone: father.phone }],
    ['by name', { name: 'ALEX  example', phone: '+447700900111' }],
    ['by name turned round', { name: 'Example, Alex', phone: '+447700900111' }],
    ['by initial', { name: 'Mr A. Example', phone: '+447700900111' }],
    ['by an extension of the number', { name: 'Dad', phone: `${father.phone};ext=1` }],
    ['by what he is to the child', { name: 'Dad', relationship: 'Father', phone: '+447700900111' }],
  ])('is no other adult under another heading, %s', (_what, alternative) => {
    expect(refusalFor(over({ contact: { safe: all('no'), alternative } })).code).toBe('guardian-required');
  });

  test('the safeguarding override lets it go on without an adult, to be held until there is a safe way', () => {
    const consent = { basis: 'safeguarding-override', overrideReason: 'The father is feared.' } as const;
    const body = over({ consent: { ...consent, givenBy: undefined, method: undefined, obtainedAt: undefined } });
    expect(decisionFor({ ...body, contact: { ...body.contact, phone: '+447700900123' } }).outcome).toBe('routed');
    expect(decisionFor({ ...body, contact: { phone: undefined, safe: all('no') } }).heldReasons).toEqual([
      'no-safe-contact',
    ]);
  });

  test('consents to nothing', () => {
    const refusal = refusalFor(
      over({ contact: { alternative: aunt }, consent: { ...explicitConsent, givenBy: 'parent-guardian' } }),
    );
    expect(faultPlaces(refusal.faults)).toEqual([['/consent/givenBy', 'explicit-consent-required']]);
    expect(refusal.faults[0]?.detail).toContain('Ask another adult');
  });

  test.each([
    ['by name alone', [{ name: 'ALEX EXAMPLE', relationship: 'parent' }]],
    ['by name, though somebody said no', [{ name: 'Example, Alex', isGuardian: false }]],
  ] as const)('is known %s', (_what, named) => {
    const body = over({ suspects: [...named], contact: { safe: all('no') } });
    expect(refusalFor(body).code).toBe('guardian-required');
    expect(contactPhone(submission(body), derivedOf(submission(body)))).toBeUndefined();
  });

  test('is not called by an extension of his number that is given as the child’s own', () => {
    const body = over({
      contact: { phone: `${father.phone};ext=1`, safe: { ...all('no'), call: 'yes' }, alternative: aunt },
    });
    expect(findSafeChannels(submission(body), derivedOf(submission(body)), rules)).toEqual([]);
  });

  test('a guardian who is none is contacted as before', () => {
    const body = over({ suspects: [{ name: 'Somebody', isGuardian: false }] });
    expect(contactPhone(submission(body), derivedOf(submission(body)))).toBe(father.phone);
    expect(decisionFor(body).outcome).toBe('routed');
  });
});

describe('a sexual offence by a partner or a member of the family is domestic abuse too', () => {
  const rape = { category: 'rape', homeOfficeCode: undefined, domesticAbuse: 'no' } as const;
  const partner: Suspect[] = [{ relationship: 'partner' }];
  const body: Overrides<Submission> = {
    offence: rape,
    contact: { safe: everySafe },
    consent: explicitConsent,
    suspects: partner,
  };

  test('is routed as such, with a note, whatever was sent', () => {
    const asSent = decisionFor({ ...body, offence: { ...rape, domesticAbuse: 'yes' } });
    const decision = decisionFor(body);
    expect(decision.chosen).toEqual(asSent.chosen);
    expect(decision.notes).toContain('treated-as-domestic-abuse');
    expect(asSent.notes).not.toContain('treated-as-domestic-abuse');
    expect(derivedOf(submission(body)).domesticAbuse).toBe(true);
  });

  test('may use the safeguarding override at high risk, as domestic abuse may', () => {
    const override = {
      ...body,
      consent: { basis: 'safeguarding-override', overrideReason: 'Danger to life.' },
      risk: { tool: 'dash', score: 15, level: 'high' },
    } as const;
    expect(decisionFor(override).outcome).toBe('routed');
    expect(refusalFor({ ...override, suspects: [{ relationship: 'stranger' }] }).code).toBe(
      'explicit-consent-required',
    );
  });

  test('by a stranger is not, nor is another offence by a partner', () => {
    expect(derivedOf(submission({ ...body, suspects: [{ relationship: 'stranger' }] })).domesticAbuse).toBe(false);
    expect(derivedOf(submission({ suspects: partner })).domesticAbuse).toBe(false);
  });
});

test('the status of a suspect cannot lie ahead, and their release may', () => {
  const suspects: Suspect[] = [{ status: 'bailed', statusAt: '2026-11-18T23:00:00Z' }, { releaseOn: '2027-03-01' }];
  expect(decisionFor({ suspects, contact: { safe: everySafe } }).outcome).toBe('routed');
  const ahead = [{}, { statusAt: '2026-11-20T09:00:00Z' }];
  expect(faultPlaces(refusalFor({ suspects: ahead }).faults)).toEqual([['/suspects/1/statusAt', 'in-the-future']]);
});

test.each<[string, Suspect[] | undefined, boolean]>([
  ['no suspect is named', undefined, false],
  ['the second lives there', [{ livesWithVictim: 'no' }, { livesWithVictim: 'yes' }], true],
  ['it is not known', [{ livesWithVictim: 'unknown' }, {}], false],
])('whether a suspect is where letters to the home arrive: %s', (_what, suspects, expected) => {
  expect(isSuspectAtHome(submission({ suspects }))).toBe(expected);
});

test('a body of which nothing but the suspects could be read is judged by them alone', () => {
  const suspects: Suspect[] = [{ isGuardian: true }];
  expect(trustedGuardian({ suspects })).toBeUndefined();
  expect(isPhoneOfSuspect('+447700900456', { suspects })).toBe(false);
  const alternative = { name: 'Jo Example', phone: '+447700900789' };
  expect(trustedAlternative({ suspects, contact: { alternative } })).toEqual(alternative);
});

test('an alternative contact of any relationship is trusted where no guardian is named', () => {
  const alternative = { name: 'Robin Example', relationship: 'sister', phone: '+447700900789' };
  expect(trustedAlternative({ contact: { alternative }, suspects: [{ name: 'Alex Weber' }] })).toEqual(alternative);
});
