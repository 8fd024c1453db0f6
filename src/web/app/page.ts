/** What a page handler receives and returns. */

import type { Area } from '#src/domain/area.ts';
import type { PartyKind, StaffRole } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import type { FormValues } from '../form/errors.ts';
import type { FormAction } from '../form/patterns.ts';
import type { Page, Site } from '../layout.ts';
import type { SignedInDeps, SignInDeps } from './signed-in-deps.ts';
import type { Viewer } from './viewer.ts';

/** What the app needs at once. Public pages need no table and no key, and are shown without them. */
export interface AppDeps {
  area: Area;
  now: Clock;
  log: Log;
  /** Base URL of the pages, without a trailing slash. */
  pagesUrl: string;
  /** Loads all other dependencies, only when someone is signed in or signs in. */
  signedInDeps(): Promise<SignedInDeps>;
}

/** What a response can carry in addition to its page. */
export type ResponseExtras = Partial<Pick<HttpResponse, 'headers' | 'cookies'>>;

export interface PageCall {
  area: Area;
  /** Base URL of the pages, without a trailing slash. */
  pagesUrl: string;
  site: Site;
  now: Date;
  /** The path's variables, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** What a form posted, by input, without the CSRF token. Empty for GET. */
  form: FormValues;
  /** The requested path with its query. */
  url: string;
  cookie(name: string): string | undefined;
  /** What a form posts in addition to its fields; adds the CSRF token. */
  formAction(action: string, hidden?: Readonly<Record<string, string>>): FormAction;
  /** Renders the page in its layout, with headers that forbid caching. */
  page(page: Page, status?: number, extra?: ResponseExtras): HttpResponse;
  /** 303 See Other, so that Back and reload are safe after a post. */
  redirect(path: string, extra?: ResponseExtras): HttpResponse;
  notFound(): HttpResponse;
}

/** A request for a public page; someone may be signed in. */
export interface PublicCall extends PageCall {
  viewer?: Viewer;
}

/** A request for a page with which somebody signs in or out. */
export interface SignInCall extends PublicCall {
  /** Loads the dependencies. */
  signInDeps(): Promise<SignInDeps>;
}

/** A request for a page that requires signing in. */
export interface ViewerCall extends PageCall {
  viewer: Viewer;
}

/** A request for a page of one group, with the dependencies of that group alone. */
export interface PrivateCall<Group extends PrivateGroup> extends ViewerCall {
  deps: SignedInDeps[Group];
}
export type PrivateGroup = Exclude<keyof SignedInDeps, 'session' | 'openings' | 'signIn'>;
export type ReferCall = PrivateCall<'refer'>;
export type SentCall = PrivateCall<'sent'>;
export type InboxCall = PrivateCall<'inbox'>;
export type TriageCall = PrivateCall<'triage'>;
export type TeamCall = PrivateCall<'team'>;
export type DashboardCall = PrivateCall<'dashboard'>;
export type EMailsCall = PrivateCall<'eMails'>;

export type Handler<Call> = (call: Call) => HttpResponse | Promise<HttpResponse>;

interface BaseRoute {
  method: 'GET' | 'POST';
  /** With {name} for each path variable. */
  path: string;
  summary: string;
}

/** For everyone, signed in or not. */
export interface PublicRoute extends BaseRoute {
  who: 'anyone';
  /** @param loadDeps for the pages of signing in: the others get nothing of it */
  handle(call: PublicCall, loadDeps: AppDeps['signedInDeps']): HttpResponse | Promise<HttpResponse>;
}

/** For signed-in people of parties of these kinds who have one of these roles; others get a 403. */
export interface PrivateRoute extends BaseRoute {
  who: readonly PartyKind[];
  roles: readonly StaffRole[];
  /** @param deps of all groups: the page gets those of its own */
  handle(call: ViewerCall, deps: SignedInDeps): HttpResponse | Promise<HttpResponse>;
  /**
   * Of a page with much to type: keeps what was posted after the session of `call.viewer` had expired, and shows nothing.
   * @returns the path on which the same person goes on after signing in again
   */
  keep?(call: ViewerCall, deps: SignedInDeps): Promise<string | undefined>;
}

export type PageRoute = PublicRoute | PrivateRoute;
