/** What a service is told before the first word, by table. */
import { describe, expect, test } from 'vitest';
import type { ChannelAdvice } from '#src/domain/detail/first-contact.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import { safeContactSet } from '#src/domain/submission/sharing.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { Channel } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

const withSuspects = [...safeContactSet(), 'suspects', 'victim.address', 'victim.guardian', 'consent.overrideReason'];
const withoutSuspects = withSuspects.filter((path) => path !== 'suspects');

const firstContactOf = (over: Overrides<Submission>, sharing = withSuspects) =>
  composeDetail({ submission: submission(over), notes: [] }, sharing, { rules, now: receivedAt }).firstContact;

const allSafe = { call: 'yes', voicemail: 'yes', text: 'yes', email: 'yes', post: 'yes' } as const;
const husband = { name: 'Alex Example', relationship: 'partner' } as const;

const adviceOn = (channel: Channel, over: Overrides<Submission>, sharing = withSuspects): ChannelAdvice | undefined =>
  firstContactOf({ contact: { safe: allSafe }, ...over }, sharing).channels.find((one) => one.channel === channel);

describe('a channel', () => {
  test('that is safe comes with what it needs', () => {
    expect(adviceOn('call', {})).toEqual({
      channel: 'call',
      safe: 'yes',
      because: [],
      phone: '+447700900123',
      phoneOf: 'person',
    });
    expect(adviceOn('email', {})).toMatchObject({ safe: 'yes', email: 'sam@example.org' });
    expect(adviceOn('post', {})).toMatchObject({
      safe: 'yes',
      address: { lines: ['1 Example Street'], postcode: 'M1 1AE' },
    });
    const abroad = { lines: ['1 Rue Exemple'], postcode: '75001', country: 'FR' };
    expect(adviceOn('post', { victim: { address: abroad } })?.address).toEqual(abroad);
  });

  test.each<[Channel, Submission['suspects'], ChannelAdvice['because']]>([
    ['call', [{ ...husband, hasAccessTo: ['phone'] }], ['suspect-has-access']],
    ['text', [{ ...husband, hasAccessTo: ['phone'] }], ['suspect-has-access']],
    ['email', [{ ...husband, hasAccessTo: ['email'] }], ['suspect-has-access']],
    ['post', [{ ...husband, hasAccessTo: ['post'], knowsAddress: 'yes' }], ['suspect-has-access']],
    ['post', [{ ...husband, livesWithVictim: 'yes' }], ['suspect-at-home']],
    ['call', [{ ...husband, livesWithVictim: 'yes', hasAccessTo: ['phone'] }], ['suspect-has-access']],
  ])('%s is not safe when a suspect has %j, whatever is ticked', (channel, suspects, because) => {
    expect(adviceOn(channel, { suspects })).toEqual({ channel, safe: 'no', because });
    expect(adviceOn(channel, { suspects }, withoutSuspects)).toEqual({ channel, safe: 'no', because: [] });
  });

  test('that is said to be unsafe is told apart for those alone who may know of suspects', () => {
    const over = { contact: { safe: { ...allSafe, call: 'no' } } } as const;
    expect(adviceOn('call', over)?.because).toEqual(['said-to-be-unsafe']);
    expect(adviceOn('voicemail', over)).toEqual({ channel: 'voicemail', safe: 'no', because: ['calling-is-unsafe'] });
    expect(adviceOn('call', over, withoutSuspects)?.because).toEqual([]);
    const voicemail = { contact: { safe: { ...allSafe, voicemail: 'no' } } } as const;
    expect(adviceOn('voicemail', voicemail)?.because).toEqual(['said-to-be-unsafe']);
  });

  test('comes in the order safe, unknown, not safe', () => {
    const safe = { call: 'no', voicemail: 'no', text: 'unknown', email: 'yes', post: 'unknown' } as const;
    const { channels } = firstContactOf({ contact: { safe } });
    expect(channels.map(({ channel, safe }) => [channel, safe])).toEqual([
      ['email', 'yes'],
      ['text', 'unknown'],
      ['post', 'unknown'],
      ['call', 'no'],
      ['voicemail', 'no'],
    ]);
  });

  test('of which nothing is known has no detail where there is none', () => {
    expect(adviceOn('email', { contact: { email: undefined, safe: allSafe } })).toEqual({
      channel: 'email',
      safe: 'yes',
      because: [],
    });
    const nowhere = { lines: ['NFA'], postcode: 'M1 1AE' };
    expect(adviceOn('post', { victim: { address: nowhere } })).toEqual({ channel: 'post', safe: 'yes', because: [] });
  });

  test('is post to the safe address, when there is one that is not their home', () => {
    const postTo = { lines: ['2 Example Road'], postcode: 'M2 1AE' };
    const over: Overrides<Submission> = {
      contact: { safe: { ...allSafe, post: 'no' }, postTo },
      suspects: [{ livesWithVictim: 'yes' }],
    };
    const advice = { channel: 'post', safe: 'yes', because: [], address: postTo, isElsewhere: true };
    expect(adviceOn('post', over)).toEqual(advice);
    expect(adviceOn('post', over, withoutSuspects)).toEqual(advice);
    expect(adviceOn('email', over)).toEqual({ channel: 'email', safe: 'yes', because: [], email: 'sam@example.org' });
  });
});

describe('whose number is called', () => {
  const guardian = { name: 'Jo Example', phone: '+447700900456' };
  const child = { dateOfBirth: '2018-02-03', guardian };

  test('is the guardian’s, for a child without one', () => {
    const over = { victim: child, contact: { phone: undefined, safe: allSafe } };
    expect(adviceOn('call', over)).toMatchObject({ phone: guardian.phone, phoneOf: 'guardian' });
  });

  test('is somebody else’s, where the guardian is a suspect', () => {
    const alternative = { name: 'Robin Example', phone: '+447700900789' };
    const over = {
      victim: child,
      contact: { phone: undefined, safe: allSafe, alternative },
      suspects: [{ isGuardian: true }],
    };
    expect(adviceOn('call', over)).toMatchObject({ phone: alternative.phone, phoneOf: 'alternative' });
  });

  test('is nobody’s, where the number that is given is that of the guardian who is a suspect', () => {
    const over = {
      victim: child,
      contact: { phone: guardian.phone, safe: allSafe },
      suspects: [{ isGuardian: true }],
    };
    expect(adviceOn('call', over, withoutSuspects)).toEqual({ channel: 'call', safe: 'no', because: [] });
  });
});

describe('whether the person knows of the referral', () => {
  const overrideReason = 'He is with her at all times.';

  test.each(['yes', 'unknown', 'no'] as const)('is said: %s', (personAware) => {
    expect(firstContactOf({ consent: { personAware } }).personAware).toBe(personAware);
  });

  test('is told apart from not having been asked', () => {
    expect(firstContactOf({}).personAware).toBe('not-stated');
  });

  test.each<[Submission['consent'], string, true | undefined]>([
    [{ basis: 'explicit-consent', givenBy: 'victim' }, 'yes', true],
    [{ basis: 'explicit-consent', givenBy: 'victim', personAware: 'yes' }, 'yes', true],
    // What is said of it goes before, so that nobody begins a call as if they knew.
    [{ basis: 'explicit-consent', givenBy: 'victim', personAware: 'no' }, 'no', undefined],
    [{ basis: 'explicit-consent', givenBy: 'victim', personAware: 'unknown' }, 'unknown', undefined],
    [{ basis: 'explicit-consent', givenBy: 'parent-guardian' }, 'not-stated', undefined],
    [{ basis: 'explicit-consent' }, 'not-stated', undefined],
    [{ basis: 'public-task', givenBy: 'victim' }, 'not-stated', undefined],
  ])('is known of who agreed themselves: %j', (consent, personAware, agreed) => {
    const told = firstContactOf({ consent });
    expect([told.personAware, told.agreed]).toEqual([personAware, agreed]);
  });

  test('comes first, with why it was made if they do not and the service may see that', () => {
    const over = { consent: { personAware: 'no', overrideReason } } as const;
    expect(Object.keys(firstContactOf(over))[0]).toBe('personAware');
    expect(firstContactOf(over).overrideReason).toBe(overrideReason);
    expect(firstContactOf(over, [...safeContactSet()])).not.toHaveProperty('overrideReason');
    expect(firstContactOf({ consent: { personAware: 'yes', overrideReason } })).not.toHaveProperty('overrideReason');
  });
});

test('how to make contact, who may answer and who must not know are told to every service', () => {
  const how = {
    withholdNumber: true,
    codeWord: 'bluebell',
    times: 'weekday mornings',
    instructions: 'Hang up if anyone else answers.',
    mayAnswer: 'Their flatmate.',
    mustNotKnow: 'Their brother.',
    alternative: { name: 'Jo Example', relationship: 'sister', phone: '+447700900456' },
  };
  const over = { contact: how, victim: { preferredName: 'Sammy' } };
  expect(firstContactOf(over, [...safeContactSet()])).toMatchObject({ ...how, preferredName: 'Sammy' });
});

describe('where a suspect is', () => {
  const suspects: Submission['suspects'] = [
    {
      ...husband,
      livesWithVictim: 'yes',
      status: 'bailed',
      statusAt: '2026-11-18T23:00:00Z',
      noContactCondition: 'yes',
      releaseOn: '2026-12-01',
    },
  ];

  test('is told to a service that is shown suspects, without a name', () => {
    const { name: _, ...status } = suspects[0] ?? {};
    expect(firstContactOf({ suspects }).suspects).toEqual([status]);
  });

  test('is left out for one of whom nothing but a name is known, and altogether if that is all', () => {
    const unknown = { name: 'Robin Example' };
    expect(firstContactOf({ suspects: [unknown, { status: 'charged' }] }).suspects).toEqual([{ status: 'charged' }]);
    expect(firstContactOf({ suspects: [unknown] })).not.toHaveProperty('suspects');
  });

  test('is not told to another', () => {
    expect(firstContactOf({ suspects }, withoutSuspects)).not.toHaveProperty('suspects');
  });
});

test('what was not said is left out', () => {
  expect(Object.keys(firstContactOf({}))).toEqual(['personAware', 'channels', 'times']);
});
