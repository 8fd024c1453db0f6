/** What may have put a person at risk stays on the hub's list until the hub has looked at it, whatever becomes of the case. */
import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { applyReport } from '#src/domain/case/report/report.ts';
import { reviewReason } from '#src/domain/case/triage/review.ts';
import { routeByHand } from '#src/domain/case/triage/route-by-hand.ts';
import { area } from '#test/support/area-fixture.ts';
import {
  applyChange,
  asSender,
  caseWith,
  heldDecision,
  judgedVersion,
  newCase,
  routeOptions,
  ruleContextAt,
  withHead,
} from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(5);
const at = ruleContextAt(1).now.toISOString();
const hub = partyId('example-authority');
const seen = { reason: 'safety', since: at } as const;
/** Also overdue, which the end of a case settles. */
const unsafe = (referralCase: ReferralCase): ReferralCase =>
  withHead(referralCase, { triage: { reason: 'overdue', since: at, also: ['safety'] } });

describe('an unsafe attempt stays on the hub’s list', () => {
  test('when the referral is withdrawn', () => {
    const after = applyChange(
      unsafe(caseWith('contact-attempted')),
      withdrawReferral(unsafe(caseWith('contact-attempted')), 'consent-withdrawn', asSender, context.now),
    );
    expect(after.head).toMatchObject({ status: 'withdrawn', triage: seen });
  });

  test.each([
    ['closed', 'accepted', { status: 'closed', outcome: 'no-contact-after-attempts' }],
    ['returned', 'collected', { status: 'returned', reason: 'other' }],
  ] as const)('when the last service has %s it', (status, from, report) => {
    const referralCase = unsafe(caseWith(from));
    const after = applyChange(referralCase, applyReport(referralCase, 1, report, serviceId('service-1'), context));
    expect(after.head).toMatchObject({ status, triage: seen });
  });

  test('when the hub returns it', () => {
    const held = unsafe(newCase(heldDecision));
    const after = applyChange(held, returnToSender(held, 'other', 'sealed', hub, context.now));
    expect(after.head).toMatchObject({ status: 'returned', triage: seen });
  });

  test('when it is opened again and given to a service, and before what is new', () => {
    const closed = unsafe(withHead(caseWith('closed'), { status: 'closed', retentionClass: 'not-reached' }));
    const opened = applyChange(closed, reopenCase(closed, 2, asSender, context.now));
    expect(opened.head).toMatchObject({ status: 'received', triage: seen });
    const record = (over = {}) => {
      const change = recordVersion(judgedVersion(over, { version: 2 }), opened, context);
      return change && applyChange(opened, { change }).head;
    };
    expect(record()).toMatchObject({ status: 'routed', triage: seen });
    expect(record(heldDecision)).toMatchObject({ status: 'held', triage: { ...seen, also: ['held'] } });
  });

  test('when the hub gives it to another service', () => {
    const routed = unsafe(caseWith('accepted'));
    const [service] = area().services;
    if (!service) throw new Error('no service');
    const instruction = { service, by: hub, note: 'sealed' };
    const after = applyChange(routed, routeByHand(routed, instruction, routeOptions(), context));
    expect(after.head.triage).toEqual(seen);
  });
});

test('a case that is over leaves the list once the hub has looked at it', () => {
  const closed = withHead(caseWith('closed'), { status: 'closed', retentionClass: 'not-reached', triage: seen });
  const review = { reason: 'safety', note: 'sealed', party: hub, seenRevision: closed.head.rev } as const;
  expect(applyChange(closed, reviewReason(closed, review, context)).head).not.toHaveProperty('triage');
});

test('one that ends without such an attempt is on no list', () => {
  const overdue = withHead(caseWith('accepted'), addToTriage(newCase().head, 'overdue', at));
  const closing = { status: 'closed', outcome: 'no-contact-after-attempts' } as const;
  const after = applyChange(overdue, applyReport(overdue, 1, closing, serviceId('service-1'), context));
  expect(after.head).not.toHaveProperty('triage');
});
