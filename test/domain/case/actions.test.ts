import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { lastRefusalAt } from '#src/domain/case/correction/reopen.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import {
  applyChange,
  areaWith24Hours,
  caseWith,
  heldDecision,
  newCase,
  ruleContextAt,
  withHead,
} from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const { now } = context;
const at = '2026-11-19T10:00:00.000Z';
const day = '2026-11-19';
const sender = { party: partyId('example-police'), mover: 'sender' } as const;

describe('a withdrawal', () => {
  test('leaves a hand-off at the version that its service had read', () => {
    const [read, unread] = caseWith('accepted', 'accepted').handOffs;
    if (!read || !unread) throw new Error('no hand-off');
    const amendment = { version: 3, readVersion: 1, at, changed: ['contact' as const], priority: 'high' as const };
    const corrected: ReferralCase = {
      ...withHead(caseWith('accepted', 'accepted'), { version: 3 }),
      handOffs: [
        { ...read, version: 3 },
        { ...unread, version: 3, amendment },
      ],
    };
    const withdrawal = withdrawReferral(corrected, 'sent-in-error', sender, now);
    expect('change' in withdrawal && withdrawal.change.handOffs.map(({ after }) => after.version)).toEqual([3, 1]);
  });

  const inTriage = { triage: { reason: 'overdue', since: day } } as const;

  test('ends the case and each open hand-off, with an event for each, and is counted once', () => {
    const referralCase = withHead(caseWith('accepted', 'declined', 'queued'), inTriage);
    const [first, , third] = referralCase.handOffs;
    const { triage: _, ...head } = referralCase.head;
    const withdrawn = (one: HandOff | undefined) => ({
      before: one,
      after: {
        ...one,
        status: 'withdrawn',
        rev: (one?.rev ?? 0) + 1,
        since: at,
        unsent: [{ kind: 'withdrawal', version: 1 }],
      },
    });
    const counts = [
      {
        measure: 'withdrawn',
        withdrawReason: 'sent-in-error',
        day,
        facts: head.facts,
        services: ['service-1', 'service-3'],
      },
    ];
    const event = { at, event: 'withdrawn', by: 'example-police', counts: [] };
    expect(withdrawReferral(referralCase, 'sent-in-error', sender, now)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: {
            ...head,
            status: 'withdrawn',
            since: at,
            rev: 10,
            retentionClass: 'declined',
            withdrawReason: 'sent-in-error',
          },
        },
        handOffs: [withdrawn(first), withdrawn(third)],
        events: [
          { ...event, reason: 'sent-in-error', counts },
          { ...event, handOff: 1, service: 'service-1' },
          { ...event, handOff: 3, service: 'service-3' },
        ],
      },
    });
  });

  test('a second time changes nothing', () => {
    const referralCase = withHead(newCase(), { status: 'withdrawn' });
    expect(withdrawReferral(referralCase, 'sent-in-error', sender, now)).toEqual({ already: true });
  });

  test('after which the person said no is kept as that: they are not referred again without being asked', () => {
    const withdrawn = withHead(newCase(), { status: 'withdrawn', withdrawReason: 'sent-in-error' });
    const said = withdrawReferral(withdrawn, 'consent-withdrawn', sender, now);
    expect(said).toMatchObject({
      change: {
        head: { after: { status: 'withdrawn', withdrawReason: 'consent-withdrawn', retentionClass: 'declined' } },
        events: [{ at, event: 'withdrawn', by: 'example-police', reason: 'consent-withdrawn', counts: [] }],
      },
    });
    const after = applyChange(withdrawn, said);
    expect(lastRefusalAt(after)).toBe(at);
    expect(withdrawReferral(after, 'consent-withdrawn', sender, now)).toEqual({ already: true });
    expect(withdrawReferral(after, 'sent-in-error', sender, now)).toEqual({ already: true });
    const erasing = withHead(withdrawn, { erasedAt: at });
    expect(withdrawReferral(erasing, 'consent-withdrawn', sender, now)).toEqual({ already: true });
  });

  test('of a closed case is refused', () => {
    const referralCase = withHead(newCase(), { status: 'closed' });
    expect(withdrawReferral(referralCase, 'sent-in-error', sender, now)).toEqual({
      refused: { status: 'closed', allowed: ['received'] },
    });
  });
});

describe('a return by triage', () => {
  const back = (referralCase: ReferralCase) =>
    returnToSender(referralCase, 'insufficient-information', 'sealed', partyId('example-authority'), now);

  test('puts the case on its sender’s list with the advice, records who and why, and is counted', () => {
    const returnReason = 'insufficient-information';
    const referralCase = newCase(heldDecision);
    const { triage: _, ...head } = referralCase.head;
    expect(back(referralCase)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: {
            ...head,
            status: 'returned',
            since: at,
            advice: 'sealed',
            retentionClass: 'not-reached',
            returnReason,
            rev: 2,
          },
        },
        handOffs: [],
        events: [
          {
            at,
            event: 'returned',
            by: 'example-authority',
            reason: 'insufficient-information',
            note: 'sealed',
            counts: [{ measure: 'returned', day, facts: head.facts, returnReason }],
          },
        ],
      },
    });
  });

  test('a second time changes nothing', () => {
    expect(back(withHead(newCase(), { status: 'returned' }))).toEqual({ already: true });
  });

  test('of a case with a service is refused, with the actions open to triage', () => {
    expect(back(newCase())).toEqual({ refused: { status: 'routed', allowed: ['routed', 'withdrawn'] } });
  });
});
