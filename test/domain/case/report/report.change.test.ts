/** All that a report writes: rows, history and counts. What a service may report when is in report.test.ts. */

import { describe, expect, test } from 'vitest';
import { afterChange } from '#src/domain/case/change.ts';
import { withHeldEvent } from '#src/domain/case/events.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { applyReport, collectHandOff, expireHandOff, isDetailReadable } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import { areaWith24Hours, newCase, ruleContextAt, withHead } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = '2026-11-19T10:00:00.000Z';
const day = '2026-11-19';
const service = serviceId('domestic-abuse');
const { facts } = newCase().head;

/** The case of one lead, and perhaps one alongside. */
function caseWith(lead: Partial<HandOff>, alongside?: Partial<HandOff>): ReferralCase {
  const referralCase = newCase();
  const [first] = referralCase.handOffs;
  if (!first) throw new Error('no hand-off');
  const { unsent: _, ...sent } = first;
  const one: HandOff = { ...sent, rev: 4, ...lead };
  const two: HandOff = { ...one, number: 2, service: serviceId('housing-advice'), part: 'alongside', ...alongside };
  return {
    head: { ...referralCase.head, rev: 8, handOffs: alongside ? 2 : 1 },
    handOffs: alongside ? [one, two] : [one],
  };
}
const apply = (referralCase: ReferralCase, report: ServiceReport, number = 1) =>
  applyReport(referralCase, number, report, serviceId('the-party'), context);
function changeIn(outcome: ReturnType<typeof apply>) {
  if (!('change' in outcome)) throw new Error(`no change: ${JSON.stringify(outcome)}`);
  return outcome.change;
}
const count = (measure: string) => ({ measure, day, facts, services: [service] });

/** What every report of a hand-off writes. */
function written(referralCase: ReferralCase, status: string, fields: object, event: object, head: object = {}) {
  const [handOff] = referralCase.handOffs;
  return {
    head: { before: referralCase.head, after: { ...referralCase.head, rev: 9, ...head } },
    handOffs: [{ before: handOff, after: { ...handOff, status, rev: 5, since: at, ...fields } }],
    events: [{ at, event: status, by: 'the-party', handOff: 1, service, counts: [], ...event }],
  };
}

describe('a report writes', () => {
  test('the first read: collected, and nothing is counted', () => {
    const referralCase = caseWith({ status: 'queued' });
    expect(collectHandOff(referralCase, 1, serviceId('the-party'), context.now)).toEqual({
      change: written(referralCase, 'collected', {}, {}),
    });
  });

  test('the first read of one of two hand-offs: only that one', () => {
    const referralCase = caseWith({ status: 'queued' }, { status: 'queued' });
    expect(collectHandOff(referralCase, 2, serviceId('the-party'), context.now)).toMatchObject({
      change: { handOffs: [{ after: { number: 2, status: 'collected' } }], events: [{ handOff: 2 }] },
    });
  });

  test('accepted: counted for the service', () => {
    const referralCase = caseWith({ status: 'collected' });
    expect(changeIn(apply(referralCase, { status: 'accepted' }))).toEqual(
      written(referralCase, 'accepted', {}, { counts: [count('accepted')] }),
    );
  });

  test('an attempt: its time and channel, and the number of attempts', () => {
    const referralCase = caseWith({
      status: 'contact-attempted',
      contactAttempts: 2,
      lastAttemptAt: '2026-11-19T09:10:00Z',
      lastAttemptBy: 'call',
    });
    const report = { status: 'contact-attempted', channel: 'text', at: '2026-11-19T09:30:00Z' } as const;
    expect(changeIn(apply(referralCase, report))).toEqual(
      written(
        referralCase,
        report.status,
        {
          contactAttempts: 3,
          lastAttemptAt: report.at,
          lastAttemptBy: 'text',
          earlierAttempts: ['2026-11-19T09:10:00Z call'],
        },
        { reason: 'text', version: 1 },
      ),
    );
  });

  test('an attempt, a return and a close: the version that the service had read, which may be before what stands', () => {
    const amendment = { version: 4, readVersion: 2, at, changed: ['contact' as const], priority: 'standard' as const };
    const reports = [
      { status: 'contact-attempted', channel: 'call', at },
      { status: 'returned', reason: 'wrong-contact-details' },
      { status: 'closed', outcome: 'wrong-contact-details' },
    ] as const satisfies ServiceReport[];
    for (const report of reports) {
      const one = caseWith({ status: report.status === 'returned' ? 'collected' : 'accepted', version: 4, amendment });
      const corrected = { ...one, head: { ...one.head, version: 4 } };
      expect(changeIn(apply(corrected, report)).events[0]?.version).toBe(2);
      const read = applyReport(corrected, 1, report, service, { ...context, readVersion: 4 });
      expect(changeIn(read).events[0]?.version).toBe(4);
    }
  });

  test.each([
    ['2026-11-19T09:30:00Z', 30, true],
    ['2026-11-19T09:00:29Z', 0, true],
    ['2026-11-19T09:00:31Z', 1, true],
    // The person came to the service before they were referred.
    ['2026-11-18T09:30:00Z', 0, true],
    ['2026-11-20T09:00:01Z', 1440, false],
  ])('a contact at %s: %i minutes after receipt, within the target or not', (contactedAt, minutes, isWithin) => {
    const referralCase = caseWith({ status: 'accepted' });
    const counts = [{ ...count('contacted'), minutes }, ...(isWithin ? [{ ...count('within-target'), minutes }] : [])];
    expect(changeIn(apply(referralCase, { status: 'contacted', at: contactedAt }))).toEqual(
      written(referralCase, 'contacted', { contactedAt }, { counts }),
    );
  });

  test('support: its start', () => {
    const referralCase = caseWith({ status: 'contacted' });
    expect(changeIn(apply(referralCase, { status: 'supporting' }))).toEqual(
      written(referralCase, 'supporting', { supportedAt: at }, { counts: [{ ...count('supporting'), minutes: 60 }] }),
    );
  });

  test('a contact and support that were there before: each is counted once, and its first time stays', () => {
    const [contactedAt, supportedAt] = ['2026-11-19T09:10:00Z', '2026-11-19T09:20:00Z'];
    const again = caseWith({ status: 'accepted', contactedAt });
    expect(changeIn(apply(again, { status: 'contacted', at: '2026-11-19T09:30:00Z' }))).toEqual(
      written(again, 'contacted', { contactedAt }, {}),
    );
    const supported = caseWith({ status: 'contacted', contactedAt, supportedAt });
    expect(changeIn(apply(supported, { status: 'supporting' }))).toEqual(
      written(supported, 'supporting', { contactedAt, supportedAt }, {}),
    );
  });

  test('the time to a contact and to support: from when the case was last opened', () => {
    const opened = (of: ReferralCase) => withHead(of, { openedAt: '2026-11-19T09:20:00Z' });
    const minutesOf = (of: ReferralCase, report: ServiceReport) =>
      changeIn(apply(opened(of), report)).events[0]?.counts.map(({ minutes }) => minutes);
    expect(minutesOf(caseWith({ status: 'accepted' }), { status: 'contacted', at: '2026-11-19T09:50:00Z' })).toEqual([
      30, 30,
    ]);
    expect(minutesOf(caseWith({ status: 'contacted' }), { status: 'supporting' })).toEqual([40]);
  });

  test('an attempt: the twenty before the last are remembered, so that one that is sent again is known', () => {
    const call = (minute: number) =>
      ({ status: 'contact-attempted', channel: 'call', at: `2026-11-19T09:${minute}:00Z` }) as const;
    let tried = caseWith({ status: 'accepted' });
    for (let minute = 10; minute < 33; minute++) tried = afterChange(tried, changeIn(apply(tried, call(minute))));
    expect(tried.handOffs[0]?.contactAttempts).toBe(23);
    expect(tried.handOffs[0]?.earlierAttempts).toHaveLength(20);
    for (const minute of [32, 31, 12]) expect(apply(tried, call(minute))).toEqual({ already: true });
    expect(apply(tried, call(11))).toHaveProperty('change');
  });

  test('a close: its outcome, and the time since first contact if there was one', () => {
    const outcome = 'support-completed';
    const over = { status: 'closed', since: at, retentionClass: 'supported' };
    for (const [contactedAt, minutes] of [
      ['2026-11-19T09:20:00Z', { minutes: 40 }],
      [undefined, {}],
    ] as const) {
      const referralCase = caseWith({ status: 'accepted', ...(contactedAt ? { contactedAt } : {}) });
      expect(changeIn(apply(referralCase, { status: 'closed', outcome }))).toStrictEqual(
        written(
          referralCase,
          'closed',
          { outcome },
          { reason: outcome, version: 1, counts: [{ ...count('closed'), ...minutes, outcome }] },
          over,
        ),
      );
    }
  });

  test('a decline: its reason, and the hand-off to the next service, counted', () => {
    const referralCase = caseWith({ status: 'collected' });
    const { head, handOffs, events } = changeIn(apply(referralCase, { status: 'declined', reason: 'no-capacity' }));
    const counts = [{ ...count('declined'), declineReason: 'no-capacity' }];
    const own = written(referralCase, 'declined', { reason: 'no-capacity' }, { reason: 'no-capacity', counts });
    expect(head.after).toEqual({ ...referralCase.head, rev: 9, handOffs: 2, reserve: ['general'] });
    expect(handOffs).toEqual([
      ...own.handOffs,
      { after: expect.objectContaining({ number: 2, service: 'young-people' }) },
    ]);
    expect(events).toEqual([
      ...own.events,
      {
        at,
        event: 'handed-off',
        by: 'system',
        handOff: 2,
        service: 'young-people',
        counts: [{ ...count('handed-off'), services: ['young-people'] }],
      },
    ]);
  });

  test('a decline of the last service: held, counted once', () => {
    const before = caseWith({ status: 'collected' });
    const referralCase = { ...before, head: { ...before.head, reserve: [] } };
    const { head, handOffs, events } = changeIn(apply(referralCase, { status: 'declined', reason: 'no-capacity' }));
    const heldReasons = ['no-eligible-service'];
    expect(head.after).toMatchObject({ status: 'held', heldReasons });
    expect(handOffs).toHaveLength(1);
    expect(events.slice(1)).toEqual([
      {
        at,
        event: 'held',
        by: 'system',
        reason: 'no-eligible-service',
        counts: [{ measure: 'held', day, facts, heldReasons }],
      },
    ]);
  });

  test('a return: its reason, its note for the sender, and its count', () => {
    const referralCase = caseWith({ status: 'collected' });
    const returned = {
      status: 'returned',
      since: at,
      retentionClass: 'not-reached',
      returnReason: 'wrong-contact-details',
    };
    const reason = 'wrong-contact-details';
    const events = { reason, version: 1, counts: [{ ...count('returned'), returnReason: reason }] };
    expect(changeIn(apply(referralCase, { status: 'returned', reason, note: 'sealed' }))).toEqual(
      written(referralCase, 'returned', { reason }, { ...events, note: 'sealed' }, { ...returned, advice: 'sealed' }),
    );
    expect(changeIn(apply(referralCase, { status: 'returned', reason }))).toStrictEqual(
      written(referralCase, 'returned', { reason }, events, returned),
    );
  });

  test('a return while another service is at work: the case goes to triage and stays routed', () => {
    const referralCase = caseWith({ status: 'collected' }, { status: 'accepted' });
    const reason = 'wrong-contact-details';
    const { head } = changeIn(apply(referralCase, { status: 'returned', reason }));
    expect(head.after).toStrictEqual({
      ...referralCase.head,
      rev: 9,
      triage: { reason: 'returned-by-service', since: at },
    });
  });

  test('a return by the last service: no triage, since the sender has it', () => {
    const { head } = changeIn(apply(caseWith({ status: 'collected' }), { status: 'returned', reason: 'other' }));
    expect(head.after).not.toHaveProperty('triage');
  });
});

describe('what changes nothing', () => {
  test('the same report again', () => {
    const closed = caseWith({ status: 'closed', outcome: 'disengaged' });
    expect(apply(closed, { status: 'closed', outcome: 'disengaged' })).toEqual({ already: true });
    expect(apply(closed, { status: 'closed', outcome: 'support-completed' })).toEqual({
      refused: { status: 'closed', allowed: [] },
    });
  });

  test('a read or deadline of a hand-off that is missing or already read', () => {
    const referralCase = caseWith({ status: 'collected' });
    for (const number of [1, 2]) {
      expect(collectHandOff(referralCase, number, service, context.now)).toEqual({ already: true });
      expect(expireHandOff(referralCase, number, context)).toEqual({ already: true });
    }
  });

  test('a report on a missing hand-off is an internal error', () => {
    expect(() => apply(caseWith({ status: 'collected' }), { status: 'accepted' }, 7)).toThrow(
      new RangeError('no hand-off 7 on this case'),
    );
  });

  test('an attempt reported from an out-of-date page is refused; other reports are not', () => {
    const referralCase = caseWith({ status: 'accepted' });
    const attempt = { status: 'contact-attempted', channel: 'call', at } as const;
    const from = (report: ServiceReport, seen?: number) =>
      applyReport(referralCase, 1, report, service, { ...context, seenRevision: seen });
    const allowed = ['contact-attempted', 'contacted', 'closed', 'suspended'];
    expect(from(attempt, 3)).toEqual({ refused: { status: 'accepted', allowed } });
    expect(from(attempt, 4)).toHaveProperty('change');
    expect(from(attempt)).toHaveProperty('change');
    expect(from({ status: 'contacted', at }, 3)).toHaveProperty('change');
  });
});

describe('an expiry', () => {
  test('ends only the expired hand-off, and leaves no message to send', () => {
    const referralCase = caseWith(
      { status: 'queued', unsent: [{ kind: 'hand-off', version: 1 }] },
      { status: 'queued' },
    );
    const outcome = expireHandOff(referralCase, 2, context);
    if (!('change' in outcome)) throw new Error('no change');
    const { unsent: _, ...two } = referralCase.handOffs[1] as HandOff;
    const expired = { ...count('expired'), services: ['housing-advice'] };
    expect(outcome.change).toEqual({
      head: {
        before: referralCase.head,
        after: { ...referralCase.head, rev: 9, triage: { reason: 'alongside-declined', since: at } },
      },
      handOffs: [
        {
          before: referralCase.handOffs[1],
          after: { ...two, status: 'expired', rev: 5, since: at, isExpiryUnread: true },
        },
      ],
      events: [{ at, event: 'expired', by: 'system', handOff: 2, service: 'housing-advice', counts: [expired] }],
    });
  });

  test('of a lead moves it to the next service', () => {
    const referralCase = caseWith({ status: 'queued' });
    expect(expireHandOff(referralCase, 1, context)).toMatchObject({
      change: { handOffs: [{ after: { status: 'expired' } }, { after: { service: 'young-people', attempt: 2 } }] },
    });
  });
});

test('the held event is recorded only when a case becomes held', () => {
  const referralCase = caseWith({ status: 'declined' });
  const held = { ...referralCase.head, status: 'held', heldReasons: ['no-safe-contact', 'guardian-needed'] } as const;
  const head = { ...held, heldReasons: [...held.heldReasons] };
  expect(withHeldEvent(referralCase, { head }, context.now).events).toMatchObject([
    { event: 'held', at: head.since, reason: 'no-safe-contact guardian-needed' },
  ]);
  expect(withHeldEvent({ ...referralCase, head }, { head }, context.now).events).toEqual([]);
  expect(withHeldEvent(referralCase, { head: referralCase.head }, context.now).events).toEqual([]);
  expect(withHeldEvent(referralCase, {}, context.now)).toMatchObject({
    head: { after: { status: 'routed' } },
    events: [],
  });
});

test('a service can read the detail until its hand-off ends', () => {
  expect(handOffStatuses.filter(isDetailReadable)).toEqual([
    'queued',
    'collected',
    'accepted',
    'contact-attempted',
    'contacted',
    'supporting',
    'suspended',
    'closed',
  ]);
});
