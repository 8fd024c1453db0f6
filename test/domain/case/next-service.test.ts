import { describe, expect, test } from 'vitest';
import type { Service } from '#src/domain/area.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import {
  addToTriage,
  createHandOff,
  handToNextService,
  removeTriageReason,
  settleStatus,
} from '#src/domain/case/next-service.ts';
import { area } from '#test/support/area-fixture.ts';
import { areaWith24Hours, newCase, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const { head, handOffs } = newCase();
const context = ruleContextAt(1, areaWith24Hours);
const now = '2026-11-19T10:00:00.000Z';

/** A hand-off of the case. */
function handOff(over: Partial<HandOff>): HandOff {
  const [first] = handOffs;
  if (!first) throw new Error('no hand-off');
  return { ...first, ...over };
}

describe('when a service is reminded', () => {
  const remindAt = (respondBy: string, remindBefore: { hours: number } | { workingDays: number } = { hours: 12 }) => {
    const fixture = area();
    const setting = ruleContextAt(0, { ...fixture, rules: { ...fixture.rules, remindBefore } });
    return createHandOff(head, 1, serviceId('general'), { part: 'lead', attempt: 1, respondBy }, setting).remindAt;
  };

  test('is before the deadline by the time the area sets', () => {
    expect(remindAt('2026-11-21T09:00:00.000Z')).toBe('2026-11-20T21:00:00.000Z');
    expect(remindAt('2026-11-26T09:00:00.000Z', { workingDays: 1 })).toBe('2026-11-25T09:00:00.000Z');
  });

  test('is never in the first half of the time to respond', () => {
    expect(remindAt('2026-11-19T19:00:00.000Z')).toBe('2026-11-19T14:00:00.000Z');
  });
});

describe('the next service', () => {
  const ended = handOff({ status: 'declined', attempt: 2 });
  const next = (reserve: string[], services: Service[] = context.area.services, others: HandOff[] = []) =>
    handToNextService({ ...head, reserve: reserve.map(serviceId), handOffs: 4 }, ended, others, {
      ...context,
      area: { ...context.area, services },
    });
  const { services } = context.area;

  test('is the first open service of the reserve, and the rest of the reserve stays', () => {
    const paused = services.map(
      (one): Service => (one.id === 'young-people' ? { ...one, availability: 'paused' } : one),
    );
    const step = next(['young-people', 'general', 'housing-advice'], paused);
    expect(step).toEqual({
      head: { ...head, handOffs: 5, reserve: ['housing-advice'] },
      next: {
        ...handOff({ number: 5, service: serviceId('general'), attempt: 3, since: now, queuedAt: now }),
        respondBy: '2026-11-20T10:00:00.000Z',
        remindAt: '2026-11-19T22:00:00.000Z',
      },
    });
  });

  test('is none when no service of the reserve is open: the case goes to triage', () => {
    for (const reserve of [[], ['no-longer-there'], ['young-people']]) {
      const full = services.map((one): Service => ({ ...one, availability: 'full' }));
      const step = next(reserve, full);
      expect(step).toEqual({
        head: {
          ...head,
          handOffs: 4,
          reserve: [],
          status: 'held',
          since: now,
          heldReasons: ['no-eligible-service'],
          triage: { reason: 'declined-by-all', since: now },
        },
      });
    }
  });

  test('is none, and the case stays routed, while another service is at work on it', () => {
    const other = handOff({ number: 2, part: 'alongside', status: 'accepted' });
    expect(next([], services, [other])).toEqual({
      head: { ...head, handOffs: 4, reserve: [], triage: { reason: 'declined-by-all', since: now } },
    });
  });

  test('does not replace a service alongside: triage decides', () => {
    const alongside = handOff({ number: 2, part: 'alongside', status: 'declined' });
    const lead = handOff({ status: 'accepted' });
    expect(handToNextService(head, alongside, [lead], context)).toEqual({
      head: { ...head, triage: { reason: 'alongside-declined', since: now } },
    });
    const over = handToNextService(head, alongside, [{ ...lead, status: 'closed' }], context);
    expect(over.head).toMatchObject({ status: 'closed' });
    expect(over.head).not.toHaveProperty('triage');
  });
});

test('a case in triage keeps the first reason first, and each other one once', () => {
  const first = addToTriage(head, 'overdue', now);
  expect(first.triage).toEqual({ reason: 'overdue', since: now });
  expect(addToTriage(first, 'overdue', '2026-11-20T10:00:00.000Z')).toBe(first);
  const second = addToTriage(first, 'declined-by-all', '2026-11-20T10:00:00.000Z');
  expect(second.triage).toEqual({ reason: 'overdue', since: now, also: ['declined-by-all'] });
  expect(addToTriage(second, 'declined-by-all', now)).toBe(second);
});

test('a case without one of its reasons stays in triage for the others', () => {
  const both = addToTriage(addToTriage(head, 'possible-duplicate', now), 'overdue', now);
  const one = removeTriageReason(both, 'possible-duplicate');
  expect(one.triage).toEqual({ reason: 'overdue', since: now });
  expect(removeTriageReason(one, 'possible-duplicate')).toEqual(one);
  expect(removeTriageReason(one, 'overdue')).not.toHaveProperty('triage');
  expect(removeTriageReason(head, 'overdue')).toBe(head);
});

describe('a case settles as its hand-offs ended', () => {
  const settle = (...ended: Partial<HandOff>[]) =>
    settleStatus(
      head,
      ended.map((one, index) => handOff({ number: index + 1, ...one })),
      now,
    );

  test('not while one of them is open', () => {
    expect(settle({ status: 'closed' }, { status: 'accepted' })).toBe(head);
  });

  test('and not again once it is closed', () => {
    const over: ReferralCase['head'] = { ...head, status: 'withdrawn' };
    expect(settleStatus(over, [handOff({ status: 'closed' })], now)).toBe(over);
  });

  test.each<[string, Partial<HandOff>[], string]>([
    ['a lead that closed', [{ status: 'closed' }], 'closed'],
    ['a lead that returned it', [{ status: 'returned' }], 'returned'],
    ['a lead that declined', [{ status: 'declined' }], 'held'],
    ['a lead that let it expire', [{ status: 'expired' }], 'held'],
    ['the last lead', [{ status: 'declined' }, { status: 'closed' }], 'closed'],
    [
      'the last lead by number',
      [
        { status: 'closed', number: 2 },
        { status: 'declined', number: 1 },
      ],
      'closed',
    ],
    [
      'the last lead by number, of many',
      [
        { status: 'closed', number: 10 },
        { status: 'returned', number: 9 },
      ],
      'closed',
    ],
    ['the lead, not a later one alongside', [{ status: 'declined' }, { status: 'closed', part: 'alongside' }], 'held'],
    [
      'the lead, not an earlier one alongside',
      [{ status: 'closed', part: 'alongside' }, { status: 'returned' }],
      'returned',
    ],
    ['one alongside where no lead was', [{ status: 'closed', part: 'alongside' }], 'closed'],
    ['none at all', [], 'held'],
  ])('as %s', (_what, ended, status) => {
    expect(settle(...ended)).toMatchObject({ status, since: now });
  });

  test('closed or returned, it leaves triage and gets its retention class', () => {
    const inTriage = addToTriage(head, 'overdue', now);
    for (const status of ['closed', 'returned'] as const) {
      const settled = settleStatus(inTriage, [handOff({ status, outcome: 'support-completed' })], now);
      expect(settled).toEqual({ ...head, status, since: now, retentionClass: 'supported' });
    }
  });

  test('held, it is in triage with the reason why no service has it', () => {
    expect(settle({ status: 'declined' })).toEqual({
      ...head,
      status: 'held',
      since: now,
      heldReasons: ['no-eligible-service'],
      triage: { reason: 'declined-by-all', since: now },
    });
  });
});
