/**
 * What a service's consumer talks to, in a thread of its own so that its time is not the consumer's: an SQS emulator, an API that answers
 * every hand-off with a detail of ordinary size, and an issuer of tokens.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { startQueueServer } from '#test/client/support/queue-server.ts';

export interface ServiceSide {
  endpoint: string;
  apiUrl: string;
  /** A queue with so many hand-offs in it. */
  fill(messages: number): Promise<string>;
  /** Details that were read since the last call. */
  countReads(): Promise<number>;
  stop(): Promise<void>;
}

type Request = { fill: number } | { countReads: true } | { stop: true };

/** Starts it in another thread. */
export async function startServiceSide(): Promise<ServiceSide> {
  const worker = new Worker(new URL(import.meta.url));
  const next = async <T>(): Promise<T> => (await once(worker, 'message'))[0];
  const ask = <T>(request: Request): Promise<T> => {
    const answer = next<T>();
    worker.postMessage(request);
    return answer;
  };
  const started = await next<{ endpoint: string; apiUrl: string }>();
  return {
    ...started,
    fill: (fill) => ask({ fill }),
    countReads: () => ask({ countReads: true }),
    async stop() {
      await ask({ stop: true });
      await worker.terminate();
    },
  };
}

const paragraph = 'Made up, and as long as what an officer writes. '.repeat(20);
/** As long as a hand-off to a lead service is. */
const detail = {
  referralId: 'a'.repeat(26),
  status: 'collected',
  version: 1,
  confirmationCode: 'ABCDEF',
  victim: { givenName: 'Sam', familyName: 'Example', dateOfBirth: '1990-02-03', accessNeeds: paragraph },
  contact: { phone: '+447700900123', safe: { call: 'yes' }, instructions: paragraph },
  offence: { category: 'robbery', summary: paragraph },
};

async function serve(): Promise<void> {
  const queues = await startQueueServer();
  let reads = 0;
  const api = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') return response.end(JSON.stringify({ access_token: 'a-token', expires_in: 3600 }));
    reads += 1;
    return response.end(JSON.stringify({ handOffId: request.url?.split('/').at(-1), ...detail }));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;

  const fill = async (messages: number): Promise<string> => {
    const { queueUrl } = await queues.make();
    for (let first = 0; first < messages; first += 10) {
      const Entries = Array.from({ length: Math.min(10, messages - first) }, (_, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(messageOf(`h-${first + index}`, apiUrl)),
      }));
      await queues.sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
    return queueUrl;
  };
  parentPort?.on('message', async (request: Request) => {
    if ('fill' in request) parentPort?.postMessage(await fill(request.fill));
    else if ('countReads' in request) {
      parentPort?.postMessage(reads);
      reads = 0;
    } else {
      api.close();
      await queues.stop();
      parentPort?.postMessage(true);
    }
  });
  parentPort?.postMessage({ endpoint: queues.endpoint, apiUrl });
}

const messageOf = (handOffId: string, apiUrl: string) => ({
  ...{ schema: 'victim-referral-intake/hand-off/1', handOffId, referralId: 'a'.repeat(26), reference: 'GM-7K3M-9QTX' },
  ...{ service: 'one', priority: 'standard', respondBy: '2026-11-26T23:59:59Z', queuedAt: '2026-11-19T09:00:00Z' },
  ...{ attempt: 1, detail: `${apiUrl}/v1/hand-offs/${handOffId}` },
});

if (!isMainThread) await serve();
