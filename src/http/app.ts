/** Builds one function's app: finds the route, authorizes the caller, maps errors to responses. */
import { findRoute, methodsAt } from '#src/contracts/match.ts';
import { onBehalfOfHeader } from '#src/contracts/on-behalf-of.ts';
import {
  type FunctionName,
  isPublicRoute,
  type PublicRouteName,
  type Route,
  type RouteName,
  routes,
  routesOf,
} from '#src/contracts/routes.ts';
import type { Area, Party } from '#src/domain/area.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import type { App, Claims, HttpRequest, HttpResponse } from '#src/platform/http-message.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';
import { errorFields, type Log, nobody } from '#src/usecases/ports/log.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { authorizeCaller, namedParty, type PartyRegister } from './access.ts';
import { readCaller } from './caller.ts';
import { deprecationHeaders } from './deprecation.ts';
import { ProblemError, problemFromFaults, problemResponse, retryAfterS } from './problem.ts';
import { createQuota, type Quota } from './quota.ts';

/** A request of a public route. */
export interface PublicCall {
  correlationId: string;
  /** The path's {id}; empty when the route has none. */
  id: string;
  /** The path's {name}; empty when the route has none. */
  name: string;
  /** The first value of each name. */
  query: Record<string, string>;
  /** Every value of each name. */
  parameters: URLSearchParams;
  header(name: string): string | undefined;
  /** The body as sent. */
  body(): Buffer;
}

/** A request of an authorized party. */
export interface ApiCall extends PublicCall {
  party: Party;
}

export type PublicHandler = (call: PublicCall) => Promise<HttpResponse>;
type PartyHandler = (call: ApiCall) => Promise<HttpResponse>;

type HandlerOf<Name extends RouteName> = Name extends PublicRouteName ? PublicHandler : PartyHandler;
type Handlers = { [Name in RouteName]: HandlerOf<Name> };
type RouteNameOf<Name extends FunctionName> = {
  [R in RouteName]: (typeof routes)[R]['function'] extends Name ? R : never;
}[RouteName];

type MakeHandlers<Name extends FunctionName, Deps> = (deps: Deps) => Pick<Handlers, RouteNameOf<Name>>;

export interface AppDeps {
  area: Area;
  register: PartyRegister;
  log: Log;
}

/** Fields added to the log line of a request as they become known. */
interface Trace {
  route: string;
  party?: string;
}

/** @param makeHandlers one handler for each route of the function; a missing one does not compile. Called anew for each call */
export function createApp<Name extends FunctionName, Deps extends AppDeps>(
  name: Name,
  makeHandlers: MakeHandlers<Name, Deps>,
  deps: Deps,
): App {
  const quota = createQuota();
  const routeTable = routesOf(name).map((key): Endpoint => {
    const route: Route = routes[key];
    return { ...route, key, answer: answerWith(makeHandlers, key, deps, quota) };
  });
  return async (request) => {
    const startedAt = performance.now();
    const correlationId = correlationIdFrom(request.headers['x-correlation-id']);
    const trace: Trace = { route: 'none' };
    const response = await handleRequest(request, correlationId, routeTable, trace).catch((error: unknown) =>
      problemResponse(toProblem(error, correlationId, deps.log), correlationId),
    );
    const ms = Math.round(performance.now() - startedAt);
    deps.log.info('request-answered', { ...trace, status: response.status, correlationId, ms });
    const route = routeTable.find(({ key }) => key === trace.route);
    const headers = { ...deprecationHeaders(route?.deprecation), ...response.headers };
    return { ...response, headers: { ...headers, 'x-correlation-id': correlationId } };
  };
}

interface Endpoint extends Route {
  key: RouteName;
  /** Checks who calls, where the route is not public, and runs its handler. */
  answer(call: PublicCall, claims: Claims | undefined, trace: Trace): Promise<HttpResponse>;
}

function answerWith<Deps extends AppDeps>(
  makeHandlers: (deps: Deps) => Partial<Handlers>,
  key: RouteName,
  deps: Deps,
  quota: Quota,
): Endpoint['answer'] {
  if (isPublicRoute(key)) return async (call) => requireHandler(makeHandlers(deps)[key], key)(call);
  const { access } = routes[key];
  return async (call, claims, trace) => {
    trace.party = namedParty(claims, deps.register) ?? nobody;
    const party = authorizeCaller(claims, access, deps.register);
    const waitS = quota.take(party);
    if (waitS !== undefined) throw new ProblemError('too-many-requests', {}, { 'retry-after': String(waitS) });
    const caller = readCaller(party.id, claims, call.header(onBehalfOfHeader.toLowerCase()));
    return requireHandler(makeHandlers(actAs(deps, caller))[key], key)({ ...call, party });
  };
}

function requireHandler<Handler>(handler: Handler | undefined, key: RouteName): Handler {
  if (!handler) throw new Error(`no handler for the route ${key}`);
  return handler;
}

async function handleRequest(
  request: HttpRequest,
  correlationId: string,
  routeTable: readonly Endpoint[],
  trace: Trace,
): Promise<HttpResponse> {
  const match = findRoute(routeTable, request.method, request.path);
  if (!('route' in match)) throw unmatchedRouteProblem(request.method, request.path);
  const { route, variables } = match;
  trace.route = route.key;
  const call: PublicCall = {
    correlationId,
    id: variables.id ?? '',
    name: variables.name ?? '',
    query: firstValues(request.query),
    parameters: request.query,
    header: (name) => request.headers[name],
    body: () => request.body,
  };
  return route.answer(call, request.claims, trace);
}

function firstValues(query: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of query) values[name] ??= value;
  return values;
}

/**
 * 405 when the path exists with other methods, on any function; otherwise 404. A HEAD request reaches only the web
 * function, because API Gateway has a route (and checks the token) only for the methods in the route table.
 */
export function unmatchedRouteProblem(method: string, path: string): ProblemError {
  const methods = methodsAt(Object.values<Route>(routes), path);
  if (methods.length === 0 || methods.includes(method)) return new ProblemError('not-found');
  return new ProblemError('method-not-allowed', {}, { allow: methods.join(', ') });
}

/** The only mapping of errors to responses. Logs an error's class and location, never its message (personal data). */
function toProblem(error: unknown, correlationId: string, log: Log): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof WrongCursor) return problemFromFaults('malformed-query', [wrongCursorFault]);
  if (error instanceof Unavailable) {
    log.warn('dependency-unavailable', { correlationId, ...errorFields(error) });
    return new ProblemError('unavailable', {}, { 'retry-after': String(retryAfterS) });
  }
  log.error('request-failed', { correlationId, ...errorFields(error) });
  return new ProblemError('internal-error', { detail: 'Give the correlation id when you report this.' });
}

const wrongCursorFault = fault('cursor', 'invalid-value', 'Use the cursor as the page before gave it, or none.');

/**
 * Uses the caller's id only if it is short and plain, because it is logged, and looks like an id: not like words, which may
 * be a name, and not like a telephone number or a date of birth.
 */
function correlationIdFrom(header: string | undefined): string {
  return header !== undefined && /^[A-Za-z0-9._:-]{1,100}$/.test(header) && !looksPersonal(header)
    ? header
    : crypto.randomUUID();
}

const looksPersonal = (id: string): boolean => {
  const digits = id.replace(/\D/g, '').length;
  return digits === 0 || (digits >= 6 && digits <= 15 && !/[A-Za-z]/.test(id));
};
