/** What a page handler receives and returns. */

import type { Area, Party } from '#src/domain/area.ts';
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { HandOffDeps } from '#src/usecases/hand-offs.ts';
import type { Log } from '#src/usecases/log-port.ts';
import type { OwnDeps } from '#src/usecases/own-referrals.ts';
import type { Clock, Counters } from '#src/usecases/ports.ts';
import type { VolumesDeps } from '#src/usecases/query-volumes.ts';
import type { TriageDeps } from '#src/usecases/triage.ts';
import type { Drafts, Session, Sessions, SignInProvider } from '#src/usecases/web-ports.ts';
import type { FormValues } from '../form/errors.ts';
import type { FormAction } from '../form/patterns.ts';
import type { Page, Site } from '../layout.ts';

/** Dependencies of signed-in pages: those of the use cases that the API has too, and those of the pages alone. */
export interface PageDeps extends OwnDeps, HandOffDeps, TriageDeps, VolumesDeps {
  area: Area;
  now: Clock;
  log: Log;
  counters: VolumesDeps['counters'];
  /** Counts resends. */
  duplicates: Counters;
  sessions: Sessions;
  drafts: Drafts;
  provider: SignInProvider;
  /** Base URL of our own links, without a trailing slash. */
  publicUrl: string;
}

/** What the app needs at once. Public pages need no table and no key, and are shown without them. */
export interface AppDeps {
  area: Area;
  now: Clock;
  log: Log;
  /** Base URL of our own links, without a trailing slash. */
  publicUrl: string;
  /** Loads all other dependencies, only when someone is signed in or signs in. */
  signedInDeps(): Promise<PageDeps>;
}

/** Who is signed in: a party, and a pseudonym of the person. No name is stored. */
export interface Viewer {
  party: Party;
  user: string;
  session: Session;
}

/** What a response can carry in addition to its page. */
export type ResponseExtras = Partial<Pick<HttpResponse, 'headers' | 'cookies'>>;

export interface PageCall {
  area: Area;
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

/** A request for a page that requires signing in. */
export interface PrivateCall extends PageCall {
  deps: PageDeps;
  viewer: Viewer;
}
/** A request for a public page; someone may be signed in. */
export interface PublicCall extends PageCall {
  viewer?: Viewer;
  signedInDeps: AppDeps['signedInDeps'];
}

interface BaseRoute {
  method: 'GET' | 'POST';
  /** With {name} for each path variable. */
  path: string;
  summary: string;
}

/** For everyone, signed in or not. */
export interface PublicRoute extends BaseRoute {
  who: 'anyone';
  handle(call: PublicCall): HttpResponse | Promise<HttpResponse>;
}

/** For signed-in parties of these kinds; others get a 403. */
export interface PrivateRoute extends BaseRoute {
  who: readonly PartyKind[];
  handle(call: PrivateCall): HttpResponse | Promise<HttpResponse>;
}

export type PageRoute = PublicRoute | PrivateRoute;
