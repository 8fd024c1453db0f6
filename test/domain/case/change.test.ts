import { expect, test } from 'vitest';
import { changeOf } from '#src/domain/case/change.ts';
import type { CaseHead, HandOff } from '#src/domain/case/model.ts';
import { newCase } from '#test/support/cases.ts';

const referralCase = newCase({ maracOn: '2026-12-03' }, { releaseDates: ['2026-12-01'] });
const [before] = referralCase.handOffs as [HandOff];

test('a case that is over drops the dates of a release and a Marac, and its hand-offs their reminders', () => {
  const head: CaseHead = { ...referralCase.head, status: 'withdrawn', retentionClass: 'declined' };
  const after: HandOff = { ...before, remindedRelease: '2026-11-25', status: 'withdrawn' };
  const change = changeOf(referralCase, { head, handOffs: [{ before, after }] });
  expect(change.head.before).toEqual(referralCase.head);
  expect(change.head.after).not.toHaveProperty('releaseDates');
  expect(change.head.after).not.toHaveProperty('maracOn');
  expect(change.handOffs[0]?.before).toEqual(before);
  expect(change.handOffs[0]?.after).not.toHaveProperty('releaseReminder');
  expect(change.handOffs[0]?.after).not.toHaveProperty('remindedRelease');
});

test('a case that goes on keeps them', () => {
  const after: HandOff = { ...before, remindedRelease: '2026-11-25', status: 'collected' };
  const change = changeOf(referralCase, { handOffs: [{ before, after }] });
  expect(change.head.after).toMatchObject({ releaseDates: ['2026-12-01'], maracOn: '2026-12-03' });
  expect(change.handOffs[0]?.after).toEqual(after);
});

test('a service that ends a hand-off before its message was sent gets that message, and none of a correction', () => {
  const marked: HandOff = {
    ...before,
    status: 'closed',
    unsent: [
      { kind: 'hand-off', version: 1 },
      { kind: 'amendment', version: 2 },
    ],
    amendment: { version: 2, at: before.since, changed: ['contact'], priority: 'standard' },
  };
  const [moved] = changeOf(referralCase, { handOffs: [{ before, after: marked }] }).handOffs;
  expect(moved?.after.unsent).toEqual([{ kind: 'hand-off', version: 1 }]);
  expect(moved?.after).not.toHaveProperty('amendment');
});
