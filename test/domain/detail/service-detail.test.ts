/** What the rules withhold is in no detail, whatever a sharing agreement lists. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareForServices } from '#src/domain/detail/for-services.ts';
import { composeDetail, duplicateSharing, triageSharing } from '#src/domain/detail/service-detail.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { findNotes } from '#src/domain/judgement/notes.ts';
import { fieldAt, fieldPaths, submissionKeys } from '#src/domain/submission/registry.ts';
import type { Submission } from '#src/domain/submission.ts';
import { suspectAccesses, suspectRelationships, suspectStatuses } from '#src/domain/suspect-vocabulary.ts';
import { channels, triStates } from '#src/domain/vocabulary.ts';
import { police, rules } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

const context = { rules, now: receivedAt };
const everything: readonly string[] = submissionKeys;
const notesOf = (one: Submission) => findNotes(one, deriveFacts(one, rules, receivedAt), police.kind, rules);
const detailOf = (one: Submission, sharing: readonly string[] = everything) =>
  composeDetail({ submission: one, notes: notesOf(one) }, sharing, context);

/** Nothing else in these referrals is spelt like these. */
const feared = { name: 'Qmarkguardian', relationship: 'Qmarkkin', phone: '+447700900987' } as const;

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const anySuspect = fc.record(
  {
    relationship: oneOf(suspectRelationships),
    livesWithVictim: oneOf(triStates),
    knowsAddress: oneOf(triStates),
    hasAccessTo: fc.subarray([...suspectAccesses]),
    isGuardian: fc.boolean(),
    status: oneOf(suspectStatuses),
    noContactCondition: oneOf(triStates),
    releaseOn: fc.constant('2026-12-01'),
  },
  { requiredKeys: [] },
);

/** Referrals in which the guardian turns up in every place where one can, and suspects have access to anything. */
const anySubmission: fc.Arbitrary<Submission> = fc
  .record({
    offence: fc.record({
      category: oneOf(['rape', 'other-sexual', 'violence-with-injury', 'stalking-harassment'] as const),
      domesticAbuse: maybe(oneOf(triStates)),
    }),
    victim: fc.record({
      dateOfBirth: oneOf(['2018-02-03', '1990-02-03', undefined]),
      guardian: maybe(fc.constant(feared)),
    }),
    contact: fc.record({
      phone: oneOf([undefined, '+447700900123', feared.phone]),
      safe: fc.record(Object.fromEntries(channels.map((channel) => [channel, oneOf(triStates)]))),
      postTo: maybe(fc.constant({ lines: ['2 Example Road'], postcode: 'M2 1AE' })),
      alternative: maybe(
        fc.record({
          name: oneOf(['Jo Example', feared.name, ` ${feared.name.toUpperCase()} `]),
          phone: oneOf(['+447700900456', feared.phone]),
        }),
      ),
    }),
    consent: fc.record({ personAware: maybe(oneOf(triStates)) }),
    suspects: maybe(fc.array(anySuspect, { maxLength: 3 })),
  })
  .map((over) => submission(over as Overrides<Submission>));

const sharable = fieldPaths.filter((path) => fieldAt(path).sharing !== 'never');
/** Fields alone, and objects that hold all of theirs. */
const anySharing = fc
  .tuple(fc.subarray([...sharable]), fc.subarray([...submissionKeys]))
  .map(([fields, objects]): string[] => [...fields, ...objects]);

const isOnSuspects = (entry: string): boolean => entry.startsWith('suspects');
const asGuardian = (one: Submission): Submission => ({
  ...one,
  victim: { ...one.victim, guardian: feared },
  suspects: [...(one.suspects ?? []), { name: feared.name, isGuardian: true, relationship: 'parent' }],
});

describe('a guardian who is a suspect', () => {
  test('is in no detail by any sharing list, nor on the hub’s page', () => {
    fc.assert(
      fc.property(anySubmission.map(asGuardian), anySharing, (one, sharing) => {
        for (const list of [sharing, everything, triageSharing]) {
          const printed = JSON.stringify(detailOf(one, list)).toLowerCase();
          for (const mark of Object.values(feared)) expect(printed).not.toContain(mark.toLowerCase());
        }
      }),
    );
  });

  test('is known to be one where suspects are shown', () => {
    const { firstContact, shared, notes } = detailOf(asGuardian(submission()));
    expect(firstContact.suspects).toEqual([{ relationship: 'parent', isGuardian: true }]);
    expect(shared.suspects).toEqual([{ relationship: 'parent', isGuardian: true }]);
    expect(notes).toContain('guardian-suspected');
  });

  test.each<[string, Submission['suspects']]>([
    ['under another name', [{ name: feared.name, isGuardian: true }]],
    ['by name, though nobody says that they are the guardian', [{ name: 'Jo Example' }]],
  ])('is named to nobody %s', (_what, suspects) => {
    const one = submission({ victim: { guardian: { name: 'Jo Example', phone: feared.phone } }, suspects });
    const printed = JSON.stringify(detailOf(one));
    for (const name of [feared.name, 'Jo Example', feared.phone]) expect(printed).not.toContain(name);
  });

  test('takes nobody else away: a guardian who is none is shown', () => {
    const one = submission({ victim: { guardian: feared }, suspects: [{ name: 'Alex Example', isGuardian: false }] });
    expect(detailOf(one).shared).toMatchObject({ victim: { guardian: feared }, suspects: [{ name: 'Alex Example' }] });
  });
});

describe('the home district of a postcode', () => {
  const one = submission({ victim: { address: { district: undefined } } });
  const known: Parameters<typeof composeDetail>[2] = {
    rules: { ...rules, postcodeDistricts: { M1: 'E08000003' } },
    now: receivedAt,
  };
  const addressIn = (sharing: readonly string[], within = known) =>
    composeDetail({ submission: one, notes: [] }, sharing, within).shared.victim;

  test('is shown by the agreement, as one that is stated', () => {
    expect(addressIn(['victim.address.district'])).toEqual({ address: { district: 'E08000003' } });
    expect(addressIn(['victim.address'])).toEqual({ address: { ...one.victim.address, district: 'E08000003' } });
    expect(addressIn(['victim.address.lines'])).toEqual({ address: { lines: one.victim.address?.lines } });
  });

  test('is left out where it is not known', () =>
    expect(addressIn(['victim.address'], { ...known, rules })).toEqual({ address: one.victim.address }));
});

describe('a service that is not shown suspects', () => {
  test('learns nothing of them but that a channel is not safe', () => {
    fc.assert(
      fc.property(anySubmission, anySharing, (one, list) => {
        const sharing = list.filter((entry) => !isOnSuspects(entry));
        // The same referral by a sender who knows of no suspect, and ticks, says and leaves out what the rules do.
        const { suspects: _, ...unsuspecting } = prepareForServices(one, deriveFacts(one, rules, receivedAt));
        const { firstContact, shared, notes } = detailOf(one, sharing);
        expect({ firstContact, shared }).toEqual({
          firstContact: detailOf(unsuspecting, sharing).firstContact,
          shared: detailOf(unsuspecting, sharing).shared,
        });
        expect(firstContact.channels.flatMap(({ because }) => because)).toEqual([]);
        for (const note of notes) expect(note).not.toMatch(/suspect|domestic-abuse/);
      }),
    );
  });
});

describe('every detail', () => {
  test('prints as safe what the rules find safe, not what was ticked', () => {
    const one = submission({ suspects: [{ hasAccessTo: ['phone'] }] });
    expect(detailOf(one).shared.contact?.safe).toEqual({
      call: 'no',
      voicemail: 'no',
      text: 'no',
      email: 'yes',
      post: 'no',
    });
  });

  test('says of each channel the same in both places, post to another address aside', () => {
    fc.assert(
      fc.property(anySubmission, (one) => {
        const { firstContact, shared } = detailOf(one);
        for (const { channel, safe, isElsewhere } of firstContact.channels) {
          if (!isElsewhere) expect(shared.contact?.safe?.[channel]).toBe(safe);
        }
      }),
    );
  });

  test('prints domestic abuse where the rules find it, with a note where suspects are shown', () => {
    const over = { category: 'rape', homeOfficeCode: undefined, domesticAbuse: 'no' } as const;
    const one = submission({ offence: over, suspects: [{ relationship: 'partner' }] });
    expect(detailOf(one)).toMatchObject({
      shared: { offence: { domesticAbuse: 'yes' } },
      notes: ['treated-as-domestic-abuse'],
    });
    expect(detailOf(one, ['offence.domesticAbuse'])).toMatchObject({
      shared: { offence: { domesticAbuse: 'yes' } },
      notes: [],
    });
    expect(detailOf(submission({ offence: over })).shared.offence?.domesticAbuse).toBe('no');
  });

  test('notes that no safeguarding referral was made, whatever the sharing list', () => {
    const one = submission({ victim: { dateOfBirth: '2018-02-03' }, safeguarding: { children: 'not-made' } });
    expect(detailOf(one, []).notes).toContain('safeguarding-not-made');
  });
});

test('the hub is shown what it must know to decide and to speak with the referrer', () => {
  const contact = {
    withholdNumber: true,
    times: 'any',
    instructions: 'Hang up if anyone else answers.',
    mayAnswer: 'Their flatmate.',
    mustNotKnow: 'Their brother.',
  };
  const consent = { personAware: 'no', overrideReason: 'He is with her at all times.' } as const;
  const suspects = [{ relationship: 'partner' as const }];
  const one = submission({ contact, consent, suspects });
  const { safe } = prepareForServices(one, deriveFacts(one, rules, receivedAt)).contact;
  const { referrer } = one;
  expect(detailOf(one, triageSharing).shared).toEqual({ contact: { ...contact, safe }, consent, suspects, referrer });
});

test('the hub is not shown who the person is or what reaches them', () => {
  const codeWord = 'bluebell';
  const contact = { codeWord, instructions: 'Hang up if anyone else answers.' };
  const one = submission({ contact, referrer: { name: 'Officer Quill' } });
  const printed = JSON.stringify([detailOf(one, triageSharing), detailOf(one, duplicateSharing).shared]);
  for (const value of ['Hang up', 'Officer Quill', '06AB/0001234/26']) expect(printed).toContain(value);
  for (const value of ['Sam', 'Example', '7700', 'sam@', 'M1 1AE', codeWord]) expect(printed).not.toContain(value);
});
