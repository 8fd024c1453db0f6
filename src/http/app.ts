/** An app as a value: the routes of one function, access first, one mapping of errors. */
import { type Context, Hono } from 'hono';
import { matchPath } from '#src/contracts/match.ts';
import { type FunctionName, type Route, type RouteName, routes, routesOf } from '#src/contracts/routes.ts';
import type { Area, Party } from '#src/domain/area.ts';
import { CalendarNotCovered } from '#src/domain/judgement/clock.ts';
import { errorFields, type Log } from '#src/usecases/log-port.ts';
import { Unavailable } from '#src/usecases/ports.ts';
import { type Claims, callerOf, type Register } from './access.ts';
import { ProblemError, problemResponse, retryAfterS } from './problem.ts';

// Node builds these classes at their first use, which costs 60 ms: at the start rather than in a request.
new Response(new Request('http://localhost/').url);

/** What API Gateway tells of a request; in tests, given as the app's environment. */
export interface Bindings {
  event?: { requestContext?: { authorizer?: { jwt?: { claims?: Claims } } } };
}

export interface Call {
  /** Absent on a public route. */
  party: Party;
  correlationId: string;
  /** The path's variable; empty where the route has none. */
  id: string;
  query: Record<string, string>;
  header(name: string): string | undefined;
  /** The body as text. */
  text(): Promise<string>;
  bytes(): Promise<number>;
}

export type Handler = (call: Call) => Promise<Response>;

export interface AppDeps {
  area: Area;
  register: Register;
  log: Log;
}

export type AppEnv = { Bindings: Bindings; Variables: { correlationId: string; route: string; party: string } };
type AnyContext = Context<AppEnv>;
export type App = Hono<AppEnv>;

/**
 * @param handlers one for each route of the function; a missing one does not compile
 */
export function appFor<Name extends FunctionName>(
  name: Name,
  handlers: { [R in RouteName as (typeof routes)[R]['function'] extends Name ? R : never]: Handler },
  deps: AppDeps,
): App {
  const app = new Hono<AppEnv>();
  app.use('*', async (context, next) => {
    const started = performance.now();
    context.set('correlationId', correlationOf(context.req.header('x-correlation-id')));
    await next();
    context.header('x-correlation-id', context.get('correlationId'));
    deps.log.info('request-answered', {
      route: context.get('route') ?? 'none',
      status: context.res.status,
      correlationId: context.get('correlationId'),
      ms: Math.round(performance.now() - started),
      ...(context.get('party') ? { party: context.get('party') } : {}),
    });
  });
  for (const key of routesOf(name)) {
    const route: Route = routes[key];
    const handler: Handler = handlers[key as keyof typeof handlers];
    app.on(route.method, honoPath(route.path), (context) => answer(context, key, route, handler, deps));
  }
  app.notFound((context) => {
    throw nothingAt(context.req.method, context.req.path);
  });
  app.onError((error, context) => {
    const correlationId = context.get('correlationId') ?? crypto.randomUUID();
    const response = problemResponse(asProblem(error, correlationId, deps.log), correlationId);
    response.headers.set('x-correlation-id', correlationId);
    return response;
  });
  return app;
}

async function answer(context: AnyContext, key: string, route: Route, handler: Handler, deps: AppDeps) {
  context.set('route', key);
  const party = route.access
    ? callerOf(context.env?.event?.requestContext?.authorizer?.jwt?.claims, route.access, deps.register)
    : noParty;
  context.set('party', party.id);
  const { req } = context;
  return handler({
    party,
    correlationId: context.get('correlationId'),
    id: req.param('id') ?? '',
    query: req.query(),
    header: (name) => req.header(name),
    text: () => req.text(),
    bytes: async () => (await req.arrayBuffer()).byteLength,
  });
}

const noParty: Party = { id: '', kind: 'authority', name: '', clients: [], active: false };

/** A path that other methods take is 405 with those methods; any other is 404. */
export function nothingAt(method: string, path: string): ProblemError {
  const methods = Object.values(routes)
    .filter((route) => matchPath(route.path, path))
    .map((route): string => route.method);
  if (methods.length === 0 || methods.includes(method)) return new ProblemError('not-found');
  return new ProblemError('method-not-allowed', {}, { allow: [...new Set(methods)].join(', ') });
}

/** The one mapping of errors to answers. What is said of an unexpected one is its class and place, never its words. */
function asProblem(error: Error, correlationId: string, log: Log): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof Unavailable) {
    log.warn('dependency-unavailable', { correlationId, ...errorFields(error) });
    return new ProblemError('unavailable', {}, { 'retry-after': String(retryAfterS) });
  }
  if (error instanceof CalendarNotCovered) {
    // No deadline is guessed: whoever runs the area must add the year's bank holidays.
    log.error('calendar-ends', { correlationId, ...errorFields(error) });
    return new ProblemError('unavailable', {}, { 'retry-after': '3600' });
  }
  log.error('request-failed', { correlationId, ...errorFields(error) });
  return new ProblemError('internal-error', { detail: 'Give the correlation id when you report this.' });
}

const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** A caller's own id is mirrored when it is short and plain; it goes into logs. */
function correlationOf(given: string | undefined): string {
  return given !== undefined && /^[A-Za-z0-9._:-]{1,100}$/.test(given) ? given : crypto.randomUUID();
}
