import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
let system: TestSystem;
let stored: LedgerRecord;
beforeAll(async () => {
  emulator = await startEmulator();
  // The worked example: its catalogue is as long as a real one, and every service is in the decision.
  system = await makeTestSystem(emulator, loadArea('greater-manchester'));
  const police = { id: partyId('greater-manchester'), kind: 'police' } as const;
  const done = await submitReferral(system.deps, police, submission());
  if (!('created' in done)) throw new Error('not stored');
  stored = done.created;
});
afterAll(() => emulator.stop());

const key = () => ({ TableName: system.tables.referrals, Key: { id: stored.id, v: 1 } });

test('a referral is read back as it was stored', async () => {
  // The risk level stands in the facts.
  const { riskLevel, ...decision } = stored.decision;
  expect(await system.deps.ledger.get(stored.id)).toEqual({ ...stored, decision });
  expect(stored.facts.risk).toBe(riskLevel);
});

test('the date of a Marac stands beside the decision, where an erasure finds it', async () => {
  const marac = submission({ crimeReference: '06AB/0000002/26', marac: { on: '2026-11-24' } });
  const done = await submitReferral(system.deps, { id: partyId('greater-manchester'), kind: 'police' }, marac);
  if (!('created' in done)) throw new Error('not stored');
  const { Item } = await system.client.send(new GetCommand({ ...key(), Key: { id: done.created.id, v: 1 } }));
  expect(Item?.marac).toBe('2026-11-24');
  expect((await system.deps.ledger.get(done.created.id))?.decision.maracOn).toBe('2026-11-24');
});

test('an ordinary referral costs two units in the table and one in each of its three indexes', async () => {
  const { Item = {} } = await system.client.send(new GetCommand(key()));
  const again = { ...Item, id: Item.id.replace(/^./, 'q') };
  const put = new PutCommand({ TableName: system.tables.referrals, Item: again, ReturnConsumedCapacity: 'INDEXES' });
  const { ConsumedCapacity } = await system.client.send(put);
  expect(ConsumedCapacity?.Table?.CapacityUnits).toBe(2);
  expect(ConsumedCapacity?.CapacityUnits).toBe(5);
});

test('a row from before decisions were compressed is still read', async () => {
  const { Item = {} } = await system.client.send(new GetCommand(key()));
  const decision = JSON.stringify({
    rules: 'before',
    out: 'held',
    held: ['out-of-scope'],
    refer: null,
    code: null,
    rights: [],
    pri: 'standard',
    chosen: [],
    rest: [],
    res: [],
    notes: [],
  });
  await system.client.send(new PutCommand({ TableName: system.tables.referrals, Item: { ...Item, v: 2, decision } }));
  const read = await system.deps.ledger.get(stored.id, 2);
  expect(read?.decision).toMatchObject({ rulesVersion: 'before', outcome: 'held' });
  expect(read?.sealed).toEqual(stored.sealed);
});
