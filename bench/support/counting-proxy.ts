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
  consumed: Consumed;
  stop(): void;
}

interface Capacity {
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
}

const noConsumption = (): Consumed => ({ calls: {}, tableUnits: 0, indexUnits: 0, readUnits: 0 });

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const consumed = noConsumption();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const part of request) chunks.push(part);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = { ...JSON.parse(Buffer.concat(chunks).toString('utf8')), ReturnConsumedCapacity: 'INDEXES' };
    const { host: _, 'content-length': __, connection: ___, ...headers } = request.headers;
    const upstreamResponse = await fetch(target, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: JSON.stringify(body),
    });
    const text = await upstreamResponse.text();
    add(consumed, operation, JSON.parse(text));
    response.writeHead(upstreamResponse.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    consumed,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function add(
  consumed: Consumed,
  operation: string,
  upstreamResponse: { ConsumedCapacity?: Capacity | Capacity[] },
): void {
  consumed.calls[operation] = (consumed.calls[operation] ?? 0) + 1;
  for (const { CapacityUnits = 0, Table } of [upstreamResponse.ConsumedCapacity ?? []].flat()) {
    if (!/^(Put|Update|Delete|BatchWrite|TransactWrite)/.test(operation)) consumed.readUnits += CapacityUnits;
    else {
      const table = Table?.CapacityUnits ?? CapacityUnits;
      consumed.tableUnits += table;
      consumed.indexUnits += CapacityUnits - table;
    }
  }
}
