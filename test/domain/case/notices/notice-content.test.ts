/** What a notice still asks, as the case stands when the e-mail is written. */
import { describe, expect, test } from 'vitest';
import type { CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { noticeContent } from '#src/domain/case/notices/notice-content.ts';
import type { NoticeKind } from '#src/domain/case/notices/notices.ts';
import { type HandOffStatus, handOffStatuses, type ReferralStatus, referralStatuses } from '#src/domain/states.ts';
import { caseWith, newCase, withHead } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const at = '2026-11-20T09:00:00.000Z';
const amendment = { version: 2, at, changed: [], priority: 'standard' } as const;
const open: HandOffStatus[] = [
  'queued',
  'collected',
  'accepted',
  'contact-attempted',
  'contacted',
  'supporting',
  'suspended',
];
const handOffIn = (status: HandOffStatus, more: Partial<HandOff> = {}): ReferralCase => {
  const { head, handOffs } = caseWith(status);
  return { head, handOffs: handOffs.map((one) => ({ ...one, ...more })) };
};
const content = (of: ReferralCase, kind: NoticeKind, handOff?: number) =>
  noticeContent(of, { kind, isUrgent: false, ...(handOff !== undefined && { handOff }) });

describe('of a hand-off', () => {
  test.each<[NoticeKind, HandOffStatus[], Partial<HandOff>?]>([
    ['new-hand-off', ['queued', 'collected']],
    ['reminder', ['queued', 'collected', 'accepted', 'contact-attempted']],
    ['amended', open, { amendment: { ...amendment, changed: [] } }],
    ['stop-contact', open, { amendment: { ...amendment, changed: [], stopContact: true } }],
    ['withdrawn', ['withdrawn']],
    ['returned', []],
    ['held', []],
    ['safety', []],
  ])('%s is asked in these statuses and in no other', (kind, statuses, more) => {
    expect(handOffStatuses.filter((status) => content(handOffIn(status, more), kind, 1) !== undefined)).toEqual(
      statuses,
    );
  });

  test('a correction that was read is no longer told, nor a stop that was lifted', () => {
    expect(content(handOffIn('accepted'), 'amended', 1)).toBeUndefined();
    expect(content(handOffIn('accepted'), 'stop-contact', 1)).toBeUndefined();
    const lifted = { amendment: { ...amendment, changed: [] } };
    expect(content(handOffIn('accepted', lifted), 'stop-contact', 1)).toBeUndefined();
  });

  test('a sender is asked while the service waits for a correction, until it goes to the hub', () => {
    const suspension = { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at } as const;
    expect(content(handOffIn('suspended', { suspension }), 'suspended', 1)).toMatchObject({ by: at });
    expect(content(handOffIn('accepted'), 'suspended', 1)).toBeUndefined();
  });

  test.each<[string, NoticeKind, HandOffStatus, Partial<HandOff>, string | undefined]>([
    ['an answer by its deadline', 'new-hand-off', 'queued', { respondBy: at }, at],
    ['contact by its deadline', 'reminder', 'accepted', { respondBy: at }, at],
    [
      'a stop by when the hub is told',
      'stop-contact',
      'accepted',
      { amendment: { ...amendment, changed: [], stopContact: true, readBy: at } },
      at,
    ],
    ['a correction at no time', 'amended', 'accepted', { amendment: { ...amendment, changed: [] } }, undefined],
    ['nothing of whom it no longer has', 'withdrawn', 'withdrawn', {}, undefined],
  ])('asks %s', (_what, kind, status, more, by) => {
    const asked = content(handOffIn(status, more), kind, 1);
    expect(asked).toMatchObject({ handOff: 1 });
    expect(asked?.by).toBe(by);
    if (by === undefined) expect(asked).not.toHaveProperty('by');
  });

  test.each([
    ['queued', undefined],
    ['collected', undefined],
    ['accepted', true],
    ['contact-attempted', true],
  ] as const)('a reminder of one that is %s awaits contact: %s', (status, expected) => {
    expect(content(handOffIn(status), 'reminder', 1)?.isContactAwaited).toBe(expected);
  });

  test('no other kind asks for contact', () => {
    const stop: Partial<HandOff> = { amendment: { ...amendment, changed: [], stopContact: true } };
    expect(content(handOffIn('accepted', stop), 'amended', 1)).not.toHaveProperty('isContactAwaited');
    expect(content(handOffIn('accepted', stop), 'stop-contact', 1)).not.toHaveProperty('isContactAwaited');
    expect(content(handOffIn('withdrawn'), 'withdrawn', 1)).not.toHaveProperty('isContactAwaited');
  });

  test('has the priority of the hand-off, which may be another than the case’s', () => {
    const of = withHead(handOffIn('queued', { priority: 'enhanced' }), { priority: 'high' });
    expect(content(of, 'new-hand-off', 1)).toMatchObject({ priority: 'enhanced' });
    expect(content(withHead(of, { status: 'held' }), 'held')).toMatchObject({ priority: 'high' });
  });

  test('is of the one that it names', () => {
    const of = caseWith('accepted', 'queued');
    const { respondBy } = of.handOffs[1] as HandOff;
    expect(content(of, 'new-hand-off', 2)).toMatchObject({ handOff: 2, by: respondBy });
    expect(content(of, 'new-hand-off', 1)).toBeUndefined();
    expect(content(of, 'new-hand-off', 3)).toBeUndefined();
    expect(of.handOffs[1]?.service).toBe(serviceId('service-2'));
  });
});

describe('of the referral', () => {
  test.each<[NoticeKind, ReferralStatus[]]>([
    ['returned', ['returned']],
    ['held', ['held']],
    ['held-high', ['held']],
    ['safety', []],
    ['stop-unread', []],
    ['new-hand-off', []],
  ])('%s is asked in these statuses and in no other', (kind, statuses) => {
    const { triage: _, ...head } = newCase().head;
    const inStatus = (status: ReferralStatus): ReferralCase => ({ head: { ...head, status }, handOffs: [] });
    expect(referralStatuses.filter((status) => content(inStatus(status), kind) !== undefined)).toEqual(statuses);
  });

  test.each(['safety', 'stop-unread'] as const)('%s is asked while the hub has it on its list for that', (reason) => {
    const inTriage = (triage: CaseHead['triage']) => content(withHead(newCase(), triage ? { triage } : {}), reason);
    expect(inTriage({ reason, since: at })).toEqual({ kind: reason, reference: 'EX-7K3M-9QTX', priority: 'standard' });
    expect(inTriage({ reason: 'overdue', since: at, also: [reason] })).toBeDefined();
    expect(inTriage({ reason: 'overdue', since: at })).toBeUndefined();
  });
});
