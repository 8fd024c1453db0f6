import { describe, expect, test } from 'vitest';
import { byUrgency, type InboxPart, inboxPartOf } from '#src/domain/case/lists/inbox-parts.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { acknowledgeExpiry } from '#src/domain/case/report/expiry.ts';
import { expireHandOff } from '#src/domain/case/report/report.ts';
import { handOffStatuses, isOpenHandOff } from '#src/domain/states.ts';
import { applyChange, newCase, ruleContextAt } from '#test/support/cases.ts';

const [first] = newCase().handOffs as [HandOff];
const handOff = (number: number, more: Partial<HandOff>): HandOff => ({ ...first, number, ...more });
const order = (...handOffs: HandOff[]) => handOffs.toSorted(byUrgency).map(({ number }) => number);
const day = (date: number) => `2026-11-${date}T09:00:00.000Z`;

test('what is open is in a part of its own, and what is not is over', () => {
  for (const status of handOffStatuses)
    expect([status, inboxPartOf({ status }) !== 'over']).toEqual([status, isOpenHandOff(status)]);
});

test.each<[InboxPart, HandOff['status'][]]>([
  ['needs-answer', ['queued', 'collected']],
  ['to-contact', ['accepted', 'contact-attempted']],
  ['suspended', ['suspended']],
  ['supported', ['contacted', 'supporting']],
])('in %s is what is asked of the service', (part, statuses) => {
  expect(handOffStatuses.filter((status) => inboxPartOf({ status }) === part)).toEqual(statuses);
});

describe('the most urgent comes first', () => {
  test.each(['queued', 'accepted'] as const)('%s: by priority, then by deadline', (status) => {
    const later = handOff(1, { status, priority: 'standard', respondBy: day(20) });
    const sooner = handOff(2, { status, priority: 'standard', respondBy: day(19) });
    const high = handOff(3, { status, priority: 'high', respondBy: day(25) });
    expect(order(later, sooner, high)).toEqual([3, 2, 1]);
  });

  test('suspended: an unread correction, then whoever has waited longest', () => {
    const status = 'suspended';
    const amendment = { version: 2, at: day(19), changed: [], priority: 'high' } as const;
    const short = handOff(1, { status, priority: 'high', since: day(18) });
    const long = handOff(2, { status, since: day(10) });
    const corrected = handOff(3, { status, since: day(19), amendment: { ...amendment, changed: [] } });
    expect(order(short, long, corrected)).toEqual([3, 2, 1]);
  });

  test('supported: an unread correction, then whoever has waited longest', () => {
    const status = 'supporting';
    const amendment = { version: 2, at: day(19), changed: [], priority: 'high' } as const;
    const short = handOff(1, { status, since: day(18) });
    const long = handOff(2, { status, since: day(10) });
    const corrected = handOff(3, { status, since: day(19), amendment: { ...amendment, changed: [] } });
    expect(order(short, long, corrected)).toEqual([3, 2, 1]);
  });

  test('those of one moment are in the same order each time', () => {
    const [one, other] = [handOff(1, {}), handOff(2, {})];
    expect(order(one, other)).toEqual(order(other, one));
  });

  test('supported: whose support has yet to begin, whatever the priority', () => {
    const supporting = handOff(1, { status: 'supporting', priority: 'high', since: day(10) });
    const contacted = handOff(2, { status: 'contacted', priority: 'standard', since: day(18) });
    expect(order(supporting, contacted)).toEqual([2, 1]);
  });
});

test('what expired is unread until the service has said that it has seen it', () => {
  const expired = applyChange(newCase(), expireHandOff(newCase(), 1, ruleContextAt(400)));
  expect(expired.handOffs[0]).toMatchObject({ status: 'expired', isExpiryUnread: true });
  const seen = applyChange(expired, acknowledgeExpiry(expired, 1));
  expect(seen.handOffs[0]).not.toHaveProperty('isExpiryUnread');
  expect(seen.head.rev).toBe(expired.head.rev + 1);
  expect(acknowledgeExpiry(seen, 1)).toEqual({ already: true });
});
