/**
 * A proxy in front of the DynamoDB emulator that requests the consumed capacity of every call and adds it up, so
 * that the code under measurement runs unchanged.
 */
import { createServer } from 'node:http';

export interface Consumed {
  /** Number of calls by operation. */
  calls: Record<string, number>;
  tableUnits: number;
  indexUnits: number;
  readUnits: number;
}

export interface CountingProxy {
  url: string;
  counted: Consumed;
  stop(): void;
}

interface Capacity {
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
}

const nothing = (): Consumed => ({ calls: {}, tableUnits: 0, indexUnits: 0, readUnits: 0 });

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const counted = nothing();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = { ...JSON.parse(Buffer.concat(parts).toString('utf8')), ReturnConsumedCapacity: 'INDEXES' };
    const { host: _, 'content-length': __, connection: ___, ...headers } = request.headers;
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    add(counted, operation, JSON.parse(text));
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    counted,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function add(counted: Consumed, operation: string, answer: { ConsumedCapacity?: Capacity | Capacity[] }): void {
  counted.calls[operation] = (counted.calls[operation] ?? 0) + 1;
  for (const { CapacityUnits = 0, Table } of [answer.ConsumedCapacity ?? []].flat()) {
    if (!/^(Put|Update|Delete|BatchWrite|TransactWrite)/.test(operation)) counted.readUnits += CapacityUnits;
    else {
      const table = Table?.CapacityUnits ?? CapacityUnits;
      counted.tableUnits += table;
      counted.indexUnits += CapacityUnits - table;
    }
  }
}
