/**
 * An HTTP server on the loopback interface that handles requests as API Gateway does: it
 * matches the route, runs the authorizer, and invokes the function.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type CompactVerifyGetKey, createLocalJWKSet, type JWK } from 'jose';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { loopback } from '#local/emulators/ports.ts';
import type { Invocation } from '#local/functions/invocation.ts';
import type { LocalRoute } from '#local/template/model.ts';
import { findPortHolder } from '#local/workarounds/port-holder.ts';
import { authorize } from './authorizer.ts';
import { type ClockRoute, handleClockRequest } from './clock-route.ts';
import { splitTarget, toEvent } from './event.ts';
import { handleMailRequest, type MailRoute } from './mail-route.ts';
import { problemResponse, type RawHttpResponse, responseFromInvocation, sendResponse } from './responses.ts';
import { createRouteMatcher, type RouteMatch } from './routes.ts';
import type { TestAnswers } from './test-answers.ts';

export interface ApiSettings extends ClockRoute, MailRoute {
  routes: readonly LocalRoute[];
  /** The issuer's public keys. */
  keys: readonly JWK[];
  testAnswers: TestAnswers;
  region: string;
  account: string;
  invoke: (functionName: string, event: object) => Promise<Invocation>;
}

export interface ApiServer {
  url: string;
  /** Starts serving; until then every request gets a 503. */
  serve(api: ApiSettings): void;
  /** Accepts no more requests, and resolves when those in progress are answered or cut off. */
  close(): Promise<void>;
}

/** How long requests in progress may take when the server closes. */
const shutdownTimeoutMs = 1500;
/** The limit of an API Gateway HTTP API. */
const maxBodyBytes = 10 * 1024 * 1024;

export async function startApiServer(port: number): Promise<ApiServer> {
  let api: ServedApi | undefined;
  const server = createServer((request, response) => {
    const correlationId = correlationIdOf(request);
    void handleRequest(request, correlationId, api)
      .catch(() => problemResponse({ status: 500, code: 'internal-error', correlationId }))
      .then((content) => sendResponse(response, content, correlationId));
  });
  // Longer than clients keep idle connections, so that no request meets a connection being closed.
  server.keepAliveTimeout = 65_000;
  const boundPort = await listen(server, port);
  return {
    url: `http://${loopback}:${boundPort}`,
    serve(settings) {
      api = {
        ...settings,
        match: createRouteMatcher(settings.routes),
        keySet: createLocalJWKSet({ keys: [...settings.keys] }),
      };
    },
    close: () =>
      new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), shutdownTimeoutMs);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface ServedApi extends ApiSettings {
  match: (method: string, path: string) => RouteMatch | undefined;
  keySet: CompactVerifyGetKey;
}

async function handleRequest(
  request: IncomingMessage,
  correlationId: string,
  api: ServedApi | undefined,
): Promise<RawHttpResponse> {
  const body = await readBody(request);
  if (!body) {
    return problemResponse({
      status: 413,
      code: 'payload-too-large',
      correlationId,
    });
  }
  if (!api) {
    return problemResponse({
      status: 503,
      code: 'unavailable',
      correlationId,
      retryAfter: 1,
    });
  }
  const method = request.method ?? 'GET';
  const [path] = splitTarget(request.url ?? '/');
  if (path === '/local/clock') return handleClockRequest(api, method, body, correlationId);
  if (path === '/local/mail') return handleMailRequest(api, method, request.headers, correlationId);
  const matched = api.match(method, path);
  if (!matched) return problemResponse({ status: 404, code: 'not-found', correlationId });
  const { route, parameters } = matched;
  const authorization = route.authorizer
    ? await authorize(route.authorizer, request.headers, api.keySet, Math.floor(Date.now() / 1000))
    : undefined;
  if (authorization && !authorization.allowed) {
    const { status, challenge, reason } = authorization;
    return status === 401
      ? problemResponse({
          status,
          code: 'unauthenticated',
          detail: reason,
          challenge,
          correlationId,
        })
      : problemResponse({ status, code: 'forbidden', detail: reason, challenge, correlationId });
  }
  const call = { routeKey: route.key, claims: authorization?.claims, body };
  const asked = await api.testAnswers(call, correlationId);
  if (asked) return asked;
  const requestId = randomUUID();
  const event = toEvent({
    request,
    body,
    routeKey: route.key,
    parameters,
    requestId,
    now: api.clock.now(),
    region: api.region,
    account: api.account,
    ...(authorization && { authorizer: authorization }),
  });
  return responseFromInvocation(await api.invoke(route.functionName, event), correlationId);
}

/** The body; undefined if it exceeds the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // The rest is read and discarded, so that the client receives the response.
    if (size <= maxBodyBytes) chunks.push(bytes);
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}

function correlationIdOf(request: IncomingMessage): string {
  const header = request.headers['x-correlation-id'];
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const holder = findPortHolder(port);
      const holderName = holder === undefined ? 'another program' : `process ${holder}`;
      reject(
        new LocalRunError(`Port ${port} is taken by ${holderName}. End that one, or choose another port with --port.`),
      );
    });
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
