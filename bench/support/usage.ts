/** What is billed by use, counted where it happens: capacity units as the emulator reports them, and bytes as the logger writes them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readRow, targetsOf, unitsByRow } from './row-units.ts';

export const usageNames = ['write', 'read', 'http', 'lambda', 'sqs', 'mail', 'logBytes'] as const;
export type Usage = Record<(typeof usageNames)[number], number>;

export function addUsage(sum: Usage, more: Partial<Usage>, times = 1): Usage {
  const result = { ...sum };
  for (const name of usageNames) result[name] += (more[name] ?? 0) * times;
  return result;
}
export const noUsage: Usage = { write: 0, read: 0, http: 0, lambda: 0, sqs: 0, mail: 0, logBytes: 0 };

/**
 * Bytes that Lambda itself writes for a call: START, END and REPORT in its text format, with ids, numbers and memory of usual
 * length (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html). Not measured: only AWS writes them.
 */
const requestId = '8f507cfc-0000-4697-b07a-ac58fc914c95';
export const platformLogBytes = [
  `START RequestId: ${requestId} Version: 12\n`,
  `END RequestId: ${requestId}\n`,
  `REPORT RequestId: ${requestId}\tDuration: 23.45 ms\tBilled Duration: 24 ms\tMemory Size: 512 MB\tMax Memory Used: 121 MB\t\n`,
].reduce((sum, line) => sum + Buffer.byteLength(line), 0);

/** Bytes of a line of the API's access log (lib/constructs/api-gateway.ts), with values of usual length. */
export const accessLogBytes = Buffer.byteLength(
  JSON.stringify({
    requestId: 'JKJaXmPLvHcESHA=',
    time: '19/Nov/2026:09:00:00 +0000',
    route: 'POST /v1/hand-offs/{id}/status',
    status: '200',
    bytes: '1234',
    latency: '45',
    functionLatency: '43',
    error: '-',
    authorizer: '-',
    client: '1example23456789abcdefghij',
    source: '192.0.2.123',
  }),
);

interface Counted {
  /** By kind of row and index. */
  rows: ReadonlyMap<string, number>;
  write: number;
  read: number;
}

/**
 * Tells of each call's units: of indexes too, and of transactions twice, as the bill does.
 * @param observer not counted; given where units are to be told apart by row, which reads each row before and after
 */
export function countCapacity(
  client: DynamoDBDocumentClient,
  note: (counted: Counted) => void,
  observer?: DynamoDBDocumentClient,
): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const isWrite = writeFields.some((field) => field in args.input);
      const tellRows = observer && isWrite ? await observeRows(observer, args.input) : undefined;
      const result = await next(args);
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
      const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      const rows = (await tellRows?.(units)) ?? new Map<string, number>();
      note({ rows, write: isWrite ? units : 0, read: isWrite ? 0 : units });
      return result;
    },
    { step: 'initialize', name: 'countCapacity', priority: 'low' },
  );
}

/** Reads the rows of a write before it. @returns reads them after it, and tells its units apart; what the rules of rows do not explain is shown */
async function observeRows(observer: DynamoDBDocumentClient, input: object) {
  const targets = targetsOf(input);
  const readRows = () => Promise.all(targets.map((target) => readRow(observer, target)));
  const before = await readRows();
  return async (units: number): Promise<Map<string, number>> => {
    const after = await readRows();
    const times = 'TransactItems' in input ? 2 : 1;
    const rows = new Map<string, number>();
    for (const [index, target] of targets.entries())
      for (const [row, count] of unitsByRow(target, before[index], after[index], times))
        rows.set(row, (rows.get(row) ?? 0) + count);
    const reckoned = [...rows.values()].reduce((sum, count) => sum + count, 0);
    return reckoned === units ? rows : rows.set('not explained', units - reckoned);
  };
}

/** A delete has a key and neither of these: it is told by its condition, which no read has. */
const writeFields = ['TransactItems', 'Item', 'UpdateExpression', 'ConditionExpression'];

interface Capacity {
  CapacityUnits?: number;
}
