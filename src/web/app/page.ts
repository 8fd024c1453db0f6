/** What a page is given, and what it gives back. */

import type { Area, Party } from '#src/domain/area.ts';
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { Reply } from '#src/platform/exchange.ts';
import type { VolumesDeps } from '#src/usecases/ask-volumes.ts';
import type { HandOffDeps } from '#src/usecases/hand-offs.ts';
import type { Log } from '#src/usecases/log-port.ts';
import type { OwnDeps } from '#src/usecases/own-referrals.ts';
import type { Clock, Counters } from '#src/usecases/ports.ts';
import type { TriageDeps } from '#src/usecases/triage.ts';
import type { Drafts, Session, Sessions, SignInProvider } from '#src/usecases/web-ports.ts';
import type { Values } from '../form/errors.ts';
import type { Post } from '../form/pages.ts';
import type { Page, Site } from '../layout.ts';

/** All that any page may do: the same use cases as the API's. */
export interface PageDeps extends OwnDeps, HandOffDeps, TriageDeps, VolumesDeps {
  area: Area;
  now: Clock;
  log: Log;
  counters: VolumesDeps['counters'];
  /** Where resends are counted. */
  duplicates: Counters;
  sessions: Sessions;
  drafts: Drafts;
  provider: SignInProvider;
  /** Base of our own links, without a slash at its end. */
  publicUrl: string;
}

/** What the app of pages is given. A page for anyone needs no table and no key, and is shown without them. */
export interface Setting {
  area: Area;
  now: Clock;
  log: Log;
  /** Base of our own links, without a slash at its end. */
  publicUrl: string;
  /** All the rest; asked for where somebody is signed in, or signs in. */
  whole(): Promise<PageDeps>;
}

/** Who is signed in: a party, and a pseudonym of the person; no name is kept. */
export interface Viewer {
  party: Party;
  user: string;
  session: Session;
}

/** What an answer carries besides its page. */
export type Extra = Partial<Pick<Reply, 'headers' | 'cookies'>>;

export interface PageCall {
  area: Area;
  site: Site;
  now: Date;
  /** The path's variables, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** What a form posted, by input; without the hidden token. Empty for GET. */
  form: Values;
  /** The path as asked, with its query. */
  url: string;
  /** A cookie of ours. */
  cookie(name: string): string | undefined;
  /** What every form posts besides its fields: the token against forged posts is added. */
  post(action: string, hidden?: Readonly<Record<string, string>>): Post;
  /** The page in its layout, private and not stored where somebody is signed in. */
  page(page: Page, status?: number, extra?: Extra): Reply;
  /** See other: after a post, so that Back and reload are safe. */
  redirect(path: string, extra?: Extra): Reply;
  notFound(): Reply;
}

/** A call on a page for those who are signed in. */
export interface PrivateCall extends PageCall {
  deps: PageDeps;
  viewer: Viewer;
}
/** A call on a page for anyone; somebody may be signed in. */
export interface PublicCall extends PageCall {
  viewer?: Viewer;
  whole: Setting['whole'];
}

interface AnyRoute {
  method: 'GET' | 'POST';
  /** With {name} for each variable. */
  path: string;
  summary: string;
}

/** For anyone, signed in or not. */
export interface PublicRoute extends AnyRoute {
  who: 'anyone';
  handle(call: PublicCall): Reply | Promise<Reply>;
}

/** For parties of these kinds, signed in. Others are told that it is not for them. */
export interface PrivateRoute extends AnyRoute {
  who: readonly PartyKind[];
  handle(call: PrivateCall): Reply | Promise<Reply>;
}

/** One line of the table of pages. */
export type PageRoute = PublicRoute | PrivateRoute;
