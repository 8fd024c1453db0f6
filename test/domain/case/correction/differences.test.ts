/** How a corrected version differs from earlier ones, for the services that hold the case. */
import { describe, expect, test } from 'vitest';
import { type ComparedVersions, findDifferences } from '#src/domain/case/correction/differences.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { ContactReport } from '#src/domain/case/report/contact-reports.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { Submission } from '#src/domain/submission.ts';
import { caseWith, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';

const context = ruleContextAt(1);
/** A service whose agreement shows suspects, and one whose does not. */
const [danger, general] = [serviceId('domestic-abuse'), serviceId('general')];
const otherPhone = '+447700900456';

/** Held by these services, in these statuses. */
const heldBy = (...rows: [ServiceId, HandOffStatus, Partial<HandOff>?][]): ReferralCase => {
  const { head, handOffs } = caseWith(...rows.map(([, status]) => status));
  return {
    head,
    handOffs: handOffs.map((handOff, index): HandOff => {
      const [service = handOff.service, , more] = rows[index] ?? [];
      return { ...handOff, service, ...more };
    }),
  };
};
const find = (
  previous: Overrides<Submission>,
  corrected: Overrides<Submission>,
  {
    of = heldBy([danger, 'accepted'], [general, 'accepted']),
    ...more
  }: Partial<ComparedVersions> & { of?: ReferralCase } = {},
) =>
  findDifferences(
    of,
    { previous: submission(previous), corrected: submission(corrected), suspended: new Map(), ...more },
    context,
  );

describe('the parts that changed', () => {
  test.each<[string, Overrides<Submission>, string[], string[]]>([
    ['nothing', {}, [], []],
    ['a name', { victim: { givenName: 'Samira' } }, ['victim'], ['victim']],
    ['a number', { contact: { phone: otherPhone } }, ['contact'], ['contact']],
    ['two parts', { contact: { times: 'mornings' }, needs: ['housing'] }, ['contact', 'needs'], ['contact', 'needs']],
    ['what one agreement alone shows', { suspects: [{ status: 'bailed' }] }, ['suspects'], []],
    [
      'a suspect who reads the phone: how to make contact, also for whoever is shown no suspects',
      { suspects: [{ hasAccessTo: ['phone'] }] },
      ['contact', 'suspects'],
      ['contact'],
    ],
  ])('%s: each service is told of those that it is shown, and of no other', (_what, corrected, ofDanger, ofGeneral) => {
    const { changed } = find({}, corrected);
    expect([...(changed.get(danger) ?? [])].sort()).toEqual(ofDanger.sort());
    expect(changed.get(general)).toEqual(ofGeneral);
  });

  test('the number of a child’s guardian is how to make contact, though nothing else of contact changed', () => {
    const child = (phone: string): Overrides<Submission> => ({
      victim: { dateOfBirth: '2015-02-03', guardian: { name: 'Jo Example', relationship: 'mother', phone } },
      contact: { phone: undefined },
    });
    const { changed } = find(child(otherPhone), child('+447700900789'));
    for (const service of [danger, general]) expect(changed.get(service)).toEqual(['victim', 'contact']);
    // Once the person has a number of their own, nobody calls the guardian's.
    const grown = (phone: string): Overrides<Submission> => ({ ...child(phone), contact: {} });
    expect(find(grown(otherPhone), grown('+447700900789')).changed.get(general)).toEqual(['victim']);
  });

  test('are told to services that hold the case', () => {
    const of = heldBy([danger, 'declined'], [general, 'queued']);
    expect([...find({}, { needs: ['housing'] }, { of }).changed]).toEqual([[general, ['needs']]]);
  });

  test('are none for a service that is no longer in the catalogue', () => {
    const gone = serviceId('gone');
    const { changed } = find({}, { needs: ['housing'] }, { of: heldBy([gone, 'accepted']) });
    expect(changed.get(gone)).toEqual([]);
  });
});

test('a need is new where the version before does not name it', () => {
  const named = (previous: Overrides<Submission>, corrected: Overrides<Submission>) => {
    const { needs, newNeeds } = find(previous, corrected);
    return { needs, newNeeds };
  };
  expect(named({ needs: ['safety'] }, { needs: ['safety', 'housing'] })).toEqual({
    needs: ['safety', 'housing'],
    newNeeds: ['housing'],
  });
  expect(named({ needs: undefined }, { needs: ['housing'] })).toEqual({ needs: ['housing'], newNeeds: ['housing'] });
  expect(named({ needs: ['housing'] }, { needs: undefined })).toEqual({ needs: [], newNeeds: [] });
});

test.each([
  ['yes', 'no', true],
  ['unknown', 'no', true],
  ['no', 'no', false],
  ['no', 'yes', false],
  ['yes', 'unknown', false],
] as const)('a channel that was %s and is %s has turned unsafe: %s', (before, after, expected) => {
  const text = (safe: typeof before) => ({ contact: { safe: { text: safe } } });
  expect(find(text(before), text(after)).hasChannelTurnedUnsafe).toBe(expected);
});

test.each<[string, Overrides<Submission>, Overrides<Submission>, boolean]>([
  ['is arrested', { suspects: [{ status: 'at-large' }] }, { suspects: [{ status: 'in-custody' }] }, true],
  ['is named first', {}, { suspects: [{ status: 'in-custody' }] }, true],
  ['is named no longer', { suspects: [{ status: 'bailed' }] }, { suspects: undefined }, true],
  [
    'has another day of release',
    { suspects: [{ status: 'in-custody', releaseOn: '2026-12-01' }] },
    { suspects: [{ status: 'in-custody', releaseOn: '2026-12-02' }] },
    true,
  ],
  [
    'may not make contact',
    { suspects: [{ status: 'bailed' }] },
    { suspects: [{ status: 'bailed', noContactCondition: 'yes' }] },
    true,
  ],
  [
    'has a name since',
    { suspects: [{ status: 'bailed' }] },
    { suspects: [{ status: 'bailed', name: 'Alex Example' }] },
    false,
  ],
])('of a suspect who %s, a service must know before it acts: %s', (_what, previous, corrected, expected) => {
  expect(find(previous, corrected).hasSuspectStatusChanged).toBe(expected);
});

describe('a service that stopped contact', () => {
  const at = '2026-11-19T09:00:00.000Z';
  const suspension = { reason: 'wrong-contact-details', version: 2, since: at, toTriageAt: at } as const;
  const of = heldBy([danger, 'suspended', { suspension }], [general, 'accepted']);
  /** Version 2 is the one that was suspended; a safe call is the only way. */
  const onlyCalls: Overrides<Submission> = {
    contact: { email: undefined, safe: { call: 'yes', voicemail: 'no', text: 'no', email: 'no', post: 'no' } },
  };
  const withPhone = (phone: string): Overrides<Submission> => ({
    ...onlyCalls,
    contact: { ...onlyCalls.contact, phone },
  });
  const reachable = (corrected: Overrides<Submission>, more: Partial<ComparedVersions> = {}) => [
    ...find(onlyCalls, corrected, { of, suspended: new Map([[2, submission(onlyCalls)]]), ...more }).reachable,
  ];

  test.each<[string, Overrides<Submission>, number[]]>([
    ['by the same number', onlyCalls, []],
    ['by another number', withPhone(otherPhone), [1]],
    ['by another way', { contact: { ...onlyCalls.contact, safe: { ...onlyCalls.contact?.safe, text: 'yes' } } }, [1]],
    ['by no way', { contact: { ...onlyCalls.contact, safe: { ...onlyCalls.contact?.safe, call: 'no' } } }, []],
    [
      'by an e-mail that is not known',
      { contact: { ...onlyCalls.contact, safe: { ...onlyCalls.contact?.safe, email: 'yes' } } },
      [],
    ],
  ])('%s: goes on where there is a way that was not safe then', (_what, corrected, expected) => {
    expect(reachable(corrected)).toEqual(expected);
  });

  test('does not go on where the version that it stopped at can no longer be read', () => {
    expect(reachable(withPhone(otherPhone), { suspended: new Map() })).toEqual([]);
  });

  describe('where a number was reported wrong', () => {
    const attempt: ContactReport = {
      at,
      event: 'contact-attempted',
      result: 'wrong-number',
      reason: 'call',
      handOff: 2,
      version: 1,
    };
    const stop: ContactReport = { at, event: 'suspended', reason: 'wrong-contact-details', handOff: 2, version: 1 };
    /** Version 1 had the other number, which comes back; an e-mail was safe too. */
    const first = submission({
      contact: {
        ...withPhone(otherPhone).contact,
        email: 'sam@example.org',
        safe: { ...onlyCalls.contact?.safe, email: 'yes' },
      },
    });
    const suspended = new Map([
      [1, first],
      [2, submission(onlyCalls)],
    ]);
    const after = (...wrongReports: ContactReport[]) => reachable(withPhone(otherPhone), { suspended, wrongReports });

    test.each<[string, ContactReport[], number[]]>([
      ['no report', [], [1]],
      ['an attempt by it', [attempt], []],
      ['a voicemail on it, which is the same number', [{ ...attempt, reason: 'voicemail' }], []],
      ['an attempt by e-mail', [{ ...attempt, reason: 'email' }], [1]],
      ['a stop that does not say which: none of those of then', [stop], []],
      ['a stop after an attempt by e-mail of the same service', [{ ...attempt, reason: 'email' }, stop], [1]],
      ['a stop after an attempt of another service', [{ ...attempt, reason: 'email', handOff: 3 }, stop], []],
      ['a stop after an attempt at another version', [{ ...attempt, reason: 'email', version: 2 }, stop], []],
      ['a report about a version that is not known', [{ ...attempt, version: 7 }], [1]],
      ['a report that names no version', [(({ version: _, ...rest }) => rest)(attempt)], [1]],
    ])('%s', (_what, reports, expected) => {
      expect(after(...reports)).toEqual(expected);
    });
  });
});
