/**
 * The tables in memory, in place of an emulator, for tests of what stands above the store. The contract tests of
 * `test/simulation/memory` hold them to the emulator.
 */
import { type TableName, tables } from '#src/store/table-model.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createClock } from '#test/simulation/memory/clock.ts';
import { createMemoryDynamoDb } from '#test/simulation/memory/dynamodb.ts';
import type { Item } from '#test/simulation/memory/item.ts';
import type { TestTables } from './emulator.ts';
import { receivedAt } from './submissions.ts';

export interface MemoryTables extends TestTables {
  /** Every row as it stands, of the tables made last. */
  rows(): Record<TableName, Item[]>;
}

const names = Object.keys(tables) as TableName[];

export function memoryTables(): MemoryTables {
  const dynamo = createMemoryDynamoDb(createClock(receivedAt));
  let made = '';
  const fullName = (name: TableName) => `${made}-${name}`;
  const byName = <Value>(read: (name: TableName) => Value) =>
    Object.fromEntries(names.map((name) => [name, read(name)])) as Record<TableName, Value>;
  return {
    client: documentClientOf(async (command) => dynamo.execute(command)),
    async makeTables(prefix) {
      made = prefix;
      dynamo.createTables(Object.fromEntries(names.map((name) => [fullName(name), tables[name]])));
      return byName(fullName);
    },
    rows: () => byName((name) => dynamo.rows(fullName(name))),
  };
}
