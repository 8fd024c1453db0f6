/** What the table of pages is written with. */
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateRoute, PublicRoute } from './page.ts';

type Method = PrivateRoute['method'];
type Handler<Call> = (call: Call) => Reply | Promise<Reply>;

/** Lines for parties of these kinds, signed in. */
export const forParties =
  (method: Method, who: readonly PartyKind[]) =>
  (path: string, summary: string, handle: PrivateRoute['handle']): PrivateRoute => ({
    method,
    path,
    who,
    summary,
    handle,
  });

/** Lines for anyone. */
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
 * Pages that are loaded when one of them is first asked for, so that a function that starts pays only for
 * what it then shows.
 * @param load gives handlers by name: a module that exports nothing else, for example `() => import('./inbox.ts')`
 * @returns for a name, a handler that loads and asks the real one
 */
export const lazily =
  <Name extends string, Call>(load: () => Promise<Readonly<Record<Name, Handler<Call>>>>) =>
  (name: Name) =>
  async (call: Call): Promise<Reply> =>
    (await load())[name](call);
