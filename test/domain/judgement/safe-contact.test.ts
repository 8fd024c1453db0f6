import { describe, expect, test } from 'vitest';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { channelSafety, contactWay, findSafeWays, isUnsafeBySuspect } from '#src/domain/judgement/safe-contact.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type Channel, channels, heldReasons, type TriState } from '#src/domain/vocabulary.ts';
import { area } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';
import { decisionFor } from '../support/judge-submission.ts';

const all = (answer: 'yes' | 'no' | 'unknown') =>
  ({ call: answer, voicemail: answer, text: answer, email: answer, post: answer }) as const;
const noDetails = { phone: undefined, email: undefined } as const;
const domesticAbuse: Overrides<Submission> = { offence: { domesticAbuse: 'yes' }, consent: explicitConsent };
const noAddress = { address: { lines: undefined, postcode: undefined } } as const;

/** SafeLives and Marac forms; Durham’s 85 of 2014: about one in four never reached a first contact. */
describe('domestic abuse needs one channel that is yes, with the detail to use it', () => {
  test.each(channels)('%s alone is enough', (channel) => {
    const safe = { ...all('no'), call: channel === 'voicemail' ? 'unknown' : 'no', [channel]: 'yes' } as const;
    expect(decisionFor({ ...domesticAbuse, contact: { safe } }).outcome).toBe('routed');
  });

  test.each(['no', 'unknown'] as const)('every channel %s: held, not queued and not lost', (answer) => {
    const decision = decisionFor({ ...domesticAbuse, contact: { safe: all(answer) } });
    expect(decision).toMatchObject({ outcome: 'held', heldReasons: ['no-safe-contact'], chosen: [], reserve: [] });
  });

  test('a child in domestic abuse is such a case by role, whatever the flag says', () => {
    const guardian = { name: 'Alex Example', phone: '+447700900456' };
    const victim = { role: 'child-domestic-abuse', dateOfBirth: '2012-05-06', guardian } as const;
    const over = { victim, offence: { domesticAbuse: 'unknown' }, consent: explicitConsent } as const;
    expect(decisionFor({ ...over, contact: { safe: all('unknown') } }).heldReasons).toEqual(['no-safe-contact']);
  });
});

describe('anyone else needs one channel that is not no, with the detail to use it', () => {
  test('not known to be safe is enough', () => {
    expect(decisionFor({ contact: { safe: all('unknown') } }).outcome).toBe('routed');
  });

  test('every channel no: held', () => {
    expect(decisionFor({ contact: { safe: all('no') } }).heldReasons).toEqual(['no-safe-contact']);
  });

  test('too little contact data: held (1 of Durham’s 85)', () => {
    const contact = { ...noDetails, safe: all('unknown') };
    expect(decisionFor({ victim: noAddress, contact }).heldReasons).toEqual(['no-safe-contact']);
  });

  test.each<[string, Overrides<Submission>]>([
    ['a phone', { contact: { safe: all('unknown'), email: undefined }, victim: noAddress }],
    ['an e-mail', { contact: { safe: all('unknown'), phone: undefined }, victim: noAddress }],
    ['an address', { contact: { safe: all('unknown'), ...noDetails } }],
    [
      'the phone of the safe alternative',
      {
        contact: { safe: all('unknown'), ...noDetails, alternative: { name: 'Jo Example', phone: '+447700900789' } },
        victim: noAddress,
      },
    ],
  ])('%s is detail enough', (_what, over) => expect(decisionFor(over).outcome).toBe('routed'));

  test('half an address cannot be posted to', () => {
    const contact = { ...noDetails, safe: all('unknown') };
    expect(decisionFor({ victim: { address: { lines: undefined } }, contact }).outcome).toBe('held');
    expect(decisionFor({ victim: { address: { postcode: undefined } }, contact }).outcome).toBe('held');
  });

  test('a letter to nowhere reaches nobody, and is no contact', () => {
    const contact = { ...noDetails, safe: all('unknown') };
    expect(decisionFor({ victim: { address: { lines: ['NFA'] } }, contact }).outcome).toBe('held');
    expect(decisionFor({ victim: { noFixedAddress: true }, contact }).outcome).toBe('held');
  });

  test('a message cannot be left where calling is unsafe', () => {
    const decision = decisionFor({ contact: { safe: { ...all('no'), voicemail: 'yes' } } });
    expect(decision.heldReasons).toEqual(['no-safe-contact']);
    expect(decision.notes).toContain('voicemail-without-call');
  });

  test('which channels count as contact is configuration', () => {
    const noPost = area({ rules: { contactChannels: ['call', 'text'] } });
    expect(decisionFor({ contact: { safe: { ...all('no'), email: 'yes' } } }, { area: noPost }).outcome).toBe('held');
  });
});

describe('held for other reasons (201, not queued)', () => {
  test('out of scope, whatever else is true, and not also for want of a service (14 of Durham’s 85)', () => {
    const decision = decisionFor({ offence: { category: 'theft-burglary', homeOfficeCode: undefined } });
    expect(decision).toMatchObject({ outcome: 'held', heldReasons: ['out-of-scope'], chosen: [] });
  });

  test('out of scope where no service is eligible either: the one reason that says why', () => {
    const decision = decisionFor(
      { offence: { category: 'theft-burglary', homeOfficeCode: undefined } },
      { area: area({ services: [] }) },
    );
    expect(decision.heldReasons).toEqual(['out-of-scope']);
  });

  test('no eligible service', () => {
    const closed = area();
    const services = closed.services.map((service) => ({ ...service, availability: 'full' as const }));
    const decision = decisionFor({}, { area: { ...closed, services } });
    expect(decision.heldReasons).toEqual(['no-eligible-service']);
    expect(decision.considered).toHaveLength(services.length);
  });

  const child: Overrides<Submission> = { victim: { dateOfBirth: '2016-01-01', guardian: { name: 'Alex Example' } } };

  test('a young child’s guardian who is named but cannot be reached: held', () => {
    expect(decisionFor(child).heldReasons).toEqual(['guardian-needed']);
    expect(
      decisionFor({ ...child, contact: { alternative: { name: 'Jo Example', phone: '+447700900789' } } }).outcome,
    ).toBe('routed');
  });

  test('an older child’s guardian need not be reachable', () => {
    expect(decisionFor({ victim: { dateOfBirth: '2012-01-01', guardian: { name: 'Alex Example' } } }).outcome).toBe(
      'routed',
    );
  });

  test('a child without a date of birth or guardian: held', () => {
    const victim = { dateOfBirth: undefined } as const;
    const byParent = { ...explicitConsent, givenBy: 'parent-guardian' } as const;
    expect(decisionFor({ victim, consent: byParent }).heldReasons).toEqual(['guardian-needed']);
    const role = 'child-domestic-abuse';
    const over = { victim: { ...victim, role }, offence: { domesticAbuse: 'yes' }, consent: explicitConsent } as const;
    expect(decisionFor(over).heldReasons).toEqual(['guardian-needed']);
  });

  test('a parent referred for themselves is not a child', () => {
    const consent = { ...explicitConsent, givenBy: 'parent-guardian' } as const;
    expect(decisionFor({ victim: { role: 'parent-guardian', dateOfBirth: undefined }, consent }).outcome).toBe(
      'routed',
    );
  });

  test('reasons add up', () => {
    const decision = decisionFor({
      ...child,
      offence: { category: 'theft-burglary', homeOfficeCode: undefined },
      contact: { safe: all('no') },
    });
    expect(decision.heldReasons).toEqual(['no-safe-contact', 'out-of-scope', 'guardian-needed']);
  });

  test('every service is still listed as considered, and those that would have been chosen say so', () => {
    const fixture = area();
    const decision = decisionFor({ contact: { safe: all('no') } }, { area: fixture });
    expect(decision.considered.map(({ service }) => service)).toEqual(fixture.services.map(({ id }) => id));
    expect(decision.considered.find(({ service }) => service === 'general')).toMatchObject({ eligible: true });
  });

  test('each reason has advice on what would release it', () => {
    expect(Object.keys(heldAdvice).sort()).toEqual([...heldReasons].sort());
    for (const advice of Object.values(heldAdvice)) expect(advice).toMatch(/^[A-Z].{40,}\.$/);
  });
});

describe('whether a channel is safe is one of three answers', () => {
  test.each<[string, Overrides<Submission>, Channel, TriState]>([
    ['ticked as safe', { contact: { safe: all('yes') } }, 'call', 'yes'],
    ['ticked as unsafe', { contact: { safe: all('no') } }, 'email', 'no'],
    ['left out', { contact: { safe: { ...all('yes'), text: undefined } } }, 'text', 'unknown'],
    [
      'ticked as safe, and a suspect has the phone',
      { contact: { safe: all('yes') }, suspects: [{ hasAccessTo: ['phone'] }] },
      'text',
      'no',
    ],
    ['a voicemail where calling is unsafe', { contact: { safe: { ...all('yes'), call: 'no' } } }, 'voicemail', 'no'],
    [
      'a voicemail where calling may be safe',
      { contact: { safe: { ...all('yes'), call: 'unknown' } } },
      'voicemail',
      'yes',
    ],
  ])('%s', (_what, over, channel, answer) => expect(channelSafety(channel, submission(over))).toBe(answer));
});

test('a suspect who has the phone is the reason why no call, voicemail or text is safe', () => {
  const one = submission({ suspects: [{ hasAccessTo: ['phone'] }] });
  expect(channels.filter((channel) => isUnsafeBySuspect(channel, one))).toEqual(['call', 'voicemail', 'text']);
});

describe('a way to reach the person is a channel with its detail', () => {
  const { rules } = area();
  const derivedFrom = (of: Submission) => deriveFacts(of, rules, receivedAt);
  const wayOf = (channel: Channel, over: Overrides<Submission>) => {
    const said = submission(over);
    return contactWay(channel, said, derivedFrom(said));
  };
  const phone = '+447700900456';
  const elsewhere = { postTo: { lines: ['2 Example Road'], postcode: 'M2 1AE' } };
  const child: Overrides<Submission> = { victim: { dateOfBirth: '2015-02-03' }, contact: { phone: undefined } };
  const guarded = (number: string): Overrides<Submission> => ({
    ...child,
    victim: { ...child.victim, guardian: { name: 'Jo Example', phone: number } },
  });

  test.each<[string, Overrides<Submission>, Overrides<Submission>, Channel[]]>([
    ['another number', {}, { contact: { phone } }, ['call', 'voicemail', 'text']],
    ['another e-mail', {}, { contact: { email: 'sam.two@example.org' } }, ['email']],
    ['an e-mail no longer', {}, { contact: { email: undefined } }, ['email']],
    ['the same e-mail in capitals', {}, { contact: { email: 'SAM@example.org' } }, []],
    ['another home', {}, { victim: { address: { lines: ['3 Example Street'] } } }, ['post']],
    ['an address that is not their home', {}, { contact: elsewhere }, ['post']],
    [
      'another home, while post goes elsewhere',
      { contact: elsewhere },
      { contact: elsewhere, victim: { address: { lines: ['3 Example Street'] } } },
      [],
    ],
    ['another number of a child’s guardian', guarded(phone), guarded('+447700900789'), ['call', 'voicemail', 'text']],
    ['another answer of how safe it is', {}, { contact: { safe: all('unknown') } }, []],
    ['another name', {}, { victim: { givenName: 'Samira' } }, []],
  ])('%s', (_what, before, after, others) => {
    expect(channels.filter((channel) => wayOf(channel, before) !== wayOf(channel, after))).toEqual(others);
  });

  test('no two channels are one way, and nothing else is a way than what is safe and has its detail', () => {
    expect(new Set(channels.map((channel) => wayOf(channel, {}))).size).toBe(channels.length);
    const said = submission({ contact: { email: undefined, safe: { ...all('no'), call: 'yes', email: 'yes' } } });
    expect(findSafeWays(said, derivedFrom(said), rules)).toEqual([contactWay('call', said, derivedFrom(said))]);
  });
});
