import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import { headToRow, rowToHead } from '#src/store/case-rows.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const since = '2026-12-01T09:00:00.000Z';
const { triage: _, ...open } = newCase().head;
const over: CaseHead = { ...open, status: 'closed', since, retentionClass: 'supported' };
const agendaOf = (head: CaseHead) => {
  const { agenda, due } = headToRow(head);
  return [agenda, due];
};

describe('the agenda of a head', () => {
  const hold = { legalHold: { by: partyId('example-authority'), since } };
  const request = { erasureRequest: { reason: 'asked-by-person', since: '2026-12-02T09:00:00.000Z' } } as const;
  const begun = { erasureStartedAt: '2026-12-02T12:00:00.000Z' };
  const erased = { erasedAt: '2026-12-03T09:00:00.000Z' };

  test.each<[string, CaseHead, (string | undefined)[]]>([
    ['that is open: none', open, [undefined, undefined]],
    ['that is over: its class, in the order in which cases ended', over, ['erase|supported', since]],
    ['under legal hold: none', { ...over, ...hold }, [undefined, undefined]],
    ['under legal hold, though erasure was asked for: none', { ...over, ...hold, ...request }, [undefined, undefined]],
    ['under legal hold, though erased in part: none', { ...over, ...hold, ...erased }, [undefined, undefined]],
    ['whose erasure was asked for', { ...over, ...request }, ['erase|asked', '2026-12-02T09:00:00.000Z']],
    ['whose erasure has begun: before its class', { ...over, ...begun }, ['erase|asked', begun.erasureStartedAt]],
    ['that is erased, and whose person is still known', { ...over, ...erased }, ['erase|known', over.receivedAt]],
    ['whose person is forgotten: none', { ...over, ...erased, forgottenAt: since }, [undefined, undefined]],
    [
      'in triage: triage alone',
      { ...open, triage: { reason: 'overdue', since }, ...hold },
      ['triage', `${since}#${open.id}`],
    ],
  ])('%s', (_what, head, agenda) => {
    expect(agendaOf(head)).toEqual(agenda);
  });

  test('does not change what is read back', () => {
    for (const head of [
      open,
      { ...open, group: 'hash', releaseDates: ['2026-12-01', '2026-12-02'] },
      { ...open, references: { sealed: new Uint8Array([1]), crime: 'hash' } },
      { ...open, references: { sealed: new Uint8Array([1]), incident: 'hash' } },
      over,
      { ...over, ...hold, ...request },
      { ...over, ...begun },
      { ...over, ...erased, forgottenAt: since },
    ]) {
      const row = Object.fromEntries(Object.entries(headToRow(head)).filter(([, value]) => value !== undefined));
      expect(rowToHead(row)).toEqual(head);
    }
  });
});
