/** The tables in memory, for tests of thousands of calls: what an emulator would hold, and what it holds as values. */
import { type TableName, tables } from '#src/store/table-model.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import type { Item } from '#test/simulation/memory/item.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import type { Emulator } from './emulator.ts';

export interface MemoryTables extends Emulator {
  /** Every row of every table as it stands. */
  rows(): Record<TableName, Item[]>;
}

const names = Object.keys(tables) as TableName[];

/** One set of tables, under their plain names. */
export function memoryTables(start: Date): MemoryTables {
  const { dynamo } = createMemoryWorld(start);
  const byName = <Value>(read: (name: TableName) => Value) =>
    Object.fromEntries(names.map((name) => [name, read(name)])) as Record<TableName, Value>;
  return {
    url: '',
    client: documentClientOf(async (command) => dynamo.execute(command)),
    makeTables: async () => byName((name) => name),
    stop: async () => undefined,
    rows: () => byName((name) => dynamo.rows(name)),
  };
}
