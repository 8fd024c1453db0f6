/** What the pages need from outside, besides what the use cases need. */

export interface Session {
  /** Keyed hash of the cookie; the cookie itself is never stored. */
  id: string;
  /** Pseudonym of the signed-in person; no name is kept. */
  user: string;
  /** Id of their party in the register. */
  party: string;
  /** RFC 3339, UTC. */
  startedAt: string;
  seenAt: string;
}

/** A sign-in that has begun and not come back yet. */
export interface SignInState {
  id: string;
  verifier: string;
  nonce: string;
  /** A path of ours to go on to. */
  returnTo: string;
  startedAt: string;
}

/** Rows may outlive their time in the table: who reads a session or a sign-in checks its times. */
export interface Sessions {
  begin(state: SignInState): Promise<void>;
  /** Takes the state away: it works once. */
  take(id: string): Promise<SignInState | undefined>;
  start(session: Session): Promise<void>;
  find(id: string): Promise<Session | undefined>;
  seen(id: string, at: string): Promise<void>;
  end(id: string): Promise<void>;
}

/** A form in progress. Its answers are sealed; it expires, and goes when it is submitted. */
export interface Draft {
  id: string;
  /** Pseudonym of the one who writes it: nobody else finds it. */
  user: string;
  /** Goes up by one with each save; a save names the one it read. */
  rev: number;
  startedAt: string;
  savedAt: string;
  sealed: Uint8Array;
}

/** `at` is now, as RFC 3339: what is past its time then is not there, also where its row still stands. */
export interface Drafts {
  /** Where a draft of this id stands already, it stays. */
  create(draft: Draft): Promise<void>;
  find(user: string, id: string, at: string): Promise<Draft | undefined>;
  list(user: string, at: string): Promise<Draft[]>;
  /** Saves over the revision before it; moved when another tab was first, or the draft is gone. */
  save(draft: Draft): Promise<'saved' | 'moved'>;
  remove(user: string, id: string): Promise<void>;
  /** What a person asked us to remember about themselves, sealed. */
  remembered(user: string, at: string): Promise<Uint8Array | undefined>;
  remember(user: string, sealed: Uint8Array, at: string): Promise<void>;
}

/** Who a person proved to be. */
export interface Identity {
  /** Issuer and subject, joined: unique and stable. */
  subject: string;
  /** Id of their party, as the issuer says. */
  party: string;
}

/** An OpenID Connect issuer: authorization code with PKCE. */
export interface SignInProvider {
  /** Where the browser goes to sign in. */
  authorizeUrl(ask: { state: string; nonce: string; challenge: string }): Promise<string>;
  /** @throws SignInRefused when the code or the token is not what it should be */
  redeem(answer: { code: string; verifier: string; nonce: string }): Promise<Identity>;
  /** Where the browser goes to be signed out there too; undefined when the issuer has no such place. */
  signOutUrl(): Promise<string | undefined>;
}

export class SignInRefused extends Error {
  override name = 'SignInRefused';
}
