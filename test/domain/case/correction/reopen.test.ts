/** Opening a case again by a correction: who may, what it becomes, and when a person who said no may be referred again. */
import { describe, expect, test } from 'vitest';
import { findReopeningFault, lastRefusalAt, refuseCorrection, reopenCase } from '#src/domain/case/correction/reopen.ts';
import type { CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { Submission } from '#src/domain/submission.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const since = '2026-12-01T12:00:00.000Z';
/** A minute past midnight in London in winter. */
const now = new Date('2026-12-03T00:01:00Z');
const at = now.toISOString();
const sender = { party: partyId('example-police'), mover: 'sender' } as const;
const hub = { party: partyId('example-authority'), mover: 'triage' } as const;
const { triage: _, ...head } = newCase().head;
const [handOff] = newCase().handOffs as [HandOff];

const caseWith = (over: Partial<CaseHead> = {}, handOffs: readonly Partial<HandOff>[] = []): ReferralCase => ({
  head: { ...head, since, rev: 6, ...over },
  handOffs: handOffs.map((one, index) => ({ ...handOff, status: 'closed', since, number: index + 1, ...one })),
});

describe('a correction opens', () => {
  test.each(['withdrawn', 'closed'] as const)(
    'a %s case again: once more to be judged, counted as reopened',
    (status) => {
      const referralCase = caseWith({
        status,
        advice: 'sealed',
        returnReason: 'other',
        withdrawReason: 'sent-in-error',
        retentionClass: 'declined',
        triage: { reason: 'overdue', since },
      });
      const { advice, returnReason, withdrawReason, retentionClass, triage, ...kept } = referralCase.head;
      expect(reopenCase(referralCase, 4, sender, now)).toStrictEqual({
        change: {
          head: {
            before: referralCase.head,
            after: { ...kept, status: 'received', since: at, version: 4, openedAt: at, rev: 7 },
          },
          handOffs: [],
          events: [
            {
              at,
              event: 'reopened',
              by: sender.party,
              counts: [{ measure: 'reopened', day: '2026-12-03', facts: head.facts }],
            },
          ],
        },
      });
    },
  );

  test.each(['held', 'returned'] as const)('a %s case, which was never over: nothing is counted', (status) => {
    const outcome = reopenCase(caseWith({ status }), 2, hub, now);
    if (!('change' in outcome)) throw new Error('It was refused.');
    expect(outcome.change.head.after).toMatchObject({ status: 'received', version: 2 });
    expect(outcome.change.head.after).not.toHaveProperty('openedAt');
    expect(outcome.change.events).toStrictEqual([{ at, event: 'corrected', by: hub.party, counts: [] }]);
  });

  test.each<[string, Partial<CaseHead>]>([
    ['that is being judged', { status: 'received' }],
    ['that services hold', { status: 'routed' }],
  ])('no case %s', (_, over) => {
    const referralCase = caseWith(over);
    expect(reopenCase(referralCase, 2, sender, now)).toEqual(refuseCorrection(referralCase.head, sender));
  });

  test.each<[string, Partial<CaseHead>]>([
    ['whose erasure was asked', { status: 'closed', erasureRequest: { reason: 'asked-by-person', since } }],
    ['whose erasure has begun', { status: 'withdrawn', erasureStartedAt: since }],
    ['that is erased', { status: 'closed', erasedAt: since }],
  ])('no case %s, and nothing may follow', (_, over) => {
    const nothing = { refused: { status: over.status, allowed: [] } };
    expect(reopenCase(caseWith(over), 2, sender, now)).toEqual(nothing);
  });

  test('what may follow is what the table of transitions says of whoever corrects', () => {
    const { head } = caseWith({ status: 'held' });
    expect(refuseCorrection(head, sender).refused.allowed).not.toContain('routed');
    expect(refuseCorrection(head, hub).refused.allowed).toContain('routed');
  });
});

test('that the person withdrew their consent outlasts the opening', () => {
  const outcome = reopenCase(caseWith({ status: 'withdrawn', withdrawReason: 'consent-withdrawn' }), 2, sender, now);
  if (!('change' in outcome)) throw new Error('It was refused.');
  expect(outcome.change.head.after).toMatchObject({ status: 'received', consentWithdrawnAt: since });
});

describe('a person who said no', () => {
  const earlier = '2026-11-20T09:00:00.000Z';
  test.each<[string, ReferralCase, string | undefined]>([
    ['to nobody', caseWith({ status: 'closed' }, [{ outcome: 'support-completed' }]), undefined],
    ['to a service', caseWith({ status: 'closed' }, [{ outcome: 'declined-by-victim' }]), since],
    ['to a service, as consent withdrawn', caseWith({ status: 'closed' }, [{ outcome: 'consent-withdrawn' }]), since],
    ['to the sender', caseWith({ status: 'withdrawn', withdrawReason: 'consent-withdrawn' }), since],
    ['to nobody: sent in error', caseWith({ status: 'withdrawn', withdrawReason: 'sent-in-error' }), undefined],
    ['to nobody: it is open', caseWith({ status: 'routed', withdrawReason: 'consent-withdrawn' }), undefined],
    ['to the sender, before it was opened again', caseWith({ status: 'routed', consentWithdrawnAt: earlier }), earlier],
    [
      'to the sender, before it was opened again and withdrawn as sent in error',
      caseWith({ status: 'withdrawn', withdrawReason: 'sent-in-error', consentWithdrawnAt: earlier }),
      earlier,
    ],
    [
      'to two services: the later counts',
      caseWith({ status: 'closed' }, [
        { outcome: 'declined-by-victim' },
        { outcome: 'declined-by-victim', since: earlier },
        { outcome: 'no-contact-after-attempts', since: at },
      ]),
      since,
    ],
  ])('said it %s', (_, referralCase, when) => {
    expect(lastRefusalAt(referralCase)).toBe(when);
  });

  const declined = caseWith({ status: 'withdrawn', withdrawReason: 'consent-withdrawn' });
  type Consent = Submission['consent'];
  const explicit = (obtainedAt: string): Consent => ({ basis: 'explicit-consent', obtainedAt }) as Consent;
  test.each<[string, ReferralCase, Consent, string | undefined]>([
    ['public task', declined, { basis: 'public-task' } as Consent, '/consent/basis'],
    ['public task, with a time', declined, { basis: 'public-task', obtainedAt: at } as Consent, '/consent/basis'],
    ['consent of no known time', declined, { basis: 'explicit-consent' } as Consent, '/consent/basis'],
    ['consent from before', declined, explicit(earlier), '/consent/obtainedAt'],
    ['consent of the same moment', declined, explicit(since), '/consent/obtainedAt'],
    ['consent from after, in another offset', declined, explicit('2026-12-01T13:00:01+01:00'), undefined],
    ['consent from before, in another offset', declined, explicit('2026-12-01T12:30:00+01:00'), '/consent/obtainedAt'],
    [
      'public task, where nobody said no',
      caseWith({ status: 'closed' }),
      { basis: 'public-task' } as Consent,
      undefined,
    ],
    [
      'public task, while another service goes on',
      caseWith({ status: 'routed' }, [{ outcome: 'declined-by-victim' }, { status: 'accepted' }]),
      { basis: 'public-task' } as Consent,
      undefined,
    ],
    [
      'public task, once it was opened again with consent',
      caseWith({ status: 'routed', consentWithdrawnAt: earlier, openedAt: since }),
      { basis: 'public-task' } as Consent,
      '/consent/basis',
    ],
    [
      'the consent with which it was opened again',
      caseWith({ status: 'routed', consentWithdrawnAt: earlier, openedAt: since }),
      explicit('2026-11-20T09:00:01Z'),
      undefined,
    ],
    [
      'public task, once it was opened again with consent and one of two services was told no',
      caseWith({ status: 'routed', consentWithdrawnAt: earlier, openedAt: since }, [
        { outcome: 'declined-by-victim', since: at },
        { status: 'accepted' },
      ]),
      { basis: 'public-task' } as Consent,
      '/consent/basis',
    ],
    [
      'the consent with which it was opened again, while another service goes on',
      caseWith({ status: 'routed', consentWithdrawnAt: earlier, openedAt: since }, [
        { outcome: 'declined-by-victim', since: at },
        { status: 'accepted' },
      ]),
      explicit('2026-11-20T09:00:01Z'),
      undefined,
    ],
  ])('is referred again with %s', (_, referralCase, consent, pointer) => {
    const found = findReopeningFault(referralCase, { consent });
    expect(found?.pointer).toBe(pointer);
    if (pointer !== undefined) {
      expect(found?.code).toBe('explicit-consent-required');
      expect(found?.detail).toContain('explicit consent is needed');
    }
  });
});
