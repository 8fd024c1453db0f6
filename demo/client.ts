/** A client of a local run that acts for its parties: tokens, HTTP with keep-alive, and their queues. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import type { Endpoints } from '#local/endpoints.ts';

export interface ClientResponse {
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
  ): Promise<ClientResponse>;
  /** Receives up to ten messages. They reappear after `visibility` seconds unless deleted. */
  receive(queueUrl: string, options?: { visibility?: number; waitS?: number }): Promise<Message[]>;
  deleteMessages(queueUrl: string, receipts: readonly string[]): Promise<void>;
  /** Receives and deletes everything that is in the queue now. */
  drain(queueUrl: string): Promise<Message[]>;
  /**
   * Moves the clock forward; resolves when everything it made due is done.
   * @returns how long each job ran that was due, in milliseconds
   */
  moveClock(to: string): Promise<Map<string, number>>;
  readClock(): Promise<string>;
  close(): void;
}

/** Access tokens last an hour of real time; they are renewed earlier. */
const tokenLifeMs = 50 * 60_000;

const tokenResponse = z.object({ access_token: z.string() });
const clockResponse = z.object({ now: z.string() });
const receiveResponse = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).optional(),
});

export function connect(endpoints: Endpoints): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sqs = awsJsonClient('sqs', { url: endpoints.sqsEndpoint, region: 'eu-west-2' });
  const tokens = new Map<string, { value: Promise<string>; until: number }>();

  const send = (
    url: string,
    method: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<ClientResponse> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
        text(incoming).then(
          (content) =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text: content,
              json: parseJson(content),
            }),
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
    const response = await send(endpoints.tokenUrl, 'POST', headers, form.toString());
    if (response.status !== 200) throw new Error(`No token for ${party}: ${response.status} ${response.text}`);
    return tokenResponse.parse(response.json).access_token;
  };
  const token = (party: string): Promise<string> => {
    const cached = tokens.get(party);
    if (cached && cached.until > performance.now()) return cached.value;
    const value = newToken(party);
    tokens.set(party, { value, until: performance.now() + tokenLifeMs });
    return value;
  };

  const client: Client = {
    endpoints,
    async call(party, method, path, body, headers = {}) {
      const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      return send(
        `${endpoints.url}${path}`,
        method,
        {
          ...(party === undefined ? {} : { authorization: `Bearer ${await token(party)}` }),
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        payload,
      );
    },
    async receive(QueueUrl, { visibility = 120, waitS = 0 } = {}) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: visibility, WaitTimeSeconds: waitS };
      const { Messages = [] } = receiveResponse.parse(await sqs('ReceiveMessage', input));
      return Messages.map(({ Body, ReceiptHandle }) => ({ raw: Body, body: parseJson(Body), receipt: ReceiptHandle }));
    },
    async deleteMessages(QueueUrl, receipts) {
      if (receipts.length === 0) return;
      const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs('DeleteMessageBatch', { QueueUrl, Entries });
    },
    async drain(queueUrl) {
      const all: Message[] = [];
      for (;;) {
        const batch = await client.receive(queueUrl);
        if (batch.length === 0) return all;
        all.push(...batch);
        await client.deleteMessages(
          queueUrl,
          batch.map(({ receipt }) => receipt),
        );
      }
    },
    async moveClock(to) {
      const response = await client.call(undefined, 'POST', '/local/clock', { now: to });
      if (response.status !== 200) throw new Error(`The clock did not move: ${response.text}`);
      return parseTimings(String(response.headers['server-timing'] ?? ''));
    },
    async readClock() {
      return clockResponse.parse((await client.call(undefined, 'GET', '/local/clock')).json).now;
    },
    close: () => agent.destroy(),
  };
  return client;
}

/** Of a Server-Timing header. */
const parseTimings = (header: string): Map<string, number> =>
  new Map([...header.matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, job = '', ms]) => [job, Number(ms)]));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
