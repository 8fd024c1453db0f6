import { expect, test } from 'vitest';
import { backupDays } from '#src/domain/backups.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { listErasure, readErasures } from '#src/store/erasure-list.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { readRows } from '#test/support/restore-tables.ts';

const id = 'abcdefghijklmnopqrstuvwxyz' as ReferralId;
const at = new Date('2026-11-19T09:00:00.000Z');
const dayMs = 86_400_000;

async function setUp() {
  const { client, makeTables } = memoryTables();
  const { erasures: table } = await makeTables('list');
  const all = async () => {
    const found = [];
    for await (const entry of readErasures(client, table)) found.push(entry);
    return found;
  };
  return { client, table, all };
}

test('an entry outlives every backup that has the person, and is keyed ids, a time and a code', async () => {
  const { client, table, all } = await setUp();
  await listErasure(client, table, { id, at, reason: 'asked-by-person', person: 'hash' });
  const [row] = await readRows(client, table);
  expect(Object.keys(row ?? {}).sort()).toEqual(['at', 'id', 'person', 'reason', 'row', 'ttl']);
  expect(Number(row?.['ttl']) * 1000).toBeGreaterThan(at.getTime() + (backupDays + 7) * dayMs);
  expect(await all()).toEqual([{ id, at: at.toISOString(), reason: 'asked-by-person', person: 'hash' }]);
});

test('an erasure that goes on after the hash was deleted keeps the hash that it had listed', async () => {
  const { client, table, all } = await setUp();
  await listErasure(client, table, { id, at, person: 'hash' });
  const later = new Date(at.getTime() + dayMs);
  await listErasure(client, table, { id, at: later });
  expect(await all()).toEqual([{ id, at: later.toISOString(), person: 'hash' }]);
});
