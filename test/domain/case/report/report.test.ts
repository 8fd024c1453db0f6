import { describe, expect, test } from 'vitest';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { applyReport, collectHandOff, expireHandOff, readAmendment } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { type HandOffStatus, handOffStatuses, handOffTransitions, priorStatuses } from '#src/domain/states.ts';
import { applyChange, caseWith, newCase, ruleContextAt, withHead } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const service = serviceId('domestic-abuse');
const at = '2026-11-19T10:00:00.000Z';
const reports: ServiceReport[] = [
  { status: 'accepted' },
  { status: 'declined', reason: 'no-capacity' },
  { status: 'returned', reason: 'insufficient-information' },
  { status: 'contact-attempted', channel: 'call', at },
  { status: 'contacted', at },
  { status: 'supporting' },
  { status: 'closed', outcome: 'support-completed' },
];

/** The case with its first hand-off in this status. */
function inStatus(status: HandOffStatus): ReferralCase {
  const referralCase = newCase();
  const [first] = referralCase.handOffs;
  if (!first) throw new Error('no hand-off');
  return { ...referralCase, handOffs: [{ ...first, status }] };
}

const tell = (referralCase: ReferralCase, told: ServiceReport, number = 1, hours = 1) =>
  applyReport(referralCase, number, told, service, ruleContextAt(hours));

describe('what a service reports', () => {
  const pairs = handOffStatuses.flatMap((from) => reports.map((told) => ({ from, told })));
  test.each(pairs)('from $from, $told.status', ({ from, told }) => {
    const outcome = tell(inStatus(from), told);
    const allowed = priorStatuses(handOffTransitions, told.status, 'service').includes(from);
    if (from === told.status && told.status !== 'contact-attempted' && told.status !== 'closed') {
      expect(outcome).toEqual({ already: true });
    } else if (allowed) {
      expect(outcome).toHaveProperty('change');
    } else if (['suspended', 'withdrawn'].includes(from) && told.status === 'contact-attempted') {
      expect(outcome).toEqual({ refused: { reasonMissing: from } });
    } else if (['contacted', 'supporting'].includes(from) && told.status === 'contact-attempted') {
      expect(outcome).toMatchObject({ change: { handOffs: [{ after: { status: from } }] } });
    } else {
      expect(outcome).toMatchObject({ refused: { status: from } });
    }
  });

  test('a refusal lists the statuses that may follow', () => {
    expect(tell(inStatus('collected'), { status: 'supporting' })).toEqual({
      refused: { status: 'collected', allowed: ['accepted', 'declined', 'returned'] },
    });
  });

  test('the first read collects the hand-off, and a second changes nothing', () => {
    const referralCase = newCase();
    const first = applyChange(referralCase, collectHandOff(referralCase, 1, service, ruleContextAt(1).now));
    expect(first.handOffs[0]).toMatchObject({ status: 'collected', rev: 2 });
    expect(collectHandOff(first, 1, service, ruleContextAt(2).now)).toEqual({ already: true });
  });

  test('contact that was stopped is not stopped again for the same reason, nor for another', () => {
    const stop = { status: 'suspended', reason: 'wrong-contact-details' } as const;
    const stopped = applyChange(inStatus('accepted'), tell(inStatus('accepted'), stop));
    expect(tell(stopped, stop)).toEqual({ already: true });
    expect(tell(stopped, { ...stop, reason: 'unsafe-to-contact' })).toMatchObject({ refused: { status: 'suspended' } });
    expect(tell(inStatus('suspended'), stop)).toMatchObject({ refused: { status: 'suspended' } });
  });

  test('an attempt with another time is another attempt; the same time again is not', () => {
    const once = applyChange(
      inStatus('accepted'),
      tell(inStatus('accepted'), { status: 'contact-attempted', channel: 'call', at }),
    );
    expect(tell(once, { status: 'contact-attempted', channel: 'call', at })).toEqual({ already: true });
    const later = { status: 'contact-attempted', channel: 'text', at: '2026-11-19T15:00:00.000Z' } as const;
    const twice = applyChange(once, tell(once, later));
    expect(twice.handOffs[0]?.contactAttempts).toBe(2);
    // A client's queue sends again what was answered, in any order.
    expect(tell(twice, { status: 'contact-attempted', channel: 'call', at })).toEqual({ already: true });
    expect(tell(twice, { ...later, channel: 'call' })).toHaveProperty('change');
  });

  test('first contact is within target up to the deadline, and not after it', () => {
    const referralCase = inStatus('accepted');
    const measures = (contact: string) => {
      const outcome = tell(referralCase, { status: 'contacted', at: contact });
      return 'change' in outcome ? outcome.change.events[0]?.counts.map((count) => count.measure) : [];
    };
    expect(measures('2026-11-20T09:00:00Z')).toEqual(['contacted', 'within-target']);
    expect(measures('2026-11-20T09:00:01Z')).toEqual(['contacted']);
  });

  test('the referral is closed when its last open hand-off is', () => {
    const referralCase = inStatus('supporting');
    const done = applyChange(referralCase, tell(referralCase, { status: 'closed', outcome: 'support-completed' }));
    expect(done.head.status).toBe('closed');
  });

  test('the referral stays routed while another service works on', () => {
    const referralCase = inStatus('supporting');
    const [lead] = referralCase.handOffs;
    if (!lead) throw new Error('no hand-off');
    const two: ReferralCase = {
      ...referralCase,
      handOffs: [lead, { ...lead, number: 2, part: 'alongside', status: 'accepted' }],
    };
    const one = applyChange(two, tell(two, { status: 'closed', outcome: 'support-completed' }));
    expect(one.head.status).toBe('routed');
    const none = applyChange(one, tell(one, { status: 'closed', outcome: 'disengaged' }, 2));
    expect(none.head.status).toBe('closed');
  });
});

describe('when a service leaves', () => {
  const decline = { status: 'declined', reason: 'no-capacity' } as const;

  test('a declined referral goes to each eligible service in turn, then to triage, and is counted once', () => {
    let referralCase = inStatus('collected');
    const counted: string[] = [];
    for (const expected of ['young-people', 'general']) {
      const outcome = tell(referralCase, decline, referralCase.handOffs.length);
      if (!('change' in outcome)) throw new Error('refused');
      counted.push(...outcome.change.events.flatMap((event) => event.counts.map((count) => count.measure)));
      referralCase = applyChange(referralCase, outcome);
      const next = referralCase.handOffs.at(-1);
      expect(next).toMatchObject({
        service: expected,
        status: 'queued',
        unsent: [{ kind: 'hand-off', version: 1 }],
        part: 'lead',
      });
      referralCase = {
        ...referralCase,
        handOffs: referralCase.handOffs.map((one) => (one === next ? { ...one, status: 'collected' } : one)),
      };
    }
    expect(referralCase.handOffs.map((one) => one.attempt)).toEqual([1, 2, 3]);
    referralCase = applyChange(referralCase, tell(referralCase, decline, 3));
    expect(referralCase.head).toMatchObject({
      status: 'held',
      heldReasons: ['no-eligible-service'],
      triage: { reason: 'declined-by-all' },
    });
    expect(counted).toEqual(['declined', 'handed-off', 'declined', 'handed-off']);
  });

  test('a paused service is skipped', () => {
    const referralCase = inStatus('collected');
    const setting = ruleContextAt(1);
    const services = setting.area.services.map((one) =>
      one.id === 'young-people' ? { ...one, availability: 'paused' as const } : one,
    );
    const outcome = applyReport(referralCase, 1, decline, service, { ...setting, area: { ...setting.area, services } });
    expect(applyChange(referralCase, outcome).handOffs.at(-1)?.service).toBe('general');
  });

  test('an unread hand-off expires and moves on like a declined one', () => {
    const referralCase = inStatus('queued');
    const done = applyChange(referralCase, expireHandOff(referralCase, 1, ruleContextAt(30)));
    expect(done.handOffs.map((one) => [one.service, one.status])).toEqual([
      ['domestic-abuse', 'expired'],
      ['young-people', 'queued'],
    ]);
  });

  test('a hand-off that expires unread with no service left goes to triage', () => {
    const referralCase = inStatus('queued');
    const last = { ...referralCase, head: { ...referralCase.head, reserve: [] } };
    const done = applyChange(last, expireHandOff(last, 1, ruleContextAt(30)));
    expect(done.head).toMatchObject({ status: 'held', triage: { reason: 'declined-by-all' } });
  });

  test('a service alongside that declines leaves the lead at work, and goes to triage', () => {
    const referralCase = inStatus('accepted');
    const [lead] = referralCase.handOffs;
    if (!lead) throw new Error('no hand-off');
    const two: ReferralCase = {
      ...referralCase,
      handOffs: [lead, { ...lead, number: 2, part: 'alongside', status: 'collected' }],
    };
    const done = applyChange(two, tell(two, decline, 2));
    expect(done.handOffs).toHaveLength(2);
    expect(done.head).toMatchObject({ status: 'routed', triage: { reason: 'alongside-declined' } });
  });

  test('a returned referral is on the sender’s list, with the advice sealed', () => {
    const referralCase = inStatus('collected');
    const done = applyChange(
      referralCase,
      tell(referralCase, { status: 'returned', reason: 'wrong-contact-details', note: 'sealed text' }),
    );
    expect(done.head).toMatchObject({ status: 'returned', advice: 'sealed text' });
  });
});

describe('the first read after a correction', () => {
  const now = ruleContextAt(2).now;
  const amendment = { version: 3, at, changed: ['contact'], priority: 'standard' } satisfies HandOff['amendment'];
  const corrected = (...amendments: HandOff['amendment'][]): ReferralCase => {
    const { head, handOffs } = caseWith(...amendments.map(() => 'accepted' as const));
    return {
      head: { ...head, version: 3 },
      handOffs: handOffs.map(({ unsent: _, ...one }, index) => {
        const said = amendments[index];
        return said ? { ...one, amendment: said, unsent: [{ kind: 'amendment', version: 3 }] } : one;
      }),
    };
  };
  const read = (of: ReferralCase, shownVersion?: number) => readAmendment(of, 1, shownVersion);

  test('is of the correction, of which no message is needed any longer; the status stays and nothing happened', () => {
    const before = corrected(amendment);
    const outcome = read(before);
    expect(outcome).toMatchObject({ change: { events: [] } });
    const [after] = applyChange(before, outcome).handOffs;
    const { amendment: _, unsent: __, ...rest } = before.handOffs[0] as HandOff;
    expect(after).toStrictEqual({ ...rest, rev: rest.rev + 1 });
    expect(read(applyChange(before, outcome))).toEqual({ already: true });
  });

  test('is not yet of a correction that came after what the service was shown', () => {
    const before = corrected(amendment);
    expect(read(before, 2)).toEqual({ already: true });
    expect(read(before, 3)).toHaveProperty('change');
  });

  test('leaves the message of the hand-off itself to be sent', () => {
    const before = corrected(amendment);
    const unsent = [
      { kind: 'hand-off', version: 1 },
      { kind: 'amendment', version: 3 },
    ] as const;
    const waiting = { ...before, handOffs: before.handOffs.map((one) => ({ ...one, unsent })) };
    const [after] = applyChange(waiting, read(waiting)).handOffs;
    expect(after).toMatchObject({ unsent: [{ kind: 'hand-off', version: 1 }] });
  });

  test('is not yet, when the hand-off is collected: nothing was shown', () => {
    const before = corrected(amendment);
    const waiting = { ...before, handOffs: before.handOffs.map((one) => ({ ...one, status: 'queued' as const })) };
    const [after] = applyChange(waiting, collectHandOff(waiting, 1, service, now)).handOffs;
    expect(after).toMatchObject({ status: 'collected', amendment, unsent: [{ kind: 'amendment', version: 3 }] });
  });

  test('of a stop takes the case off the hub’s list, unless another service has not read it', () => {
    const stop = { ...amendment, stopContact: true, escalated: true } as const;
    const waiting = (of: ReferralCase) => withHead(of, { triage: { reason: 'stop-unread', since: at } });
    const alone = waiting(corrected(stop));
    expect(applyChange(alone, read(alone)).head).not.toHaveProperty('triage');
    for (const others of [[stop], [undefined, stop]]) {
      const before = waiting(corrected(stop, ...others));
      expect(applyChange(before, read(before)).head.triage?.reason).toBe('stop-unread');
    }
    const readByOthers = waiting(corrected(stop, amendment));
    expect(applyChange(readByOthers, read(readByOthers)).head).not.toHaveProperty('triage');
  });
});
