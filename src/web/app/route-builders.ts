/** Helpers that build the table of routes. */
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PrivateRoute, PublicRoute } from './page.ts';

type Method = PrivateRoute['method'];
type Handler<Call> = (call: Call) => HttpResponse | Promise<HttpResponse>;

/** Routes for signed-in parties of these kinds. */
export const forParties =
  (method: Method, who: readonly PartyKind[]) =>
  (path: string, summary: string, handle: PrivateRoute['handle']): PrivateRoute => ({
    method,
    path,
    who,
    summary,
    handle,
  });

/** Routes for everyone. */
export const forAnyone =
  (method: Method) =>
  (path: string, summary: string, handle: PublicRoute['handle']): PublicRoute => ({
    method,
    path,
    who: 'anyone',
    summary,
    handle,
  });

/**
 * Loads the module of a group of pages at its first request, so that a cold start loads only what it shows.
 * @param load returns handlers by name: a module that exports nothing else, for example `() => import('./inbox.ts')`
 * @returns for a name, a handler that loads the module and calls the real handler
 */
export const lazyHandlers =
  <Name extends string, Call>(load: () => Promise<Readonly<Record<Name, Handler<Call>>>>) =>
  (name: Name) =>
  async (call: Call): Promise<HttpResponse> =>
    (await load())[name](call);
