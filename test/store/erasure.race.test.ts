import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { reopenCase, returnToSender } from '#src/domain/case/actions.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { eraseCase, placeLegalHold, requestErasure } from '#src/domain/case/retention.ts';
import { caseStore } from '#src/store/cases.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { changeCase, changeCaseWith } from '#src/usecases/change-case.ts';
import type { LedgerRecord } from '#src/usecases/ports.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { rules } from '#test/support/area-fixture.ts';
import { heldDecision, judgedVersion, referralId, ruleContextAt } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const tables = { referrals: 'referrals', work: 'work', counters: 'counters' };
const { now } = ruleContextAt(1);
const { dynamo } = createMemoryWorld(receivedAt);
const client = documentClientOf(async (command) => dynamo.execute(command));
const cases = caseStore(client, tables);
const ledger = ledgerStore(client, tables.referrals);

const versionOf = (version: number): LedgerRecord => ({
  ...judgedVersion(heldDecision),
  version,
  bodyHash: 'hash',
  sealed: new Uint8Array([version]),
});
const record = async (version: number) => {
  const change = recordVersion(
    judgedVersion(heldDecision, { version }),
    await cases.read(referralId),
    ruleContextAt(0),
  );
  if (!change) throw new Error('this version was not recorded before');
  await cases.commit(change);
};
const back = () => changeCase(cases, referralId, (one) => returnToSender(one, 'other', 'sealed', partyId('hub'), now));

test('a legal hold at the moment of an erasure keeps the personal data of every version', async () => {
  await ledger.put(versionOf(1));
  await record(1);
  await back();
  await changeCase(cases, referralId, (one) => reopenCase(one, 2, now), versionOf(2));
  await record(2);
  await back();
  await changeCase(cases, referralId, (one) => requestErasure(one, 'asked-by-person', partyId('hub'), now));
  const hold = () => changeCase(cases, referralId, (one) => placeLegalHold(one, 'sealed', partyId('hub'), now));
  let isHeld = false;
  const erasing = caseStore(
    documentClientOf(async (command) => {
      if (command instanceof TransactWriteCommand && !isHeld) {
        isHeld = true;
        await hold();
      }
      return dynamo.execute(command);
    }),
    tables,
  );
  await changeCaseWith(
    erasing,
    referralId,
    (one) => eraseCase(one, rules, now),
    (change) => erasing.erase(change),
  );
  const kept = await Promise.all([1, 2].map((version) => ledger.get(referralId, version)));
  expect(kept.map((one) => one?.sealed)).toEqual([new Uint8Array([1]), new Uint8Array([2])]);
  expect((await cases.read(referralId))?.head).toMatchObject({ status: 'returned', legalHold: { by: 'hub' } });
});
