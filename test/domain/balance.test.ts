/** What of a day adds up, and what does not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BalanceSources, balanceOf, type ReceivedCase, senderCountDifferences } from '#src/domain/balance.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { handOffStatuses, openHandOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { police } from '#test/support/area-fixture.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const general = serviceId('general');
const now = new Date('2026-11-21T04:00:00Z');
const made = newCase();
type Parts = { status?: ReferralCase['head']['status']; handOffs?: Partial<ReferralCase['handOffs'][number]>[] };

function received(
  { status = 'routed', handOffs = [{}] }: Parts = {},
  over: Partial<ReferralCase['head']> = {},
): ReceivedCase {
  const { unsent: _, ...sent } = made.handOffs[0] as ReferralCase['handOffs'][number];
  const rows = handOffs.map((one, at) => ({ ...sent, service: general, number: at + 1, ...one }));
  const referralCase = { head: { ...made.head, status, handOffs: rows.length, ...over }, handOffs: rows };
  return { sender: police.id, referralCase };
}

const balance = (cases: readonly ReceivedCase[], over: Partial<BalanceSources> = {}) =>
  balanceOf({
    day: '2026-11-20',
    now,
    received: cases,
    senders: [police.id],
    services: [general],
    counted: new Map([[police.id, cases.filter(({ referralCase }) => referralCase).length]]),
    deadLetters: new Map(),
    ...over,
  });

test('a day on which nothing happened adds up, and names every sender and service', () => {
  const { senders, services, differences } = balance([]);
  expect([senders.map(({ sender }) => sender), services.map(({ service }) => service)]).toEqual([
    [police.id],
    [general],
  ]);
  expect(differences).toEqual([]);
});

test('every referral is in one column of its sender, and every hand-off in one of its service, whatever their states', () => {
  const oneCase = fc
    .record({
      status: fc.constantFrom(...referralStatuses),
      handOffs: fc.array(fc.constantFrom(...handOffStatuses), { maxLength: 3 }),
    })
    .map(({ status, handOffs }) => received({ status, handOffs: handOffs.map((one) => ({ status: one })) }));
  const unrecorded = fc.constant<ReceivedCase>({ sender: police.id });
  fc.assert(
    fc.property(fc.array(fc.oneof(oneCase, unrecorded)), (cases) => {
      const { senders, services } = balance(cases);
      const [line, service] = [senders[0], services[0]];
      const sum = (counts: Record<string, number> = {}) => Object.values(counts).reduce((all, one) => all + one, 0);
      expect(line?.received).toBe(cases.length);
      expect(sum(line?.byStatus) + (line?.notRecorded ?? 0)).toBe(cases.length);
      expect(service?.handedOff).toBe(sum(service?.shares));
    }),
  );
});

test('cases as the rules leave them make no difference', () => {
  const open = fc.constantFrom(...openHandOffStatuses).map((status) => received({ handOffs: [{ status }] }));
  const over = fc.constantFrom<ReceivedCase>(
    received({ status: 'closed', handOffs: [{ status: 'closed' }] }),
    received({ status: 'held', handOffs: [] }),
    received({ status: 'withdrawn', handOffs: [{ status: 'withdrawn' }] }),
    received({ status: 'returned', handOffs: [{ status: 'returned' }] }),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(open, over)), (cases) => {
      expect(balance(cases).differences).toEqual([]);
    }),
  );
});

describe('what does not add up is named, with whose it is', () => {
  const longAgo = '2026-11-20T12:00:00.000Z';
  const unsent = [{ kind: 'hand-off', version: 1 }] as const;
  test.each<[string, readonly ReceivedCase[], Partial<BalanceSources>, object[]]>([
    ['not-recorded', [{ sender: police.id }, received()], {}, [{ expected: 2, found: 1 }]],
    ['not-judged', [received({ status: 'received', handOffs: [] }), received()], {}, [{ expected: 2, found: 1 }]],
    ['counted-otherwise', [received()], { counted: new Map([[police.id, 2]]) }, [{ expected: 1, found: 2 }]],
    ['case-disagrees', [received({ handOffs: [{ status: 'declined' }] })], {}, [{ expected: 0, found: 1 }]],
    ['case-disagrees', [received({ status: 'closed' }), received({ status: 'held' })], {}, [{ expected: 0, found: 2 }]],
    ['hand-off-missing', [received({}, { handOffs: 2 })], {}, [{ expected: 0, found: 1 }]],
    [
      'not-sent',
      [received({ handOffs: [{ unsent, since: longAgo }] }), received()],
      {},
      [{ party: general, expected: 2, found: 1 }],
    ],
    ['dead-letters', [], { deadLetters: new Map([[general, 3]]) }, [{ party: general, expected: 0, found: 3 }]],
  ])('%s', (kind, cases, over, expected) => {
    expect(balance(cases, over).differences).toEqual(expected.map((one) => ({ kind, party: police.id, ...one })));
  });

  test('a message that is on its way is none', () => {
    const since = '2026-11-21T03:30:00.000Z';
    expect(balance([received({ handOffs: [{ unsent, since }] })]).differences).toEqual([]);
  });

  test('a sender that has left the register is not forgotten', () => {
    const left = partyId('left-us');
    const { differences } = balance([{ sender: left }]);
    expect(differences).toEqual([{ kind: 'not-recorded', party: left, expected: 1, found: 0 }]);
  });
});

test.each([
  [{ sent: 3, received: 3, neverSeen: 0 }, []],
  [{ sent: 4, received: 3, neverSeen: 1 }, ['sender-counts-otherwise', 'never-seen']],
  [{ sent: 2, received: 3, neverSeen: 0 }, ['sender-counts-otherwise']],
  [{ sent: 3, received: 3, neverSeen: 2 }, ['never-seen']],
])('a sender’s own count %j is compared', (count, kinds) => {
  const found = senderCountDifferences({ day: '2026-11-20', sender: police.id, at: now.toISOString(), ...count });
  expect(found.map(({ kind }) => kind)).toEqual(kinds);
});
