/** A client of a local run that acts for its parties: tokens, HTTP with keep-alive, and their queues. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { awsJson } from '#local/emulators/aws-json.ts';
import type { Endpoints } from '#local/endpoints.ts';

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
  /** The parsed body; undefined if it is not JSON. */
  json: unknown;
}

export interface Message {
  /** The body as queued. */
  raw: string;
  /** The parsed body; undefined if it is not JSON. */
  body: unknown;
  receipt: string;
}

export interface Client {
  endpoints: Endpoints;
  /** @param party undefined sends no token @param body an object is sent as JSON, a string as it is */
  call(
    party: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Receives up to ten messages. They reappear after `visibility` seconds unless deleted. */
  receive(queueUrl: string, options?: { visibility?: number; waitS?: number }): Promise<Message[]>;
  remove(queueUrl: string, receipts: readonly string[]): Promise<void>;
  /** Receives and deletes everything that is in the queue now. */
  drain(queueUrl: string): Promise<Message[]>;
  /** Moves the clock forward; resolves when everything it made due is done. */
  moveClock(to: string): Promise<void>;
  clock(): Promise<string>;
  close(): void;
}

/** Access tokens last an hour of real time; they are renewed earlier. */
const tokenLifeMs = 50 * 60_000;

const tokenAnswer = z.object({ access_token: z.string() });
const clockAnswer = z.object({ now: z.string() });
const messages = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).optional(),
});

export function connect(endpoints: Endpoints): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sqs = awsJson('sqs', { url: endpoints.sqsEndpoint, region: 'eu-west-2' });
  const tokens = new Map<string, { value: Promise<string>; until: number }>();

  const send = (
    url: string,
    method: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
        text(incoming).then(
          (said) =>
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: said, json: parsed(said) }),
          reject,
        );
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });

  const newToken = async (party: string): Promise<string> => {
    const client = endpoints.clients[party];
    if (!client) throw new Error(`${party} has no client in endpoints.json.`);
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await send(endpoints.tokenUrl, 'POST', headers, form.toString());
    if (answer.status !== 200) throw new Error(`No token for ${party}: ${answer.status} ${answer.text}`);
    return tokenAnswer.parse(answer.json).access_token;
  };
  const token = (party: string): Promise<string> => {
    const known = tokens.get(party);
    if (known && known.until > performance.now()) return known.value;
    const value = newToken(party);
    tokens.set(party, { value, until: performance.now() + tokenLifeMs });
    return value;
  };

  const client: Client = {
    endpoints,
    async call(party, method, path, body, headers = {}) {
      const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      return send(
        `${endpoints.url}${path}`,
        method,
        {
          ...(party === undefined ? {} : { authorization: `Bearer ${await token(party)}` }),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        sent,
      );
    },
    async receive(QueueUrl, { visibility = 120, waitS = 0 } = {}) {
      const wish = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: visibility, WaitTimeSeconds: waitS };
      const { Messages = [] } = messages.parse(await sqs('ReceiveMessage', wish));
      return Messages.map(({ Body, ReceiptHandle }) => ({ raw: Body, body: parsed(Body), receipt: ReceiptHandle }));
    },
    async remove(QueueUrl, receipts) {
      if (receipts.length === 0) return;
      const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs('DeleteMessageBatch', { QueueUrl, Entries });
    },
    async drain(queueUrl) {
      const all: Message[] = [];
      for (;;) {
        const some = await client.receive(queueUrl);
        if (some.length === 0) return all;
        all.push(...some);
        await client.remove(
          queueUrl,
          some.map(({ receipt }) => receipt),
        );
      }
    },
    async moveClock(to) {
      const answer = await client.call(undefined, 'POST', '/local/clock', { now: to });
      if (answer.status !== 200) throw new Error(`The clock did not move: ${answer.text}`);
    },
    async clock() {
      return clockAnswer.parse((await client.call(undefined, 'GET', '/local/clock')).json).now;
    },
    close: () => agent.destroy(),
  };
  return client;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
