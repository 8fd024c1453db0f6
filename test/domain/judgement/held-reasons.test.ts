/** The rules of held reasons and safe contact by themselves, on both sides of each limit. */
import { describe, expect, test } from 'vitest';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { findHeldReasons } from '#src/domain/judgement/held-reasons.ts';
import { contactPhone, findSafeChannels, hasContactDetail } from '#src/domain/judgement/safe-contact.ts';
import type { Submission } from '#src/domain/submission.ts';
import { channels } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

const override = { basis: 'safeguarding-override', overrideReason: 'Danger to life.' } as const;
const derived = (one: Submission) => deriveFacts(one, rules, receivedAt);

describe('the reasons to hold a referral', () => {
  const reasons = (over: Overrides<Submission>, isRoutable = true) => {
    const one = submission(over);
    return findHeldReasons(one, derived(one), rules, isRoutable);
  };
  const phone = '+447700900456';

  test('are none, or that no service takes it', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({}, false)).toEqual(['no-eligible-service']);
  });

  test('are an offence out of scope, instead of that no service takes it', () => {
    const over = { offence: { category: 'theft-burglary', homeOfficeCode: undefined } } as const;
    expect(reasons(over, false)).toEqual(['out-of-scope']);
    expect(reasons(over)).toEqual(['out-of-scope']);
    const one = submission(over);
    const two = { ...rules, outOfScopeOffences: ['fraud', 'theft-burglary'] } satisfies typeof rules;
    expect(findHeldReasons(one, derived(one), two, true)).toEqual(['out-of-scope']);
    const { offence: _, ...rest } = submission();
    expect(findHeldReasons(rest, derived(submission()), rules, true)).toEqual([]);
  });

  test.each<[string, Overrides<Submission>, boolean]>([
    ['twelve, nobody named', { victim: { dateOfBirth: '2013-11-20' } }, true],
    ['twelve, a guardian without a phone', { victim: { dateOfBirth: '2013-11-20', guardian: { name: 'Alex' } } }, true],
    [
      'twelve, a guardian with a phone',
      { victim: { dateOfBirth: '2013-11-20', guardian: { name: 'Alex', phone } } },
      false,
    ],
    [
      'twelve, a phone of somebody else and no guardian',
      { victim: { dateOfBirth: '2013-11-20' }, contact: { alternative: { name: 'Jo', phone } } },
      true,
    ],
    [
      'twelve, a guardian who is called at another’s',
      {
        victim: { dateOfBirth: '2013-11-20', guardian: { name: 'Alex' } },
        contact: { alternative: { name: 'Jo', phone } },
      },
      false,
    ],
    ['thirteen today', { victim: { dateOfBirth: '2013-11-19' } }, false],
    ['twelve by the override', { victim: { dateOfBirth: '2013-11-20' }, consent: override }, false],
    ['of unknown age, an adult by all we know', { victim: { dateOfBirth: undefined } }, false],
    [
      'of unknown age, a child by role',
      { victim: { dateOfBirth: undefined, role: 'child-domestic-abuse' }, contact: { safe: { call: 'yes' } } },
      true,
    ],
  ])('a child whom nobody can be called for: %s', (_what, over, isHeld) => {
    expect(reasons(over).includes('guardian-needed')).toBe(isHeld);
  });

  test('skip unreadable parts', () => {
    const { victim: _, contact: __, ...rest } = submission();
    const young = derived(submission({ victim: { dateOfBirth: '2015-01-01' } }));
    expect(findHeldReasons(rest, young, rules, true)).toEqual(['no-safe-contact', 'guardian-needed']);
  });
});

describe('safe contact', () => {
  const numbers = { own: '+447700900001', guardian: '+447700900002', alternative: '+447700900003' };
  const withNumbers = (...has: (keyof typeof numbers)[]) => {
    const given = (who: keyof typeof numbers) => (has.includes(who) ? numbers[who] : undefined);
    return {
      victim: { guardian: { name: 'Alex', phone: given('guardian') } },
      contact: { phone: given('own'), email: undefined, alternative: { name: 'Jo', phone: given('alternative') } },
    } as Overrides<Submission>;
  };
  const called = (over: Overrides<Submission>, born: string | undefined) => {
    const one = submission({ ...over, victim: { ...over.victim, dateOfBirth: born } });
    return contactPhone(one, derived(one));
  };

  test('is by the person’s own number, a child’s guardian’s, or the alternative, in that order', () => {
    const [young, adult] = ['2012-01-01', '1990-01-01'];
    expect(called(withNumbers('own', 'guardian', 'alternative'), young)).toBe(numbers.own);
    expect(called(withNumbers('guardian', 'alternative'), young)).toBe(numbers.guardian);
    expect(called(withNumbers('guardian', 'alternative'), undefined)).toBe(numbers.guardian);
    expect(called(withNumbers('guardian', 'alternative'), adult)).toBe(numbers.alternative);
    expect(called(withNumbers('guardian'), adult)).toBeUndefined();
    expect(contactPhone({}, derived(submission()))).toBeUndefined();
    expect(contactPhone({}, derived(submission({ victim: { dateOfBirth: young } })))).toBeUndefined();
  });

  test.each(channels)('%s needs the detail that it uses', (channel) => {
    const all = submission();
    expect(hasContactDetail(channel, all, derived(all))).toBe(true);
    const isPhone = channel !== 'email' && channel !== 'post';
    const has = (over: Overrides<Submission>) => {
      const one = submission(over);
      return hasContactDetail(channel, one, derived(one));
    };
    expect(has({ contact: { phone: undefined } })).toBe(!isPhone);
    expect(has({ contact: { email: undefined } })).toBe(channel !== 'email');
    expect(has({ victim: { address: { lines: undefined } } })).toBe(channel !== 'post');
    expect(has({ victim: { address: { lines: [] } } })).toBe(channel !== 'post');
    expect(has({ victim: { address: { postcode: undefined } } })).toBe(channel !== 'post');
    expect(hasContactDetail(channel, {}, derived(all))).toBe(false);
  });

  test('needs a yes in domestic abuse, and otherwise anything but a no', () => {
    const safe = { call: 'yes', voicemail: 'unknown', text: 'no', email: 'unknown', post: 'yes' } as const;
    const found = (over: Overrides<Submission>) => {
      const one = submission({ contact: { safe }, ...over });
      return findSafeChannels(one, derived(one), rules);
    };
    expect(found({})).toEqual(['call', 'voicemail', 'email', 'post']);
    expect(found({ offence: { domesticAbuse: 'yes' } })).toEqual(['call', 'post']);
    expect(found({ contact: { safe: { ...safe, call: 'no' } } })).toEqual(['email', 'post']);
    expect(found({ contact: { safe: { ...safe, call: 'unknown' } } })).toEqual(['call', 'voicemail', 'email', 'post']);
    expect(findSafeChannels({}, derived(submission()), rules)).toEqual([]);
  });

  test('is unknown where nothing was given, which is enough where nobody is watching', () => {
    const { contact, ...rest } = submission();
    const { safe: _, ...unsaid } = contact;
    const one = { ...rest, contact: unsaid };
    expect(findSafeChannels(one, derived(submission()), rules)).toEqual(rules.contactChannels);
    expect(findSafeChannels(one, { ...derived(submission()), needsKnownSafeChannel: true }, rules)).toEqual([]);
  });
});
