import { describe, expect, test } from 'vitest';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { routeManually } from '#src/domain/case/route-by-hand.ts';
import { areaWith24Hours, caseWith, heldDecision, newCase, ruleContextAt, withHead } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = '2026-11-19T10:00:00.000Z';
const day = '2026-11-19';

function serviceNamed(id: string) {
  const found = context.area.services.find((one) => one.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

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
