/** Ports of the pages. */
import type { StaffRole } from '#src/domain/vocabulary.ts';

/** The issuer of everybody, and that of the authority's people alone, where the deployment has one. */
export const issuerNames = ['common', 'authority'] as const;
export type IssuerName = (typeof issuerNames)[number];

export interface Session {
  /** Keyed hash of the cookie; the cookie itself is never stored. */
  id: string;
  /** Pseudonym of the signed-in person; no name is stored. */
  user: string;
  /** Id of the person's party in the register. */
  party: string;
  /** With which they signed in: signing out ends its session too. */
  issuer: IssuerName;
  /** RFC 3339, UTC. */
  startedAt: string;
  seenAt: string;
}

/** A sign-in in progress. */
export interface SignInState {
  id: string;
  /** The only one whose answer finishes it. */
  issuer: IssuerName;
  verifier: string;
  nonce: string;
  /** Local path to return to after sign-in. */
  returnTo: string;
  startedAt: string;
}

/** Expired rows may still be returned: callers check the times of sessions and sign-ins. */
export interface Sessions {
  beginSignIn(state: SignInState): Promise<void>;
  /** Deletes and returns the state, so that it can be used once. */
  takeSignIn(id: string): Promise<SignInState | undefined>;
  start(session: Session): Promise<void>;
  find(id: string): Promise<Session | undefined>;
  touch(id: string, at: string): Promise<void>;
  end(id: string): Promise<void>;
}

/** A form in progress. Its answers are sealed; it expires, and is deleted on submission. */
export interface Draft {
  id: string;
  /** Pseudonym of its author: nobody else can find it. */
  user: string;
  /** Goes up by one with each save, for optimistic locking. */
  rev: number;
  startedAt: string;
  savedAt: string;
  sealed: Uint8Array;
}

/** `at` is now (RFC 3339): expired rows are not returned, even if they still exist. */
export interface Drafts {
  /** Does nothing when the draft already exists. */
  create(draft: Draft): Promise<void>;
  find(user: string, id: string, at: string): Promise<Draft | undefined>;
  list(user: string, at: string): Promise<Draft[]>;
  /** Overwrites the previous revision; `moved` when another tab saved first, or the draft is gone. */
  save(draft: Draft): Promise<'saved' | 'moved'>;
  remove(user: string, id: string): Promise<void>;
  /** The sealed answers that a person asked us to remember about themselves. */
  findProfile(user: string, at: string): Promise<Uint8Array | undefined>;
  saveProfile(user: string, sealed: Uint8Array, at: string): Promise<void>;
}

/** Who has signed in. */
export interface Identity {
  /** Issuer and subject, separated by a space: unique and stable. */
  subject: string;
  /** Id of the person's party, from the token. */
  party: string;
  /** As the issuer names them, where it does. */
  name?: string;
  email?: string;
  /** Absent where the issuer says nothing of roles. */
  roles?: readonly StaffRole[];
  /** Whether they proved who they are by more than one factor. Absent where the issuer says nothing of it. */
  hasSecondFactor?: boolean;
}

/** An OpenID Connect issuer: authorization code flow with PKCE. */
export interface SignInProvider {
  /** The issuer's authorization URL, to redirect the browser to. */
  authorizeUrl(params: { state: string; nonce: string; verifier: string }): Promise<string>;
  /**
   * Exchanges the code for an identity.
   * @param request `callback` is what the issuer added to our address, the rest what the sign-in began with
   * @throws SignInRefused when the callback, the code or the token is not valid
   */
  redeem(request: { callback: URLSearchParams; state: string; verifier: string; nonce: string }): Promise<Identity>;
  /** The issuer's sign-out URL; undefined when it has none. */
  signOutUrl(): Promise<string | undefined>;
}

/** One at which people sign in to the pages. */
export interface SignInIssuer {
  provider: SignInProvider;
  /** Whether it lets in none of the authority's people without a second factor, also where its tokens say nothing of it. */
  requiresSecondFactor: boolean;
}

export interface SignInIssuers {
  common: SignInIssuer;
  authority?: SignInIssuer | undefined;
}

export class SignInRefused extends Error {
  override name = 'SignInRefused';
}
