/**
 * Stands between a party's own system and the API: passes each request on, sees it and its answer, and answers in the API's place where a
 * step asks for that. On this machine alone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface Exchange {
  request: SeenRequest;
  /** Undefined where the API could not be reached. */
  status: number | undefined;
  headers: Headers;
  /** As it was answered, and parsed; undefined where it is not JSON. */
  text: string;
  body: unknown;
}

/** What is done with a request: passed on; passed on and its answer lost; or answered here, as an overloaded API would. */
export type Treatment = 'pass' | 'lose-answer' | { status: 429 | 503; retryAfterS: number };

export interface Expectation {
  matches(request: SeenRequest): boolean;
  treatment?: Treatment;
  /** Also one that came since this time (milliseconds since 1970) and was passed on while nothing was expected. */
  since?: number;
}

export interface Recorder {
  /** Base URL for the party's system. */
  url: string;
  /**
   * The next exchange that matches; undefined after the time, or at once where the signal ends the wait. Others are passed on meanwhile.
   */
  next(expectation: Expectation, waitMs: number, signal?: AbortSignal): Promise<Exchange | undefined>;
  close(): Promise<void>;
}

/** Of exchanges that were passed on, those that are kept to be looked at. */
const maxPassed = 200;
const passedOn = [
  'authorization',
  'content-type',
  'accept',
  'if-match',
  'x-correlation-id',
  'x-on-behalf-of',
  'x-access-reason',
] as const;
const returned = [
  'content-type',
  'location',
  'etag',
  'retry-after',
  'idempotency-replayed',
  'x-correlation-id',
  'deprecation',
  'sunset',
  'link',
] as const;

/** @param port 0 for any that is free */
export async function startRecorder(apiUrl: string, port: number): Promise<Recorder> {
  const passed: Exchange[] = [];
  let waiting: { expectation: Expectation; found(exchange: Exchange | undefined): void } | undefined;

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const current = waiting?.expectation.matches(request) ? waiting : undefined;
    if (current) waiting = undefined;
    const treatment = current?.expectation.treatment ?? 'pass';
    const exchange = typeof treatment === 'object' ? answerHere(request, treatment) : await passOn(apiUrl, request);
    if (treatment === 'lose-answer') response.destroy();
    else sendAnswer(response, exchange);
    if (current) return current.found(exchange);
    // What was expected while it was on its way.
    if (waiting && isOf(waiting.expectation, exchange)) {
      const { found } = waiting;
      waiting = undefined;
      return found(exchange);
    }
    passed.push(exchange);
    if (passed.length > maxPassed) passed.shift();
    return undefined;
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (expectation, waitMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve(undefined);
        const at = passed.findIndex((one) => isOf(expectation, one));
        const [earlier] = at < 0 ? [] : passed.splice(at, 1);
        if (earlier) return resolve(earlier);
        const giveUp = () => {
          waiting = undefined;
          found(undefined);
        };
        const found = (exchange: Exchange | undefined) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          resolve(exchange);
        };
        const timer = setTimeout(giveUp, waitMs);
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting = { expectation, found };
        return undefined;
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of an exchange that was passed on before it was expected. */
const isOf = ({ since, matches }: Expectation, { request }: Exchange): boolean =>
  since !== undefined && request.at >= since && matches(request);

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
    at: Date.now(),
  };
}

const answerHere = (request: SeenRequest, { status, retryAfterS }: Exclude<Treatment, string>): Exchange => {
  const [code, title] = status === 429 ? ['too-many-requests', 'Too many requests'] : ['unavailable', 'Not available'];
  const type = `urn:victim-referral-intake:problem:${code}`;
  const body = { type, title, status, code, detail: 'The acceptance pack asks for this.' };
  return {
    request,
    status,
    headers: new Headers({ 'content-type': 'application/problem+json', 'retry-after': String(retryAfterS) }),
    text: JSON.stringify(body),
    body,
  };
};

async function passOn(apiUrl: string, request: SeenRequest): Promise<Exchange> {
  const { method, path, query, headers, body } = request;
  const sent = passedOn.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]] as [string, string]],
  );
  const search = query.size > 0 ? `?${query}` : '';
  try {
    const answer = await fetch(`${apiUrl}${path}${search}`, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    });
    const text = await answer.text();
    return { request, status: answer.status, headers: answer.headers, text, body: parse(text) };
  } catch {
    return { request, status: undefined, headers: new Headers(), text: '', body: undefined };
  }
}

function sendAnswer(response: ServerResponse, { status, headers, text }: Exchange): void {
  const names = returned.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  response.writeHead(status ?? 502, Object.fromEntries(names));
  response.end(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
