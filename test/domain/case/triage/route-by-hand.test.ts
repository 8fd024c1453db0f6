import { describe, expect, test } from 'vitest';
import type { Amendment, HandOff, ReferralCase, TriageReason } from '#src/domain/case/model.ts';
import { type RouteInstruction, routeByHand } from '#src/domain/case/triage/route-by-hand.ts';
import {
  applyChange,
  areaWith24Hours,
  caseWith,
  heldDecision,
  newCase,
  routeOptions,
  ruleContextAt,
  withHead,
} from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = '2026-11-19T10:00:00.000Z';
const day = '2026-11-19';

function serviceNamed(id: string) {
  const found = context.area.services.find((one) => one.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

const general = serviceNamed('general');
const alongside = serviceNamed('housing-advice');
const route = (
  referralCase: ReferralCase,
  instruction: Partial<RouteInstruction> = {},
  options: Parameters<typeof routeOptions>[0] = {},
) =>
  routeByHand(
    referralCase,
    { service: general, by: partyId('example-authority'), note: 'sealed', ...instruction },
    routeOptions(options),
    context,
  );
/** The hand-offs of the case after this route: service, part and status. */
const handOffsAfter = (...args: Parameters<typeof route>) =>
  applyChange(args[0], route(...args)).handOffs.map(({ service, part, status }) => [service, part, status]);

describe('a route by triage', () => {
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
              version: 1,
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
              unsent: [{ kind: 'hand-off', version: 1 }],
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

  test('of a routed case keeps the time it was routed, and removes it from triage', () => {
    const referralCase = withHead(caseWith('collected'), { triage: { reason: 'overdue', since: at } });
    const { head } = applyChange(referralCase, route(referralCase));
    expect(head).toMatchObject({ status: 'routed', since: referralCase.head.since, handOffs: 2 });
    expect(head).not.toHaveProperty('triage');
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

  test.each(['returned', 'closed', 'withdrawn', 'received'] as const)(
    'of a case that is %s is refused, with what triage may do',
    (status) => {
      const referralCase = withHead(newCase(), { status });
      const may = {
        returned: ['received', 'withdrawn'],
        received: ['withdrawn'],
        closed: ['received'],
        withdrawn: ['received'],
      };
      expect(route(referralCase)).toEqual({ refused: { status, allowed: may[status] } });
    },
  );

  test.each(['closed', 'withdrawn'] as const)('of a case that is %s is refused, even if it is in triage', (status) => {
    const referralCase = withHead(newCase(), { status, triage: { reason: 'possible-duplicate', since: at } });
    expect(route(referralCase)).toHaveProperty('refused');
  });
});

describe('a route of a case that a service has', () => {
  const having = [
    'queued',
    'collected',
    'accepted',
    'contact-attempted',
    'contacted',
    'supporting',
    'suspended',
  ] as const;

  test.each(having)('takes the place of the lead whose hand-off is %s, which is told', (status) => {
    const referralCase = caseWith(status, 'accepted');
    const [lead] = referralCase.handOffs;
    const outcome = route(referralCase);
    if (!('change' in outcome)) throw new Error('no change');
    const { handOffs, events } = outcome.change;
    expect(handOffs[0]).toEqual({
      before: lead,
      after: {
        ...lead,
        status: 'withdrawn',
        rev: (lead?.rev ?? 0) + 1,
        since: at,
        unsent: [{ kind: 'withdrawal', version: 1 }],
      },
    });
    expect(handOffs[1]).toMatchObject({ after: { number: 3, service: 'general', part: 'lead', attempt: 2 } });
    expect(handOffs).toHaveLength(2);
    expect(events).toEqual([
      { at, event: 'routed', by: 'example-authority', service: 'general', note: 'sealed', counts: [] },
      { at, event: 'withdrawn', by: 'example-authority', service: 'service-1', handOff: 1, counts: [] },
      expect.objectContaining({ event: 'handed-off', service: 'general', handOff: 3 }),
    ]);
  });

  test('leaves hand-offs that are over as they are', () => {
    expect(handOffsAfter(caseWith('declined', 'accepted'))).toEqual([
      ['service-1', 'lead', 'declined'],
      ['service-2', 'alongside', 'accepted'],
      ['general', 'lead', 'queued'],
    ]);
  });

  test('to a service that cannot lead adds it alongside', () => {
    expect(handOffsAfter(caseWith('queued', 'declined'), { service: alongside })).toEqual([
      ['service-1', 'lead', 'queued'],
      ['service-2', 'alongside', 'declined'],
      ['housing-advice', 'alongside', 'queued'],
    ]);
  });

  test('in nobody’s place adds it alongside the lead, as the first service tried for that', () => {
    const referralCase = caseWith('accepted');
    expect(handOffsAfter(referralCase, { instead: null })).toEqual([
      ['service-1', 'lead', 'accepted'],
      ['general', 'alongside', 'queued'],
    ]);
    expect(applyChange(referralCase, route(referralCase, { instead: null })).handOffs[1]).toMatchObject({ attempt: 1 });
  });

  test('in the place of a service that is named ends its hand-off and no other', () => {
    const referralCase = caseWith('accepted', 'accepted', 'queued');
    expect(handOffsAfter(referralCase, { instead: 'service-2' })).toEqual([
      ['service-1', 'lead', 'accepted'],
      ['service-2', 'alongside', 'withdrawn'],
      ['service-3', 'alongside', 'queued'],
      ['general', 'alongside', 'queued'],
    ]);
    expect(handOffsAfter(referralCase, { instead: 'service-1' })[3]).toEqual(['general', 'lead', 'queued']);
  });

  test('to a service that works alongside makes it the lead, in the place of the lead that is named', () => {
    const [lead, other] = caseWith('accepted', 'accepted').handOffs;
    if (!lead || !other) throw new Error('no hand-offs');
    const referralCase = { ...caseWith('accepted'), handOffs: [lead, { ...other, service: general.id }] };
    expect(route(referralCase)).toEqual({ already: true });
    expect(handOffsAfter(referralCase, { instead: 'service-1' })).toEqual([
      ['service-1', 'lead', 'withdrawn'],
      ['general', 'lead', 'accepted'],
    ]);
  });

  test('in the place of a service that does not have it is refused', () => {
    const refused = { refused: { routeFault: { code: 'not-with-service' } } };
    expect(route(caseWith('declined', 'accepted'), { instead: 'service-1' })).toEqual(refused);
    expect(route(caseWith('accepted'), { instead: 'general' })).toEqual(refused);
  });
});

describe('a service whose criteria the case does not meet', () => {
  const outside = { outside: ['general'] };
  const notEligible = { routeFault: { code: 'service-not-eligible', because: ['age-above-maximum'] } };
  const heldCase = newCase(heldDecision);

  test('is refused with its reasons', () => {
    expect(route(heldCase, {}, outside)).toEqual({ refused: notEligible });
    expect(route(heldCase, {}, { outside: ['young-people'] })).toHaveProperty('change');
  });

  test('is given the case when triage says why, which history keeps', () => {
    const outcome = route(heldCase, { override: 'sealed why' }, outside);
    if (!('change' in outcome)) throw new Error('no change');
    const base = { at, by: 'example-authority', service: 'general', counts: [] };
    expect(outcome.change.events.slice(0, 2)).toEqual([
      { ...base, event: 'routed', note: 'sealed' },
      { ...base, event: 'overridden', note: 'sealed why' },
    ]);
  });

  test('is not marked as overridden when it is eligible after all', () => {
    const { change } = route(heldCase, { override: 'sealed why' }) as { change: { events: { event: string }[] } };
    expect(change.events.map(({ event }) => event)).toEqual(['routed', 'handed-off']);
  });
});

describe('a case with no safe channel', () => {
  const refused = { refused: { routeFault: { code: 'no-safe-contact' } } };
  test.each([
    ['held', newCase(heldDecision)],
    ['with a service', caseWith('accepted')],
  ])('%s is given to no service, whatever triage says', (_, referralCase) => {
    expect(route(referralCase, { override: 'sealed' }, { unsafe: true })).toEqual(refused);
    expect(route(referralCase, { instead: null }, { unsafe: true })).toEqual(refused);
  });
});

describe('triage, once it has routed a case,', () => {
  const since = at;
  const reasons = (referralCase: ReferralCase, instruction: Partial<RouteInstruction> = {}) => {
    const { triage } = applyChange(referralCase, route(referralCase, instruction)).head;
    return triage ? [triage.reason, ...(triage.also ?? [])] : [];
  };
  const listed = (reason: TriageReason, over: Partial<HandOff> = {}, ...also: TriageReason[]): ReferralCase => {
    const referralCase = withHead(caseWith('accepted'), {
      triage: { reason, since, ...(also.length > 0 && { also }) },
    });
    return { ...referralCase, handOffs: referralCase.handOffs.map((one) => ({ ...one, ...over })) };
  };
  const suspension = { reason: 'unsafe-to-contact', version: 1, since, toTriageAt: since, escalated: true } as const;
  const amendment: Amendment = {
    version: 2,
    at: since,
    changed: [],
    priority: 'standard',
    stopContact: true,
    escalated: true,
  };

  test.each<[TriageReason, Partial<HandOff>]>([
    ['overdue', { escalated: true }],
    ['suspended', { suspension }],
    ['stop-unread', { amendment }],
  ])('still looks at a service that keeps it and is %s, and not at one that does not', (reason, over) => {
    expect(reasons(listed(reason, over), { instead: null })).toEqual([reason]);
    expect(reasons(listed(reason, over))).toEqual([]);
    expect(reasons(listed(reason), { instead: null })).toEqual([]);
  });

  test('need not look at one that was overdue and has reached the person since', () => {
    expect(reasons(listed('overdue', { escalated: true, contactedAt: since }), { instead: null })).toEqual([]);
  });

  test('still decides about a possible duplicate, looks at an attempt that was not safe, and at nothing else', () => {
    expect(reasons(listed('safety', {}, 'possible-duplicate', 'would-be-held'))).toEqual([
      'safety',
      'possible-duplicate',
    ]);
  });
});
