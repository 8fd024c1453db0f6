/** On whose lists of changes a change stands, and on which lists of what was counted: each reader pays for its own. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseChange } from '#src/domain/case/model.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { countedLists, historyKeyOf, lateList, listChange, readChangePage } from '#src/store/change-list.ts';
import { judgedVersion, ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const made = recordVersion(judgedVersion(), undefined, ruleContextAt(0));
const [routed] = made?.events ?? [];
if (!made || !routed) throw new Error('a first version is always recorded');
const { id, sender } = made.head.after;
const history = { id, row: 'h#0001', events: 'as they are' };
const writtenAt = new Date('2026-11-30T23:59:59.500Z');
const [lead, alongside, other] = ['lead', 'alongside', 'other'].map((name) => serviceId(name));
const [count] = made.events.flatMap(({ counts }) => counts);
if (!count || !lead || !alongside || !other) throw new Error('a first version is counted');

/** An event that its sender may know of, and counts nothing. */
const event = (over: Partial<HistoryEvent> = {}): HistoryEvent => {
  const { service: _, handOff: __, ...rest } = routed;
  return { ...rest, event: 'received', counts: [], ...over };
};
const ofService = (service: typeof lead, over: Partial<HistoryEvent> = {}) =>
  event({ event: 'handed-off', service, handOff: 1, ...over });
/** What the sender may not know of. */
const ofHub = (over: Partial<HistoryEvent> = {}) => event({ event: 'reviewed', ...over });
const counted = (...days: string[]) => ({ counts: days.map((day) => ({ ...count, day })) });

const listed = (events: HistoryEvent[], { isTest = false } = {}) => {
  const { after } = made.head;
  const head = {
    ...made.head,
    after: { ...after, rev: 12, facts: { ...after.facts, ...(isTest && { test: true as const }) } },
  };
  const change: CaseChange = { ...made, head, events };
  return listChange(change, history, writtenAt);
};
const pos = `2026-11-30T23:59:59.500Z#${id}#0012`;
const senderList = `changes:sender:${sender}`;

describe('a change stands', () => {
  test('on the list of its sender, with how the case and its hand-offs are after it', () => {
    const hst = Object.fromEntries(made.handOffs.map(({ after }) => [after.number, after.status]));
    expect(Object.keys(hst)).toEqual(['1']);
    expect(listed([event()])).toEqual([
      { ...history, st: made.head.after.status, hst, list: senderList, svl: undefined, pos },
    ]);
  });

  test('on that of the first service that it concerns, and by a pointer on those of the others, each once', () => {
    const events = [ofHub(), ofService(lead), ofService(alongside), ofService(lead), ofService(other)];
    const [row, ...pointers] = listed(events);
    expect(row).toMatchObject({ list: senderList, svl: 'changes:service:lead' });
    expect(pointers).toEqual([
      { id, row: 'c#h#0001#alongside', svl: 'changes:service:alongside', pos },
      { id, row: 'c#h#0001#other', svl: 'changes:service:other', pos },
    ]);
  });

  test('on the list of a service alone where its sender may not know of it', () => {
    const [row, ...pointers] = listed([ofHub(), ofService(lead, { event: 'reviewed' })]);
    expect(row).toMatchObject({ svl: 'changes:service:lead', list: undefined, pos });
    expect(pointers).toEqual([]);
  });

  test('on no list where it concerns nobody outside the authority and counts nothing', () => {
    expect(listed([ofHub()])).toEqual([history]);
    // Not of a hand-off, so no service's own.
    expect(listed([ofHub({ service: lead })])).toEqual([history]);
  });

  test('on the list of what was counted where it counts and is on no sender’s', () => {
    expect(listed([ofHub(counted('2026-11-30'))])).toMatchObject([{ list: 'changes:counted', svl: undefined, pos }]);
    expect(listed([event(counted('2026-11-30'))])).toMatchObject([{ list: senderList }]);
  });

  test('by a pointer in each other month that it counts in, of London’s days', () => {
    const late = (month: string) => ({ id, row: `l#h#0001#${month}`, list: `changes:late:${month}`, pos });
    expect(listed([event(counted('2026-11-30', '2026-10-31', '2026-10-01', '2026-12-01'))])).toEqual([
      expect.objectContaining({ list: senderList }),
      late('2026-10'),
      late('2026-12'),
    ]);
    const inSummer = new Date('2026-06-30T23:30:00Z');
    const change = { ...made, events: [event(counted('2026-07-01'))] };
    expect(listChange(change, history, inSummer)).toHaveLength(1);
  });

  test('on none of what was counted where it is of a test', () => {
    expect(listed([ofHub(counted('2026-10-31'))], { isTest: true })).toEqual([history]);
    const [row, ...pointers] = listed([event(counted('2026-10-31'))], { isTest: true });
    expect(row).toMatchObject({ list: senderList });
    expect(pointers).toEqual([]);
  });
});

test('a month is recounted from the lists of every sender, of what is on none of theirs, and of what came late', () => {
  expect(countedLists([sender, partyId('another')])).toEqual(['changes:counted', senderList, 'changes:sender:another']);
  expect(lateList('2026-10')).toBe('changes:late:2026-10');
});

test('a row that cannot be read is named, and nothing that is in it', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  mockClient(client)
    .on(QueryCommand)
    .resolves({ Items: [{ id, row: 'h#0001', list: senderList, pos }] });
  const rows = async () => [{ id, row: 'h#0001', st: 'unheard-of', hst: {} }];
  const reading = readChangePage(client, 'work', rows, { sender }, '2026-11-30');
  await expect(reading).rejects.toThrow(/^history row: st$/);
});

test.each([
  ['h#0001', 'h#0001'],
  ['c#h#0001#a-service', 'h#0001'],
  ['l#h#0001#2026-10', 'h#0001'],
])('%s on a list is of the history row %s', (key, row) => {
  expect(historyKeyOf(key)).toBe(row);
});
