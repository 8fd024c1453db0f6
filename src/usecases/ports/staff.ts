/** The staff directory: who signs in for which party. */
import type { PartyId } from '#src/domain/ids.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';

/** No session has this id, and a row without one lets each in: it shuts out those from before a removal until the next sign-in. */
export const noSession = 'none';

/** One person of one party, as stored. */
export interface StaffRecord {
  party: PartyId;
  /** Stable id: a keyed hash of issuer and subject. */
  user: string;
  /** Name, e-mail address and subject, sealed for this record (`staffPlace`). */
  sealed: Uint8Array;
  /** Absent where the issuer says nothing of roles. */
  roles?: readonly StaffRole[];
  /** RFC 3339, UTC, as the times below. */
  invitedAt?: string;
  /** When they were last here. */
  seenAt?: string;
  /** Id of their session: a sign-in elsewhere ends the last. `noSession` from a removal to the next sign-in. */
  session?: string;
  /** Set from then on: they may not come in. Their name stays for the log. */
  removedAt?: string;
}

/** What a sign-in writes. */
export type SignInRecord = Required<Pick<StaffRecord, 'party' | 'user' | 'sealed' | 'seenAt' | 'session'>> &
  Pick<StaffRecord, 'roles'>;

export interface StaffDirectory {
  /** Everybody of the party, removed people too. */
  list(party: PartyId): Promise<StaffRecord[]>;
  find(party: PartyId, user: string): Promise<StaffRecord | undefined>;
  /** Writes what the issuer says of somebody who signs in; `removed` where they may not, and nothing is written. */
  recordSignIn(record: SignInRecord): Promise<'recorded' | 'removed'>;
  /** Adds somebody who was given an account. */
  invite(record: Required<Pick<StaffRecord, 'party' | 'user' | 'sealed' | 'roles' | 'invitedAt'>>): Promise<void>;
  /** Overwrites name and roles. */
  change(record: Required<Pick<StaffRecord, 'party' | 'user' | 'sealed' | 'roles'>>): Promise<void>;
  /** From then on they may not come in, and none of their sessions counts any more. */
  remove(party: PartyId, user: string, at: string): Promise<void>;
  /** They may sign in again; the sessions from before stay over. */
  readmit(party: PartyId, user: string): Promise<void>;
  /** Notes when they were last here. */
  touch(party: PartyId, user: string, at: string): Promise<void>;
}

/** The accounts with which people sign in, where the deployment has user pools of its own. */
export interface Accounts {
  /** @returns the subject (Identity); `taken` where the address has an account already, of whatever party */
  create(account: {
    party: PartyId;
    name: string;
    email: string;
    roles: readonly StaffRole[];
  }): Promise<{ subject: string } | { taken: true }>;
  change(subject: string, to: { name: string; roles: readonly StaffRole[] }): Promise<void>;
  /** Whether somebody may still sign in with it, for this party: it was neither deleted nor disabled. */
  isOpen(subject: string, party: PartyId): Promise<boolean>;
  /** Deletes the account. Safe to repeat. */
  close(subject: string): Promise<void>;
}
