import { describe, expect, test } from 'vitest';
import { type CaseEvent, caseEvents, type HistoryEvent } from '#src/domain/case/history.ts';
import { eventForSender, outcomeForSender } from '#src/domain/case/lists/sender-view.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const hub = partyId('example-authority');
const service = partyId('general');
const reasonAndNote = { reason: 'a-reason', note: 'sealed' };
const event = (name: CaseEvent, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  at: '2026-11-19T09:00:00.000Z',
  event: name,
  by: 'system',
  ...reasonAndNote,
  counts: [],
  ...more,
});

type Seen = 'with its reason' | 'without its reason' | 'not at all';
function seen(one: HistoryEvent): Seen {
  const shown = eventForSender(one, police.id);
  if (shown === undefined) return 'not at all';
  const { reason, note, ...rest } = one;
  if (shown.reason === undefined) {
    expect(shown).toEqual(rest);
    return 'without its reason';
  }
  expect(shown).toEqual(one);
  return 'with its reason';
}

const seenByName: Record<CaseEvent, Seen> = {
  received: 'with its reason',
  corrected: 'with its reason',
  reopened: 'with its reason',
  held: 'with its reason',
  routed: 'without its reason',
  overridden: 'not at all',
  'handed-off': 'with its reason',
  collected: 'with its reason',
  accepted: 'with its reason',
  declined: 'without its reason',
  returned: 'with its reason',
  'contact-attempted': 'with its reason',
  contacted: 'with its reason',
  supporting: 'with its reason',
  suspended: 'with its reason',
  resumed: 'with its reason',
  amended: 'with its reason',
  closed: 'with its reason',
  expired: 'with its reason',
  settled: 'with its reason',
  withdrawn: 'with its reason',
  reviewed: 'not at all',
  'left-unreviewed': 'not at all',
  noted: 'not at all',
  assigned: 'not at all',
  'possible-duplicate': 'not at all',
  'not-duplicate': 'not at all',
  reminded: 'with its reason',
  overdue: 'with its reason',
  'stop-unread': 'with its reason',
  'deadline-corrected': 'with its reason',
  'release-reminded': 'with its reason',
  'erasure-proposed': 'not at all',
  'erasure-cancelled': 'not at all',
  'erasure-asked': 'not at all',
  'legal-hold': 'not at all',
  'hold-lifted': 'not at all',
  erased: 'not at all',
};

describe('the sender of a referral sees', () => {
  test.each(caseEvents.map((name) => [name, seenByName[name]] as const))('%s %s', (name, expected) => {
    expect(seen(event(name))).toBe(expected);
  });

  test.each<[string, Seen, HistoryEvent]>([
    ['a decline for want of information', 'with its reason', event('declined', { reason: 'insufficient-information' })],
    [
      'a decline because the person is supported',
      'without its reason',
      event('declined', { reason: 'already-supported' }),
    ],
    [
      'that a service closed it as a duplicate',
      'without its reason',
      event('closed', { by: service, reason: 'duplicate' }),
    ],
    [
      'that the hub withdrew it as a duplicate',
      'without its reason',
      event('withdrawn', { by: hub, reason: 'duplicate' }),
    ],
    [
      'that another sender’s referral is its duplicate',
      'without its reason',
      event('withdrawn', { by: hospital.id, reason: 'duplicate' }),
    ],
    [
      'its own withdrawal of a duplicate',
      'with its reason',
      event('withdrawn', { by: police.id, reason: 'duplicate' }),
    ],
    [
      'that the hub withdrew it as sent in error',
      'with its reason',
      event('withdrawn', { by: hub, reason: 'sent-in-error' }),
    ],
  ])('%s, %s', (_, expected, one) => {
    expect(seen(one)).toBe(expected);
  });
});

test('a sender is not told that a hand-off was closed as a duplicate', () => {
  const [handOff] = newCase().handOffs;
  const closed = (outcome: HandOff['outcome']) =>
    outcomeForSender({ ...(handOff as HandOff), ...(outcome && { outcome }) });
  expect(closed('duplicate')).toBeUndefined();
  expect(closed('support-completed')).toBe('support-completed');
  expect(closed(undefined)).toBeUndefined();
});
