/** DynamoDB in memory: the calls that the store makes, and no others. */
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { TableModel } from '#src/store/table-model.ts';
import type { VirtualClock } from './clock.ts';
import type { Effects } from './effects.ts';
import { NotModelled, unknownTable } from './errors.ts';
import type { Item } from './item.ts';
import { batchGet, getItem, query, scan } from './reads.ts';
import { createTable, type StreamRecord, type Table } from './table.ts';
import { type RequestTokens, transactWrite } from './transaction.ts';
import { planDelete, planPut, planUpdate, writeOne } from './writes.ts';

export interface MemoryDynamoDb {
  /** Adds empty tables, by the name of each. */
  createTables(models: Readonly<Record<string, TableModel>>): void;
  /** Does one call in one instant. @throws what the SDK would throw, or NotModelled */
  execute(command: object, effects?: Effects): object;
  /** Every row of a table as it stands, for an audit. */
  rows(table: string): Item[];
  /** Every change of a table so far, oldest first. */
  stream(table: string): readonly StreamRecord[];
}

export function createMemoryDynamoDb(clock: VirtualClock): MemoryDynamoDb {
  const tables = new Map<string, Table>();
  const tokens: RequestTokens = new Map();
  const find = (name = ''): Table => {
    const table = tables.get(name);
    if (!table) throw unknownTable(name);
    return table;
  };
  const read = (command: object, effects: Effects): object | undefined => {
    if (command instanceof GetCommand) return getItem(command.input, find, effects);
    if (command instanceof QueryCommand) return query(command.input, find, effects);
    if (command instanceof BatchGetCommand) return batchGet(command.input, find, effects);
    if (command instanceof ScanCommand) return scan(command.input, find, effects);
    return undefined;
  };
  const write = (command: object): object | undefined => {
    if (command instanceof TransactWriteCommand) return transactWrite(command.input, { find, tokens, clock });
    if (command instanceof PutCommand) return writeOne(planPut(command.input, find), command.input.ReturnValues);
    if (command instanceof UpdateCommand) return writeOne(planUpdate(command.input, find), command.input.ReturnValues);
    if (command instanceof DeleteCommand) return writeOne(planDelete(command.input, find), command.input.ReturnValues);
    return undefined;
  };
  return {
    createTables(models) {
      for (const [name, model] of Object.entries(models)) tables.set(name, createTable(name, model, clock));
    },
    execute(command, effects = {}) {
      const answer = read(command, effects) ?? write(command);
      if (!answer) throw new NotModelled(`the command ${command.constructor.name}`);
      return answer;
    },
    rows(name) {
      const { view } = find(name).current;
      return view.partitions().flatMap((partition) => view.read(partition).map(({ item }) => item));
    },
    stream: (name) => find(name).stream,
  };
}
