import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { returnToSender } from '#src/domain/case/actions.ts';
import { changeOf } from '#src/domain/case/change.ts';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { placeLegalHold } from '#src/domain/case/retention/legal-hold.ts';
import { requestErasure } from '#src/domain/case/retention/retention.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { caseStore } from '#src/store/cases.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { rules } from '#test/support/area-fixture.ts';
import { asSender, heldDecision, judgedVersion, ruleContextAt } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const tables = { referrals: 'referrals', work: 'work', counters: 'counters', erasures: 'erasures' };
const { now } = ruleContextAt(1);
const { dynamo } = createMemoryWorld(receivedAt);
const client = documentClientOf(async (command) => dynamo.execute(command));
const cases = caseStore(client, tables);
const ledger = ledgerStore(client, tables.referrals);

const hub = partyId('hub');
const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const idOf = (number: number) =>
  `${[...String(number).padStart(4, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('')}efghijklmnopqrstuvwxyz`.slice(
    0,
    26,
  ) as ReferralId;

const disclose = (id: ReferralId) =>
  cases.disclose({
    referral: id,
    number: 0,
    by: hub,
    at: now.toISOString(),
    fields: [],
    why: 'sealed',
    workOf: undefined,
    test: undefined,
  });

/** The case returned twice, in two versions, with advice each time, and its erasure requested. */
async function caseToErase(id: ReferralId) {
  const versionOf = (version: number): LedgerRecord => ({
    ...judgedVersion(heldDecision, { id }),
    version,
    bodyHash: 'hash',
    sealed: new Uint8Array([version]),
  });
  const record = async (version: number) => {
    const change = recordVersion(judgedVersion(heldDecision, { id, version }), await cases.read(id), ruleContextAt(0));
    if (!change) throw new Error('this version was not recorded before');
    await cases.commit(change);
  };
  const back = () => changeCase(cases, id, (one) => returnToSender(one, 'other', 'sealed', hub, now));
  await ledger.put(versionOf(1));
  await record(1);
  await back();
  await changeCase(cases, id, (one) => reopenCase(one, 2, asSender, now), { correction: versionOf(2) });
  await record(2);
  await back();
  await disclose(id);
  await changeCase(cases, id, (one) => requestErasure(one, { reason: 'asked-by-person' }, hub, now));
  const correct = () => changeCase(cases, id, (one) => reopenCase(one, 3, asSender, now), { correction: versionOf(3) });
  return { id, correct };
}

/** Runs the erasing job, and something else before its call of this number, from 0. */
async function eraseWith(callNumber: number, act: () => Promise<unknown>): Promise<number> {
  let calls = 0;
  const client = documentClientOf(async (command) => {
    if (calls++ === callNumber) await act();
    return dynamo.execute(command);
  });
  await eraseDue({ cases: caseStore(client, tables), rules, log: silentLog, now: () => now });
  return calls;
}

/** What is stored of a person beside the counts. */
const personalData = async (id: ReferralId) => ({
  sealed: (await Promise.all([1, 2].map((version) => ledger.get(id, version)))).map((one) => one?.sealed?.[0]),
  notes: (await cases.history(id)).flatMap(({ note }) => note ?? []).length,
  reasons: (await cases.disclosures(id)).flatMap(({ why }) => why ?? []).length,
});
const nothing = { sealed: [undefined, undefined], notes: 0, reasons: 0 };

describe('an erasure, at each of its calls', () => {
  test('leaves all of the case to a legal hold that was placed, and none of it where the hold was refused', async () => {
    const ends = new Set<string>();
    let calls = 1;
    for (let callNumber = 0; callNumber < calls; callNumber++) {
      const { id } = await caseToErase(idOf(callNumber));
      let hold: object = {};
      calls = await eraseWith(callNumber, async () => {
        hold = await changeCase(cases, id, (one) => placeLegalHold(one, 'sealed', hub, now));
      });
      const end = 'refused' in hold ? 'refused' : 'held';
      ends.add(end);
      expect(await personalData(id), `a hold before call ${callNumber}: ${end}`).toEqual(
        end === 'refused' ? nothing : { sealed: [1, 2], notes: 3, reasons: 1 },
      );
    }
    expect(ends).toEqual(new Set(['held', 'refused']));
  });

  test('lets no correction in, and leaves nothing of one behind', async () => {
    let calls = 1;
    for (let callNumber = 0; callNumber < calls; callNumber++) {
      const { id, correct } = await caseToErase(idOf(100 + callNumber));
      calls = await eraseWith(callNumber, async () => {
        expect(await correct(), `before call ${callNumber}`).toHaveProperty('refused');
      });
      expect(await ledger.get(id, 3)).toBeUndefined();
      expect(await personalData(id)).toEqual(nothing);
    }
  });

  test('leaves no reason that a service gives meanwhile for opening the details, and keeps that it was shown them', async () => {
    let calls = 1;
    for (let callNumber = 0; callNumber < calls; callNumber++) {
      const { id } = await caseToErase(idOf(500 + callNumber));
      calls = await eraseWith(callNumber, () => disclose(id));
      expect(await personalData(id), `before call ${callNumber}`).toEqual(nothing);
      expect(await cases.disclosures(id)).toHaveLength(2);
    }
    const { id } = await caseToErase(idOf(600));
    await eraseWith(-1, async () => undefined);
    await disclose(id);
    expect(await personalData(id), 'after all calls').toEqual(nothing);
  });

  test('is finished by the next run if it is interrupted', async () => {
    let calls = 1;
    for (let callNumber = 0; callNumber < calls; callNumber++) {
      const { id } = await caseToErase(idOf(200 + callNumber));
      calls = await eraseWith(callNumber, async () => {
        throw new Unavailable('the connection broke');
      }).catch(() => callNumber + 2);
      await eraseWith(-1, async () => undefined);
      expect(await personalData(id), `interrupted before call ${callNumber}`).toEqual(nothing);
      expect((await cases.read(id))?.head.erasedAt).toBe(now.toISOString());
    }
  });
});

test('a case of more versions and notes than one transaction takes is erased whole', async () => {
  const { id } = await caseToErase(idOf(300));
  const many = 120;
  for (let version = 3; version <= many; version++) {
    await ledger.put({
      ...judgedVersion(heldDecision, { id }),
      version,
      bodyHash: 'hash',
      sealed: new Uint8Array([9]),
    });
  }
  const before = await cases.read(id);
  if (!before) throw new Error('the case is there');
  await cases.commit(changeOf(before, { head: { ...before.head, version: many } }));
  await eraseWith(-1, async () => undefined);
  expect((await ledger.get(id, many))?.sealed).toBeUndefined();
  expect(await personalData(id)).toEqual(nothing);
  expect((await cases.read(id))?.head).toHaveProperty('erasedAt');
});

test('the hash of a person to forget is read as it is now, so that a new referral is not passed over', async () => {
  const { id } = await caseToErase(idOf(400));
  const reads: unknown[] = [];
  const client = documentClientOf(async (command) => {
    if (command instanceof GetCommand && command.input.TableName === tables.referrals) reads.push(command.input);
    return dynamo.execute(command);
  });
  await eraseDue({ cases: caseStore(client, tables), rules, log: silentLog, now: () => now });
  expect(reads).toEqual([{ TableName: 'referrals', Key: { id, v: 1 }, ConsistentRead: true }]);
});
