/** Helpers that build the table of routes. Each gives a page the dependencies of its group, and no others. */
import type { PartyKind, StaffRole } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { watchOpenings } from '#src/usecases/jobs/watch-openings.ts';
import { actAs, type Caller } from '#src/usecases/staff/act-as.ts';
import type { Handler, PrivateCall, PrivateGroup, PrivateRoute, PublicCall, PublicRoute, SignInCall } from './page.ts';
import { groupRoles } from './roles.ts';
import type { SignedInDeps } from './signed-in-deps.ts';
import type { Viewer } from './viewer.ts';

const callerOf = ({ party, user }: Viewer): Caller => ({ party: party.id, agent: { user } });

/** What is written for the party bears the person, and what they open is watched. */
const ofViewer = <Group extends PrivateGroup>(deps: SignedInDeps, group: Group, viewer: Viewer): SignedInDeps[Group] =>
  watchOpenings(actAs(deps[group], callerOf(viewer)), { party: viewer.party.id, user: viewer.user }, deps.openings);

type Method = PrivateRoute['method'];

/**
 * Routes of a group of pages, for signed-in people of parties of these kinds.
 * @param roles one of which a person needs; by default those of the group
 */
export const forParties =
  <Group extends PrivateGroup>(
    group: Group,
    method: Method,
    who: readonly PartyKind[],
    roles: readonly StaffRole[] = groupRoles[group],
  ) =>
  (path: string, summary: string, handle: Handler<PrivateCall<Group>>, keep?: Keep<Group>): PrivateRoute => ({
    method,
    path,
    who,
    roles,
    summary,
    handle: (call, deps) => handle({ ...call, deps: ofViewer(deps, group, call.viewer) }),
    ...(keep && { keep: (call, deps) => keep({ ...call, deps: deps[group] }) }),
  });

type Keep<Group extends PrivateGroup> = (call: PrivateCall<Group>) => Promise<string | undefined>;

/** Routes for everyone. */
export const forAnyone =
  (method: Method) =>
  (path: string, summary: string, handle: Handler<PublicCall>): PublicRoute => ({
    method,
    path,
    who: 'anyone',
    summary,
    handle: (call) => handle(call),
  });

/** Routes for signing in and out. */
export const forSignIn =
  (method: Method) =>
  (path: string, summary: string, handle: Handler<SignInCall>): PublicRoute => ({
    method,
    path,
    who: 'anyone',
    summary,
    handle: (call, loadDeps) => handle({ ...call, signInDeps: async () => (await loadDeps()).signIn }),
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
