/** A hand-off whose contact has stopped: what it keeps, when triage looks at it, and that triage is told once. */
import { describe, expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import {
  escalateSuspension,
  escalateUnreadStop,
  suspendedCount,
  suspendHandOff,
  suspensionChecks,
} from '#src/domain/case/report/suspend.ts';
import { caseWith, ruleContextAt } from '#test/support/cases.ts';

const context = ruleContextAt(1);
const at = context.now.toISOString();
const due = '2026-12-01T09:00:00.000Z';
const readBy = '2026-11-20T13:00:00.000Z';
const suspension = { reason: 'unsafe-to-contact', version: 2, since: at, toTriageAt: due } as const;
const stop = { version: 2, at, changed: [], priority: 'high', stopContact: true, readBy } as const;

function caseWithLead(over: Partial<HandOff>) {
  const referralCase = caseWith('suspended', 'accepted');
  const [lead, ...others] = referralCase.handOffs as [HandOff, ...HandOff[]];
  const { unsent: _, ...sent } = lead;
  const handOff: HandOff = { ...sent, ...over };
  return { referralCase: { ...referralCase, handOffs: [handOff, ...others] }, handOff };
}

describe('stopping contact', () => {
  const { handOff } = caseWithLead({ status: 'accepted', since: '2026-11-01T09:00:00.000Z' });

  test('keeps why, since when, of which version, and what the service asks', () => {
    const reason = 'wrong-contact-details';
    const suspended = suspendHandOff(handOff, { reason, version: 3, advice: 'sealed' }, context);
    const toTriageAt = suspended.suspension?.toTriageAt;
    expect(suspended).toStrictEqual({
      ...handOff,
      status: 'suspended',
      since: at,
      suspension: { reason, version: 3, since: at, toTriageAt, advice: 'sealed' },
    });
    expect(Date.parse(toTriageAt ?? '')).toBeGreaterThan(context.now.getTime());
  });

  test('without advice or ways keeps none', () => {
    const { suspension } = suspendHandOff(handOff, { reason: 'unsafe-to-contact', version: 1, channels: [] }, context);
    expect(suspension).not.toHaveProperty('advice');
    expect(suspension).not.toHaveProperty('channels');
  });

  test('keeps the ways that the service names', () => {
    const stop = { reason: 'unsafe-to-contact', version: 1, channels: ['voicemail', 'post'] } as const;
    expect(suspendHandOff(handOff, stop, context).suspension?.channels).toEqual(['voicemail', 'post']);
  });

  test('is counted on the London day, for the service and the reason', () => {
    const { head } = caseWith('suspended');
    expect(suspendedCount(handOff, 'unsafe-to-contact', head, '2026-07-01T23:30:00.000Z')).toStrictEqual({
      measure: 'suspended',
      day: '2026-07-02',
      facts: head.facts,
      services: [handOff.service],
      suspendReason: 'unsafe-to-contact',
    });
  });
});

test.each<[string, Partial<HandOff>, string[]]>([
  ['nothing stopped', {}, []],
  ['contact stopped', { suspension }, [due]],
  ['contact stopped, and triage knows', { suspension: { ...suspension, escalated: true } }, []],
  ['a stop that was not read', { amendment: { ...stop, changed: [] } }, [readBy]],
  ['a stop that was not read, and triage knows', { amendment: { ...stop, changed: [], escalated: true } }, []],
  [
    'an amendment that need not be read',
    { amendment: { version: 2, at, changed: ['contact'], priority: 'standard' } },
    [],
  ],
  ['both', { suspension, amendment: { ...stop, changed: [] } }, [due, readBy]],
])('triage looks at a hand-off with %s', (_, over, checks) => {
  expect(suspensionChecks(caseWithLead(over).handOff)).toEqual(checks);
});

describe('triage is told', () => {
  test('of a suspension that nobody mended', () => {
    const { referralCase, handOff } = caseWithLead({ suspension });
    const change = escalateSuspension(referralCase, handOff, context);
    expect(change.handOffs).toStrictEqual([
      { before: handOff, after: { ...handOff, rev: handOff.rev + 1, suspension: { ...suspension, escalated: true } } },
    ]);
    expect(change.head.after.triage).toMatchObject({ reason: 'suspended', since: at });
    expect(change.events).toMatchObject([{ at, by: 'system', handOff: 1, service: handOff.service }]);
  });

  test('of a stop that the service has not read', () => {
    const amendment = { ...stop, changed: [] };
    const { referralCase, handOff } = caseWithLead({ status: 'accepted', amendment });
    const change = escalateUnreadStop(referralCase, handOff, context);
    expect(change.handOffs).toStrictEqual([
      { before: handOff, after: { ...handOff, rev: handOff.rev + 1, amendment: { ...amendment, escalated: true } } },
    ]);
    expect(change.head.after.triage).toMatchObject({ reason: 'stop-unread', since: at });
    expect(change.events).toMatchObject([{ at, by: 'system', handOff: 1, service: handOff.service }]);
  });

  test('of nothing where there is none: a check that comes late marks nothing', () => {
    const { referralCase, handOff } = caseWithLead({ status: 'accepted' });
    const { after } = escalateSuspension(referralCase, handOff, context).handOffs[0] ?? {};
    expect(after).toStrictEqual({ ...handOff, rev: handOff.rev + 1 });
  });
});
