import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { withdrawReferral } from '#src/domain/case/actions.ts';
import type { CaseChange, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { applyReport, collectHandOff } from '#src/domain/case/report/report.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type HandOffStatus, handOffTransitions, priorStatuses } from '#src/domain/states.ts';
import { documentClient } from '#src/store/client.ts';
import { commitChange, commitTogether } from '#src/store/commit.ts';
import { applyChange, judgedVersion, newCase, otherReferral, referralId, ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { referrals: 'the-referrals', work: 'the-work', counters: 'the-counters' };
const now = () => ruleContextAt(1).now;
const service = serviceId('domestic-abuse');

beforeEach(() => {
  dynamo.reset();
  dynamo.on(GetCommand).resolves({});
  dynamo.on(TransactWriteCommand).resolves({});
});

/** What the change writes: one row of one table each. */
async function written(change: CaseChange) {
  await commitChange(documentClient(), tables, change, { now });
  const calls = dynamo.commandCalls(TransactWriteCommand);
  expect(calls).toHaveLength(1);
  return (calls[0]?.args[0].input.TransactItems ?? []).map((write) => {
    const { TableName, Item, Key, ...rest } = { ...write.Put, ...write.Update };
    const { id, row, k, d, v } = { ...Item, ...Key };
    return { table: TableName, key: row ?? v ?? `${k} ${d}`, id, kind: write.Put ? 'put' : 'update', ...rest };
  });
}

function changeIn(outcome: Outcome<unknown>): CaseChange {
  if (!('change' in outcome)) throw new Error(`no change: ${JSON.stringify(outcome)}`);
  return outcome.change;
}
function inStatus(status: HandOffStatus): ReferralCase {
  const referralCase = newCase();
  return { ...referralCase, handOffs: referralCase.handOffs.map((one) => ({ ...one, status, rev: 7 })) };
}

describe('a new case', () => {
  const change = recordVersion(judgedVersion({}, { person: 'a-hash' }), undefined, ruleContextAt(0)) as CaseChange;

  test('is one transaction: head, hand-off, history, counters and the person’s mark, none of which may exist', async () => {
    const rows = await written(change);
    const [head, handOff, history, notice, ...counters] = rows;
    const isNew = { id: referralId, table: 'the-work', kind: 'put', ConditionExpression: 'attribute_not_exists(id)' };
    expect(head).toEqual({ ...isNew, key: 'head' });
    expect(handOff).toEqual({ ...isNew, key: 'h#01' });
    expect(history).toEqual({
      id: referralId,
      table: 'the-work',
      kind: 'put',
      key: expect.stringMatching(/^e#.*#0001$/),
    });
    expect(notice).toEqual({ id: referralId, table: 'the-work', kind: 'put', key: 'n#0001#0' });
    expect(new Set(counters.map(({ table, kind }) => `${table} ${kind}`))).toEqual(new Set(['the-counters update']));
    const keys = counters.map(({ key }) => String(key).split('|')[0]);
    for (const counter of ['r', 'person']) expect(keys, counter).toContain(counter);
    expect(counters.find(({ key }) => String(key).startsWith('person|'))).toMatchObject({
      ConditionExpression: 'attribute_not_exists(k)',
    });
  });

  test('reads the person’s mark consistently', async () => {
    await written(change);
    expect(dynamo.commandCalls(GetCommand).map((call) => call.args[0].input)).toEqual([
      { TableName: 'the-counters', Key: { k: 'person|a-hash', d: 'seen' }, ConsistentRead: true },
    ]);
  });

  test('keeps the history’s pseudonym, and not the hash that leads to the person', async () => {
    await written(change);
    const items = dynamo.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    const evs = String(items[2]?.Put?.Item?.['evs']);
    expect(evs).toContain('"m":"victims"');
    expect(evs).not.toContain('a-hash');
  });
});

describe('changes of several cases', () => {
  const referral = (number: number) =>
    `${String.fromCharCode(97 + (number % 26))}`.repeat(25) + (number < 26 ? 'a' : 'b');
  const newCases = (count: number) =>
    Array.from({ length: count }, (_, number) => {
      const version = judgedVersion({}, { id: referral(number) as ReferralId, person: `person ${number}` });
      return recordVersion(version, undefined, ruleContextAt(0)) as CaseChange;
    });
  const sentWrites = () =>
    dynamo.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.TransactItems ?? []);

  test('are one transaction, which adds once to each counter row', async () => {
    expect(await commitTogether(documentClient(), tables, newCases(13), { now })).toBe('committed');
    const [writes = [], ...further] = sentWrites();
    expect(further).toEqual([]);
    expect(writes.filter(({ Put }) => Put?.Item?.['row'] === 'head')).toHaveLength(13);
    const all = writes.filter(({ Update }) => Update?.Key?.['k'] === 'r|all');
    expect(all).toHaveLength(1);
    expect(Object.values(all[0]?.Update?.ExpressionAttributeValues ?? {})).toContain(13);
  });

  test('are not tried where they are more than one transaction takes', async () => {
    expect(await commitTogether(documentClient(), tables, newCases(30), { now })).toBe('conflict');
    expect(sentWrites()).toEqual([]);
  });

  test('are not tried where two would write one row', async () => {
    const [first] = newCases(1);
    if (!first) throw new Error('no case');
    expect(await commitTogether(documentClient(), tables, [first, first], { now })).toBe('conflict');
    expect(sentWrites()).toEqual([]);
  });

  test('tell who is who in the history of each', async () => {
    await commitTogether(documentClient(), tables, newCases(2), { now });
    const histories = sentWrites().flatMap((writes) => writes.flatMap(({ Put }) => Put?.Item?.['evs'] ?? []));
    const pseudonyms = histories.map((evs) => /"p":"([^"]+)"/.exec(String(evs))?.[1]);
    expect(new Set(pseudonyms).size).toBe(2);
    expect(pseudonyms).not.toContain(undefined);
  });
});

describe('a change of a case', () => {
  test('writes each row only at the revision that was read and from an allowed status', async () => {
    const referralCase = inStatus('contact-attempted');
    const report = { status: 'contacted', at: '2026-11-19T09:30:00.000Z' } as const;
    const [head, handOff, ...rest] = await written(
      changeIn(
        applyReport({ ...referralCase, head: { ...referralCase.head, rev: 4 } }, 1, report, service, ruleContextAt(1)),
      ),
    );
    expect(head).toEqual({
      table: 'the-work',
      id: referralId,
      key: 'head',
      kind: 'put',
      ConditionExpression: 'rev = :rev AND st IN (:st0)',
      ExpressionAttributeValues: { ':rev': 4, ':st0': 'routed' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(handOff).toEqual({
      table: 'the-work',
      id: referralId,
      key: 'h#01',
      kind: 'put',
      ConditionExpression: 'rev = :rev AND st IN (:st0, :st1, :st2)',
      ExpressionAttributeValues: { ':rev': 7, ':st0': 'accepted', ':st1': 'contact-attempted', ':st2': 'suspended' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(rest.map(({ table }) => table)).toContain('the-counters');
  });

  test.each([
    ['queued', 'collected'],
    ['collected', 'accepted'],
    ['collected', 'declined'],
    ['supporting', 'closed'],
  ] as const)('from %s to %s is allowed from no status that the table does not name', async (from, to) => {
    const referralCase = inStatus(from);
    const outcome =
      to === 'collected'
        ? collectHandOff(referralCase, 1, service, now())
        : applyReport(
            referralCase,
            1,
            to === 'declined'
              ? { status: to, reason: 'no-capacity' }
              : to === 'closed'
                ? { status: to, outcome: 'support-completed' }
                : { status: to },
            service,
            ruleContextAt(1),
          );
    const handOff = (await written(changeIn(outcome))).find(({ key }) => key === 'h#01');
    const { ':rev': rev, ...statuses } = handOff?.ExpressionAttributeValues ?? {};
    expect(rev).toBe(7);
    expect(Object.values(statuses)).toEqual(priorStatuses(handOffTransitions, to));
    expect(handOff?.ConditionExpression).toBe(`rev = :rev AND st IN (${Object.keys(statuses).join(', ')})`);
  });

  test('that was decided by another case too writes that head, only at the revision that was read', async () => {
    const { head } = newCase();
    const { head: read } = newCase({}, { id: otherReferral });
    const rows = await written({
      head: { before: head, after: { ...head, rev: head.rev + 1 } },
      handOffs: [],
      events: [],
      otherHead: { before: { ...read, rev: 3 }, after: { ...read, rev: 4 } },
    });
    expect(rows.map(({ id, key }) => [id, key])).toEqual([
      [referralId, 'head'],
      [otherReferral, 'head'],
    ]);
    expect(rows[1]?.ExpressionAttributeValues).toEqual({ ':rev': 3, ':st0': 'routed' });
  });

  test('of a row that keeps its status is written only while it has that status', async () => {
    const referralCase = inStatus('contact-attempted');
    const report = { status: 'contact-attempted', channel: 'call', at: '2026-11-19T09:30:00.000Z' } as const;
    const [, handOff] = await written(changeIn(applyReport(referralCase, 1, report, service, ruleContextAt(1))));
    expect(handOff?.ExpressionAttributeValues).toEqual({ ':rev': 7, ':st0': 'contact-attempted' });
  });

  test('of many hand-offs is also one transaction', async () => {
    const referralCase = newCase();
    const [first] = referralCase.handOffs;
    if (!first) throw new Error('no hand-off');
    const two = { ...referralCase, handOffs: [first, { ...first, number: 2, rev: 3 }] };
    const by = { party: partyId('example-police'), mover: 'sender' } as const;
    const rows = await written(changeIn(withdrawReferral(two, 'sent-in-error', by, now())));
    expect(rows.slice(0, 4).map(({ key }) => String(key).slice(0, 4))).toEqual(['head', 'h#01', 'h#02', 'e#20']);
    expect(rows[2]?.ExpressionAttributeValues).toMatchObject({ ':rev': 3 });
  });

  test('without events or counts writes only its rows', async () => {
    const referralCase = inStatus('queued');
    const change = { ...changeIn(collectHandOff(referralCase, 1, service, now())), events: [] };
    expect((await written(change)).map(({ key }) => key)).toEqual(['head', 'h#01']);
  });

  test('with a correction stores the new version first, which must not exist yet', async () => {
    const referralCase = applyChange(newCase(), collectHandOff(newCase(), 1, service, now()));
    const change = { ...changeIn(collectHandOff(newCase(), 1, service, now())), events: [] };
    const { decision, facts } = judgedVersion();
    const correction = {
      id: referralId,
      version: 2,
      sender: referralCase.head.sender,
      senderKind: referralCase.head.senderKind,
      reference: referralCase.head.reference,
      bodyHash: 'hash',
      receivedAt: now().toISOString(),
      decision,
      facts,
      sealed: new Uint8Array([1]),
    };
    await commitChange(documentClient(), tables, change, { correction, now });
    const items = dynamo.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(items.map((item) => item.Put?.TableName)).toEqual(['the-referrals', 'the-work', 'the-work']);
    expect(items[0]?.Put).toMatchObject({
      Item: { id: referralId, v: 2 },
      ConditionExpression: 'attribute_not_exists(id)',
    });
  });

  test('that comes after its month is over clears that month’s roll-up in the same transaction', async () => {
    const change = recordVersion(judgedVersion(), undefined, ruleContextAt(0)) as CaseChange;
    await commitChange(documentClient(), tables, change, { now: () => new Date('2026-12-01T00:00:00Z') });
    const items = dynamo.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(items.filter((item) => item.Update?.Key?.['k'] === 'bound').map((item) => item.Update?.Key?.['d'])).toEqual([
      'm2026-11',
    ]);
  });

  test.each<[string, (change: CaseChange) => Promise<unknown>]>([
    ['one', (change) => commitChange(documentClient(), tables, change)],
    ['several together', (change) => commitTogether(documentClient(), tables, [change])],
  ])('uses the system clock unless the caller gives one: %s', async (_, write) => {
    vi.useFakeTimers({ now: new Date('2026-12-01T00:00:00Z'), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await write(recordVersion(judgedVersion(), undefined, ruleContextAt(0)) as CaseChange);
    const items = dynamo.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(items.some((item) => item.Update?.Key?.['d'] === 'm2026-11')).toBe(true);
  });
});
