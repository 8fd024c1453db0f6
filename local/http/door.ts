/**
 * An HTTP server on the loopback interface that handles requests as API Gateway does: it
 * matches the route, runs the authorizer, and invokes the function.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type CompactVerifyGetKey, createLocalJWKSet, type JWK } from 'jose';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { portHolder } from '#local/emulators/port-holder.ts';
import { loopback } from '#local/emulators/ports.ts';
import type { Invocation } from '#local/functions/host.ts';
import type { LocalRoute } from '#local/template/model.ts';
import { fromInvocation, type HttpAnswer, problem, send } from './answers.ts';
import { authorize } from './authorizer.ts';
import { answerClock, type ClockRoute } from './clock-route.ts';
import { splitTarget, toEvent } from './event.ts';
import { type RouteMatch, routeTable } from './routes.ts';

export interface Served extends ClockRoute {
  routes: readonly LocalRoute[];
  /** The issuer's public keys. */
  keys: readonly JWK[];
  region: string;
  account: string;
  invoke: (functionName: string, event: object) => Promise<Invocation>;
}

export interface Door {
  url: string;
  /** Starts serving; until then every request gets a 503. */
  open(served: Served): void;
  /** Accepts no more requests, and resolves when those in progress are answered or cut off. */
  close(): Promise<void>;
}

/** How long requests in progress may take when the server closes. */
const lastMomentsMs = 1500;
/** The limit of an API Gateway HTTP API. */
const mostBytes = 10 * 1024 * 1024;

export async function openDoor(port: number): Promise<Door> {
  let served: Serving | undefined;
  const server = createServer((request, response) => {
    const correlationId = correlationOf(request);
    void answer(request, correlationId, served)
      .catch(() => problem({ status: 500, code: 'internal-error', message: 'Internal Server Error', correlationId }))
      .then((done) => send(response, done, correlationId));
  });
  // Longer than clients keep idle connections, so that no request meets a connection being closed.
  server.keepAliveTimeout = 65_000;
  const bound = await listen(server, port);
  return {
    url: `http://${loopback}:${bound}`,
    open(given) {
      served = { ...given, match: routeTable(given.routes), keySet: createLocalJWKSet({ keys: [...given.keys] }) };
    },
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), lastMomentsMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface Serving extends Served {
  match: (method: string, path: string) => RouteMatch | undefined;
  keySet: CompactVerifyGetKey;
}

async function answer(
  request: IncomingMessage,
  correlationId: string,
  served: Serving | undefined,
): Promise<HttpAnswer> {
  const body = await readBody(request);
  if (!body) {
    return problem({ status: 413, code: 'payload-too-large', message: 'Request Entity Too Large', correlationId });
  }
  if (!served) {
    return problem({ status: 503, code: 'unavailable', message: 'Service Unavailable', correlationId, retryAfter: 1 });
  }
  const method = request.method ?? 'GET';
  const [path] = splitTarget(request.url ?? '/');
  if (path === '/local/clock') return answerClock(served, method, body, correlationId);
  const matched = served.match(method, path);
  if (!matched) return problem({ status: 404, code: 'not-found', message: 'Not Found', correlationId });
  const { route, parameters } = matched;
  const verdict = route.authorizer
    ? await authorize(route.authorizer, request.headers, served.keySet, Math.floor(Date.now() / 1000))
    : undefined;
  if (verdict && !verdict.allowed) {
    const { status, challenge, why } = verdict;
    return status === 401
      ? problem({ status, code: 'unauthenticated', message: 'Unauthorized', detail: why, challenge, correlationId })
      : problem({ status, code: 'forbidden', message: 'Forbidden', detail: why, challenge, correlationId });
  }
  const requestId = randomUUID();
  const event = toEvent({
    request,
    body,
    routeKey: route.key,
    parameters,
    requestId,
    now: served.clock.now(),
    region: served.region,
    account: served.account,
    ...(verdict && { authorizer: verdict }),
  });
  return fromInvocation(await served.invoke(route.functionName, event), correlationId);
}

/** The body; undefined if it exceeds the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // The rest is read and discarded, so that the client receives the response.
    if (size <= mostBytes) chunks.push(bytes);
  }
  return size > mostBytes ? undefined : Buffer.concat(chunks);
}

function correlationOf(request: IncomingMessage): string {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const holder = portHolder(port);
      const who = holder === undefined ? 'another program' : `process ${holder}`;
      reject(new LocalRunError(`Port ${port} is taken by ${who}. End that one, or choose another port with --port.`));
    });
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
