/** What a report means for the hub: attempts that were not safe, and what it need no longer look at. */
import { describe, expect, test } from 'vitest';
import type { CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { applyReport } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import type { Channel, TriState } from '#src/domain/vocabulary.ts';
import { areaWith24Hours, caseWith as caseIn, newCase, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = '2026-11-19T10:00:00.000Z';
const service = serviceId('domestic-abuse');

function caseWith(lead: Partial<HandOff>, alongside?: Partial<HandOff>): ReferralCase {
  const referralCase = newCase();
  const [first] = referralCase.handOffs;
  if (!first) throw new Error('no hand-off');
  const { unsent: _, ...one } = { ...first, ...lead };
  const two: HandOff = { ...one, number: 2, service: serviceId('housing-advice'), part: 'alongside', ...alongside };
  return { ...referralCase, handOffs: alongside ? [one, two] : [one] };
}
const apply = (referralCase: ReferralCase, report: ServiceReport) =>
  applyReport(referralCase, 1, report, service, context);
function changeIn(outcome: ReturnType<typeof apply>) {
  if (!('change' in outcome)) throw new Error(`no change: ${JSON.stringify(outcome)}`);
  return outcome.change;
}

describe('triage need no longer look', () => {
  const overdue = { reason: 'overdue', since: at } as const;
  const withTriage = (referralCase: ReferralCase, triage: CaseHead['triage']): ReferralCase => ({
    ...referralCase,
    head: { ...referralCase.head, ...(triage && { triage }) },
  });
  const reached: ServiceReport = { status: 'contacted', at };

  test('at an overdue case once the person is reached, unless another service is late too', () => {
    const late = { status: 'accepted', escalated: true } as const;
    expect(changeIn(apply(withTriage(caseWith(late), overdue), reached)).head.after).not.toHaveProperty('triage');
    expect(changeIn(apply(withTriage(caseWith(late, late), overdue), reached)).head.after.triage).toEqual(overdue);
  });

  test('at an overdue case once it is closed, also where another that was late is over or another is not late', () => {
    const late = { status: 'accepted', escalated: true } as const;
    const close: ServiceReport = { status: 'closed', outcome: 'disengaged' };
    for (const other of [{ status: 'closed' }, { status: 'accepted', escalated: false }] as const) {
      for (const report of [reached, close])
        expect(changeIn(apply(withTriage(caseWith(late, other), overdue), report)).head.after).not.toHaveProperty(
          'triage',
        );
    }
  });

  test.each<[HandOff['status'], ServiceReport]>([
    ['collected', { status: 'accepted' }],
    ['accepted', { status: 'contact-attempted', channel: 'call', at }],
    ['contacted', { status: 'supporting' }],
  ])(
    'at an overdue case: not yet when a service with a case that is %s does no more than $status',
    (status, report) => {
      const late = withTriage(caseWith({ status, escalated: true }), overdue);
      expect(changeIn(apply(late, report)).head.after.triage).toEqual(overdue);
    },
  );

  test('at a stopped contact: still while another service that stopped it waits', () => {
    const suspension = {
      reason: 'wrong-contact-details',
      version: 1,
      since: at,
      toTriageAt: at,
      escalated: true,
    } as const;
    const stopped = { status: 'suspended', suspension } as const;
    const both = withTriage(caseWith(stopped, stopped), { reason: 'suspended', since: at });
    expect(changeIn(apply(both, reached)).head.after.triage?.reason).toBe('suspended');
    const { head, handOffs } = caseIn('suspended', 'accepted');
    const mixed = { head, handOffs: handOffs.map((one) => (one.number === 1 ? { ...one, suspension } : one)) };
    const one = withTriage(mixed, { reason: 'suspended', since: at });
    expect(changeIn(apply(one, reached)).head.after).not.toHaveProperty('triage');
    const other = withTriage(caseWith({ status: 'accepted' }, stopped), { reason: 'suspended', since: at });
    expect(changeIn(apply(other, reached)).head.after.triage?.reason).toBe('suspended');
  });

  test('at a stop that was not read once the service reports, unless another has not read it', () => {
    const amendment = { version: 1, at, changed: [], priority: 'standard', stopContact: true } as const;
    const suspension = { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at } as const;
    const unread: Partial<HandOff> = {
      status: 'suspended',
      suspension,
      amendment: { ...amendment, changed: [], readBy: at, escalated: true },
    };
    const stopUnread = { reason: 'stop-unread', since: at } as const;
    const told = changeIn(apply(withTriage(caseWith(unread), stopUnread), reached));
    expect(told.head.after.triage?.reason).toBe('safety');
    expect(told.head.after.triage?.also).toBeUndefined();
    // It is not told of again as unread.
    expect(told.handOffs[0]?.after.amendment).toEqual({ ...amendment, changed: [] });
    const both = changeIn(apply(withTriage(caseWith(unread, unread), stopUnread), reached));
    expect(both.head.after.triage).toMatchObject({ reason: 'stop-unread', also: ['safety'] });
  });

  test('at a stopped contact once the person calls, and never at an attempt that was not safe', () => {
    const suspension = { reason: 'wrong-contact-details', version: 1, since: at, toTriageAt: at } as const;
    const stopped = withTriage(caseWith({ status: 'suspended', suspension: { ...suspension, escalated: true } }), {
      reason: 'safety',
      since: at,
      also: ['suspended'],
    });
    expect(changeIn(apply(stopped, reached)).head.after.triage).toEqual({ reason: 'safety', since: at });
    expect(changeIn(apply(stopped, reached)).handOffs[0]?.after).not.toHaveProperty('suspension');
  });
});

describe('an attempt to reach the person', () => {
  const attempt = { status: 'contact-attempted', channel: 'call', at } as const;
  const over = (answers: Partial<Record<Channel, TriState>>, report: ServiceReport, status: HandOff['status']) =>
    applyReport(
      caseWith({
        status,
        ...(status === 'suspended' && {
          suspension: { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at },
        }),
      }),
      1,
      report,
      service,
      { ...context, channelSafety: (channel) => answers[channel] ?? 'yes' },
    );

  test.each([
    ['over a channel that is not safe', { call: 'no' }, attempt, 'channel-not-safe'],
    [
      'that left a message where voicemail is not safe',
      { voicemail: 'no' },
      { ...attempt, result: 'left-message' },
      'channel-not-safe',
    ],
  ] as const)('%s needs its reason', (_, answers, report, reasonMissing) => {
    expect(over(answers, report, 'accepted')).toEqual({ refused: { reasonMissing } });
    const told = changeIn(over(answers, { ...report, note: 'sealed' }, 'accepted'));
    expect(told.head.after.triage?.reason).toBe('safety');
    expect(told.events[0]).toMatchObject({ safe: 'no', note: 'sealed' });
  });

  test('while contact is stopped is recorded with its reason, and contact stays stopped', () => {
    expect(over({}, attempt, 'suspended')).toEqual({ refused: { reasonMissing: 'suspended' } });
    const told = changeIn(over({}, { ...attempt, note: 'sealed' }, 'suspended'));
    expect(told.handOffs[0]?.after).toMatchObject({ status: 'suspended', contactAttempts: 1, lastAttemptAt: at });
    expect(told.head.after.triage?.reason).toBe('safety');
  });

  test('that was made before a withdrawal was read is recorded with its reason, and the hand-off stays withdrawn', () => {
    expect(over({}, attempt, 'withdrawn')).toEqual({ refused: { reasonMissing: 'withdrawn' } });
    const told = changeIn(over({}, { ...attempt, note: 'sealed' }, 'withdrawn'));
    expect(told.handOffs[0]?.after).toMatchObject({ status: 'withdrawn', contactAttempts: 1, lastAttemptAt: at });
    expect(told.head.after.triage?.reason).toBe('safety');
    expect(told.events[0]).toMatchObject({ event: 'contact-attempted', reason: 'call', note: 'sealed' });
  });

  test.each(['contacted', 'supporting'] as const)(
    'while the person is %s is recorded, and changes no status',
    (status) => {
      const told = changeIn(over({}, attempt, status));
      expect(told.handOffs[0]?.after).toMatchObject({ status, contactAttempts: 1, lastAttemptAt: at });
      expect(told.head.after).not.toHaveProperty('triage');
      expect(over({ call: 'no' }, attempt, status)).toEqual({ refused: { reasonMissing: 'channel-not-safe' } });
      const unsafe = changeIn(over({ call: 'no' }, { ...attempt, note: 'sealed' }, status));
      expect(unsafe.head.after.triage?.reason).toBe('safety');
    },
  );

  test.each(['contacted', 'supporting', 'suspended', 'withdrawn'] as const)('is counted once while %s', (status) => {
    const told = over({}, { ...attempt, note: 'sealed' }, status);
    const after = changeIn(told).handOffs[0]?.after;
    if (!after) throw new Error('no hand-off');
    const again = applyReport({ ...caseWith(after) }, 1, { ...attempt, note: 'sealed' }, service, context);
    expect(again).toEqual({ already: true });
  });

  test.each(['queued', 'declined', 'expired', 'closed'] as const)('is refused of a hand-off that is %s', (status) => {
    expect(over({}, { ...attempt, note: 'sealed' }, status)).toMatchObject({ refused: { status } });
  });

  test('is not recorded of a person who is being erased', () => {
    const withdrawn = caseWith({ status: 'withdrawn' });
    for (const asked of [{ erasureRequest: { reason: 'asked-by-person', since: at } }, { erasedAt: at }] as const) {
      const erasing = { ...withdrawn, head: { ...withdrawn.head, ...asked } };
      expect(apply(erasing, { ...attempt, note: 'sealed' })).toEqual({ refused: { status: 'withdrawn', allowed: [] } });
    }
  });

  test('over a channel of which nobody knows is marked, and goes before nobody', () => {
    const told = changeIn(over({ call: 'unknown' }, attempt, 'accepted'));
    expect(told.events[0]).toMatchObject({ safe: 'unknown' });
    expect(told.head.after).not.toHaveProperty('triage');
  });
});

test('a report of another version than the one that stands is refused, also of one that never was', () => {
  const referralCase = caseWith({ status: 'accepted' });
  const corrected = { ...referralCase, head: { ...referralCase.head, version: 3 } };
  const from = (readVersion: number) =>
    applyReport(corrected, 1, { status: 'contacted', at }, service, { ...context, readVersion });
  expect(from(2)).toEqual({ refused: { standingVersion: 3 } });
  expect(from(3)).toHaveProperty('change');
  expect(from(99)).toEqual({ refused: { standingVersion: 3 } });
});

test('a late attempt is of the version at which its hand-off was withdrawn, whatever was corrected since', () => {
  const withdrawn = caseWith({ status: 'withdrawn', version: 1 });
  const openedAgain = { ...withdrawn, head: { ...withdrawn.head, version: 3 } };
  const late = { status: 'contact-attempted', channel: 'call', at, note: 'sealed' } as const;
  const from = (readVersion?: number) => applyReport(openedAgain, 1, late, service, { ...context, readVersion });
  expect(from(3)).toEqual({ refused: { standingVersion: 1 } });
  for (const told of [from(1), from()]) expect(changeIn(told).events[0]).toMatchObject({ version: 1 });
});

test('an attempt is of no version that came after it, even if its service has read that since', () => {
  const referralCase = caseWith({ status: 'accepted', version: 3 });
  const corrected = { ...referralCase, head: { ...referralCase.head, version: 3 } };
  const attempt = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
  const told = applyReport(corrected, 1, attempt, service, { ...context, readVersion: 3, triedVersion: 2 });
  expect(changeIn(told).events[0]).toMatchObject({ version: 2 });
});

describe('what may not have been safe goes before the hub', () => {
  const amendment = { version: 2, at, changed: ['contact'], priority: 'standard' } satisfies HandOff['amendment'];
  const triageOf = (referralCase: ReferralCase, report: ServiceReport) =>
    changeIn(apply(referralCase, report)).head.after.triage?.reason;

  test.each([
    { status: 'contacted', at },
    { status: 'contact-attempted', channel: 'call', at },
  ] as const)('$status by details that were corrected and not read', (report) => {
    expect(triageOf(caseWith({ status: 'accepted', amendment }), report)).toBe('safety');
    expect(triageOf(caseWith({ status: 'accepted', amendment: { ...amendment, changed: ['needs'] } }), report)).toBe(
      undefined,
    );
  });

  test('details that one service found wrong while another has them', () => {
    const report = { status: 'suspended', reason: 'unsafe-to-contact' } as const;
    expect(triageOf(caseWith({ status: 'accepted' }, { status: 'queued' }), report)).toBe('safety');
    expect(triageOf(caseWith({ status: 'accepted' }, { status: 'closed' }), report)).toBeUndefined();
    expect(triageOf(caseIn('accepted', 'closed', 'queued'), report)).toBe('safety');
  });

  test('no other report of a service that has not read a correction of them', () => {
    expect(triageOf(caseWith({ status: 'collected', amendment }), { status: 'accepted' })).toBeUndefined();
    expect(triageOf(caseWith({ status: 'contacted', amendment }), { status: 'supporting' })).toBeUndefined();
  });

  test.each([
    ['wrong-number', 'safety'],
    ['someone-else-answered', 'safety'],
    ['no-answer', undefined],
    ['not-now', undefined],
  ] as const)('an attempt that ended as %s while another service has the details: %s', (result, reason) => {
    const report = { status: 'contact-attempted', channel: 'call', at, result } as const;
    expect(triageOf(caseWith({ status: 'accepted' }, { status: 'accepted' }), report)).toBe(reason);
    expect(triageOf(caseWith({ status: 'accepted' }, { status: 'closed' }), report)).toBeUndefined();
    expect(triageOf(caseWith({ status: 'accepted' }), report)).toBeUndefined();
  });

  test('details are not found wrong by a service that has not read the correction of them', () => {
    const report = { status: 'suspended', reason: 'wrong-contact-details' } as const;
    const corrected = caseWith({ status: 'accepted', amendment });
    expect(apply(corrected, report)).toEqual({ refused: { standingVersion: corrected.head.version } });
  });

  test('another channel at the same time is another attempt', () => {
    const call = { status: 'contact-attempted', channel: 'call', at } as const;
    const called = caseWith({ status: 'contact-attempted', lastAttemptAt: at, lastAttemptBy: 'call' });
    expect(apply(called, call)).toEqual({ already: true });
    expect(apply(called, { ...call, channel: 'voicemail' })).toHaveProperty('change');
  });
});
