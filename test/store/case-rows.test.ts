import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseHead, HandOff } from '#src/domain/case/model.ts';
import {
  caseKeyRange,
  handOffKey,
  handOffPosition,
  handOffToRow,
  headKey,
  headPosition,
  headToRow,
  historyKeyRange,
  parkedKey,
  rowToHandOff,
  rowToHead,
  senderListPart,
  senderListParts,
  serviceListPart,
  serviceListParts,
  timeOfHeadPosition,
  versionOfParkedKey,
} from '#src/store/case-rows.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { newCase } from '#test/support/cases.ts';
import { anyHandOff, anyHead } from '#test/support/generated-cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const since = '2026-12-01T09:00:00.000Z';
const {
  head: { triage: _, ...open },
  handOffs: [handOff],
} = newCase();
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
});

/** As DynamoDB keeps it: an attribute without a value is not there. */
const stored = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

describe('what a case says', () => {
  test('is read back as it was written, of the head and of a hand-off, whatever is there or is not', async () => {
    await fc.assert(
      fc.property(anyHead, (head) => {
        expect(rowToHead(stored(headToRow(head)))).toStrictEqual(head);
      }),
    );
    await fc.assert(
      fc.property(anyHandOff, (handOff) => {
        expect(rowToHandOff(stored(handOffToRow(handOff)))).toStrictEqual(handOff);
      }),
    );
  });

  test.each<[string, unknown]>([
    ['id', 'nobody'],
    ['st', 'lost'],
    ['rev', '1'],
    ['ver', 1.5],
    ['snd', 'No Party'],
    ['kind', 'service'],
    ['at', 0],
    ['held', ['lost']],
    ['pri', 'none'],
    ['n', undefined],
    ['res', ['No Service']],
    ['tri', { r: 'lost', s: since }],
    ['dup', 'nobody'],
    ['keep', 'for ever'],
    ['hold', { b: 'No Party', s: since }],
    ['ask', { r: 'lost', s: since }],
  ])('is unreadable where the head’s %s is not what it can be, and the error does not repeat it', (name, wrong) => {
    const read = () => rowToHead({ ...stored(headToRow(over)), [name]: wrong });
    expect(read).toThrow(Unreadable);
    expect(read).toThrow(new RegExp(`^head row: ${name}\\b`));
    if (typeof wrong === 'string') expect(read).not.toThrow(wrong);
  });

  test.each<[string, unknown]>([
    ['id', 'nobody'],
    ['svc', 'No Service'],
    ['part', 'third'],
    ['st', 'lost'],
    ['pri', 'none'],
    ['amd', { v: 1, a: since, c: ['lost'], p: 'high' }],
    ['sus', { r: 'lost', v: 1, s: since, to: since }],
    ['lb', 'fax'],
    ['out', 'lost'],
    ['rsn', 'lost'],
  ])('is unreadable where a hand-off’s %s is not what it can be', (name, wrong) => {
    const read = () => rowToHandOff({ ...stored(handOffToRow(handOff as HandOff)), [name]: wrong });
    expect(read).toThrow(Unreadable);
    expect(read).toThrow(new RegExp(`^hand-off row: ${name}\\b`));
  });
});

describe('the places of a case', () => {
  test('its head and hand-offs are read together, and nothing else with them', () => {
    const isIn = (key: string, { from, to }: { from: string; to: string }) => key >= from && key <= to;
    const ofCase = [headKey, handOffKey(1), handOffKey(99)];
    const others = [`e#${since}#0001`, `d#${since}#x`, parkedKey(1), 'n#0001#0', `c#e#${since}#0001#general`];
    expect(ofCase.filter((key) => isIn(key, caseKeyRange))).toEqual(ofCase);
    expect(others.filter((key) => isIn(key, caseKeyRange))).toEqual([]);
    expect([...ofCase, ...others].filter((key) => isIn(key, historyKeyRange))).toEqual([`e#${since}#0001`]);
    expect([9, 2, 10].map(handOffKey).sort()).toEqual([2, 9, 10].map(handOffKey));
  });

  test('on the list of its sender and of each service it is found where its status is looked for', async () => {
    await fc.assert(
      fc.property(anyHead, ({ status, isSuspended }) => {
        // Contact is stopped by a service, so of a case that is with one.
        const head = { status, ...(status === 'routed' && isSuspended && { isSuspended }) };
        expect(senderListParts(status)).toContain(senderListPart(head));
      }),
    );
    await fc.assert(
      fc.property(anyHandOff, ({ status, isExpiryUnread }) => {
        const expired = { status, ...(status === 'expired' && isExpiryUnread && { isExpiryUnread }) };
        expect(serviceListParts(status)).toContain(serviceListPart(expired));
      }),
    );
  });

  test('of two services and of two senders are on lists of their own', () => {
    const listsOf = (one: HandOff) => [
      handOffToRow(one).list,
      headToRow({ ...open, sender: partyId(one.service) }).list,
    ];
    const lists = ['general', 'young-people'].flatMap((id) =>
      listsOf({ ...(handOff as HandOff), service: serviceId(id) }),
    );
    expect(new Set(lists).size).toBe(4);
  });

  test('of hand-offs: by priority and deadline while open, then by when they ended, and none shares another’s', () => {
    const at = (hour: string) => `2026-12-01T${hour}:00:00.000Z`;
    const one = (number: number, more: Partial<HandOff>): HandOff => ({ ...(handOff as HandOff), number, ...more });
    const inOrder = [
      one(9, { priority: 'high', respondBy: at('12') }),
      one(8, { priority: 'standard', respondBy: at('10') }),
      one(6, { priority: 'standard', respondBy: at('11') }),
      one(7, { priority: 'standard', respondBy: at('11') }),
      one(5, { status: 'closed', priority: 'high', since: at('10') }),
      one(3, { status: 'declined', since: at('11') }),
      one(4, { status: 'declined', since: at('11') }),
    ];
    const positions = inOrder.map(handOffPosition);
    expect(positions.toSorted()).toEqual(positions);
    expect(new Set(positions).size).toBe(positions.length);
  });

  test('say when a case was received, and which version is parked', () => {
    expect(timeOfHeadPosition(headPosition(open))).toBe(open.receivedAt);
    expect(versionOfParkedKey(parkedKey(12))).toBe(12);
  });

  test('on the agenda: what is to be sent, else what is due next, else none', () => {
    const { unsent: _, ...sent } = handOff as HandOff;
    const agenda = (one: HandOff) => {
      const { agenda: name, due } = handOffToRow(one);
      return [name, due];
    };
    expect(agenda({ ...sent, unsent: [{ kind: 'hand-off', version: 1 }], since })).toEqual(['unsent', since]);
    expect(agenda(sent)).toEqual(['respond', sent.remindAt]);
    expect(agenda({ ...sent, status: 'closed' })).toEqual([undefined, undefined]);
  });
});
