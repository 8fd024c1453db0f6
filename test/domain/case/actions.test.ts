import { describe, expect, test } from 'vitest';
import { reopenCase, returnToSender, routeManually, withdrawReferral } from '#src/domain/case/actions.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { areaWith24Hours, heldDecision, newCase, ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const { now } = context;
const at = '2026-11-19T10:00:00.000Z';
const day = '2026-11-19';
const sender = { party: partyId('example-police'), mover: 'sender' } as const;

const withHead = (referralCase: ReferralCase, head: Partial<ReferralCase['head']>): ReferralCase => ({
  ...referralCase,
  head: { ...referralCase.head, ...head },
});
/** The routed case with hand-offs in these statuses, the first of them its lead. */
function caseWith(...statuses: HandOff['status'][]): ReferralCase {
  const referralCase = newCase();
  const [lead] = referralCase.handOffs;
  if (!lead) throw new Error('no hand-off');
  const handOffs = statuses.map(
    (status, index): HandOff => ({
      ...lead,
      status,
      number: index + 1,
      rev: 5 + index,
      service: serviceId(`service-${index + 1}`),
      part: index === 0 ? 'lead' : 'alongside',
    }),
  );
  return { head: { ...referralCase.head, rev: 9, handOffs: handOffs.length }, handOffs };
}
function serviceNamed(id: string) {
  const found = context.area.services.find((one) => one.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

describe('a withdrawal', () => {
  const inTriage = { triage: { reason: 'overdue', since: day } } as const;

  test('ends the case and each open hand-off, with an event for each, and is counted once', () => {
    const referralCase = withHead(caseWith('accepted', 'declined', 'queued'), inTriage);
    const [first, , third] = referralCase.handOffs;
    const { triage: _, ...head } = referralCase.head;
    const withdrawn = (one: HandOff | undefined) => ({
      before: one,
      after: { ...one, status: 'withdrawn', rev: (one?.rev ?? 0) + 1, since: at, unsent: 'withdrawal' },
    });
    const counts = [{ measure: 'withdrawn', day, facts: head.facts, services: ['service-1', 'service-3'] }];
    const event = { at, event: 'withdrawn', by: 'example-police', counts: [] };
    expect(withdrawReferral(referralCase, 'sent-in-error', sender, now)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: { ...head, status: 'withdrawn', since: at, rev: 10, retentionClass: 'declined' },
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

  test('of a closed case is refused', () => {
    const referralCase = withHead(newCase(), { status: 'closed' });
    expect(withdrawReferral(referralCase, 'sent-in-error', sender, now)).toEqual({
      refused: { status: 'closed', allowed: [] },
    });
  });
});

describe('a route by triage', () => {
  const general = serviceNamed('general');
  const route = (referralCase: ReferralCase) =>
    routeManually(referralCase, general, 'sealed', partyId('example-authority'), context);

  test('of a held case makes and counts a hand-off to the service, and records who chose it and why', () => {
    const referralCase = withHead(
      newCase({ ...heldDecision, reserve: [serviceId('young-people'), serviceId('general')] }),
      {
        rev: 3,
      },
    );
    const { triage: _, ...head } = referralCase.head;
    expect(route(referralCase)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: {
            ...head,
            status: 'routed',
            since: at,
            heldReasons: [],
            handOffs: 1,
            reserve: ['young-people'],
            rev: 4,
          },
        },
        handOffs: [
          {
            after: {
              referral: head.id,
              reference: head.reference,
              number: 1,
              service: 'general',
              part: 'lead',
              status: 'queued',
              rev: 1,
              since: at,
              priority: 'standard',
              queuedAt: at,
              respondBy: '2026-11-20T10:00:00.000Z',
              remindAt: '2026-11-19T22:00:00.000Z',
              attempt: 1,
              unsent: 'hand-off',
              contactAttempts: 0,
            },
          },
        ],
        events: [
          { at, event: 'routed', by: 'example-authority', service: 'general', note: 'sealed', counts: [] },
          {
            at,
            event: 'handed-off',
            by: 'system',
            handOff: 1,
            service: 'general',
            counts: [{ measure: 'handed-off', day, facts: head.facts, services: ['general'] }],
          },
        ],
      },
    });
  });

  test('of a routed case in triage keeps the time it was routed, and removes it from triage', () => {
    const referralCase = withHead(caseWith('accepted', 'declined'), {
      triage: { reason: 'alongside-declined', since: at },
    });
    const tried = {
      ...referralCase,
      handOffs: referralCase.handOffs.map((one, index) => ({ ...one, attempt: index + 1 })),
    };
    const outcome = route(tried);
    if (!('change' in outcome)) throw new Error('no change');
    const { head, handOffs } = outcome.change;
    expect(head.after).toMatchObject({ status: 'routed', since: referralCase.head.since, handOffs: 3 });
    expect(head.after).not.toHaveProperty('triage');
    expect(handOffs).toMatchObject([{ after: { number: 3, attempt: 3, part: 'lead' } }]);
  });

  test('to a service with an open hand-off changes nothing; to one whose hand-off ended it is allowed', () => {
    const to = (status: HandOff['status']) => {
      const referralCase = withHead(newCase(heldDecision), {});
      const [handOff] = newCase().handOffs;
      if (!handOff) throw new Error('no hand-off');
      return route({ ...referralCase, handOffs: [{ ...handOff, service: serviceId('general'), status }] });
    };
    for (const status of ['queued', 'collected', 'accepted', 'contacted', 'supporting'] as const) {
      expect(to(status)).toEqual({ already: true });
    }
    for (const status of ['declined', 'expired', 'returned'] as const) expect(to(status)).toHaveProperty('change');
  });

  test('is allowed while another service has an open hand-off', () => {
    const referralCase = withHead(caseWith('accepted'), { triage: { reason: 'overdue', since: at } });
    expect(route(referralCase)).toHaveProperty('change');
  });

  test.each(['routed', 'returned', 'closed', 'withdrawn', 'received'] as const)(
    'of a case that is %s and not in triage is refused, with what triage may do',
    (status) => {
      const referralCase = withHead(newCase(), { status });
      const may = {
        routed: ['withdrawn'],
        returned: ['withdrawn'],
        received: ['withdrawn'],
        closed: [],
        withdrawn: [],
      };
      expect(route(referralCase)).toEqual({ refused: { status, allowed: may[status] } });
    },
  );

  test.each(['closed', 'withdrawn'] as const)('of a case that is %s is refused, even if it is in triage', (status) => {
    const referralCase = withHead(newCase(), { status, triage: { reason: 'possible-duplicate', since: at } });
    expect(route(referralCase)).toHaveProperty('refused');
  });
});

describe('a return by triage', () => {
  const back = (referralCase: ReferralCase) =>
    returnToSender(referralCase, 'insufficient-information', 'sealed', partyId('example-authority'), now);

  test('puts the case on its sender’s list with the advice, records who and why, and is counted', () => {
    const referralCase = newCase(heldDecision);
    const { triage: _, ...head } = referralCase.head;
    expect(back(referralCase)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: { ...head, status: 'returned', since: at, advice: 'sealed', retentionClass: 'not-reached', rev: 2 },
        },
        handOffs: [],
        events: [
          {
            at,
            event: 'returned',
            by: 'example-authority',
            reason: 'insufficient-information',
            note: 'sealed',
            counts: [{ measure: 'returned', day, facts: head.facts }],
          },
        ],
      },
    });
  });

  test('a second time changes nothing', () => {
    expect(back(withHead(newCase(), { status: 'returned' }))).toEqual({ already: true });
  });

  test('of a case with a service is refused, with the actions open to triage', () => {
    expect(back(newCase())).toEqual({ refused: { status: 'routed', allowed: ['withdrawn'] } });
  });
});

describe('a correction', () => {
  test('reopens the case as before it was judged, and clears how it ended', () => {
    const ended = {
      advice: 'sealed',
      retentionClass: 'not-reached',
      erasureRequest: { reason: 'asked-by-person', since: at },
      erasedAt: at,
      forgottenAt: at,
    } as const;
    const referralCase = withHead(newCase(heldDecision), ended);
    const { triage: _, ...head } = newCase(heldDecision).head;
    expect(reopenCase(referralCase, 2, now)).toEqual({
      change: {
        head: { before: referralCase.head, after: { ...head, status: 'received', since: at, version: 2, rev: 2 } },
        handOffs: [],
        events: [],
      },
    });
  });

  test('of a case with a service is refused, with the actions open to its sender', () => {
    expect(reopenCase(newCase(), 2, now)).toEqual({ refused: { status: 'routed', allowed: ['withdrawn'] } });
  });
});
