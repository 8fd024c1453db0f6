/** Finds who is signed in, when their session expires, and the CSRF token of their forms. */
import type { Area } from '#src/domain/area.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import { type Accounts, noSession, type StaffDirectory, type StaffRecord } from '#src/usecases/ports/staff.ts';
import type { Session, Sessions } from '#src/usecases/ports/web.ts';
import { openDetails, staffName } from '#src/usecases/staff/staff.ts';
import { limitsOf } from './session-limits.ts';
import type { Viewer } from './viewer.ts';

/** How often a session's last use is written, and its person's account looked at: who leaves is out within this time. */
const seenIntervalMs = 60_000;

export interface ViewerDeps {
  area: Area;
  keys: Keys;
  sessions: Pick<Sessions, 'find' | 'touch'>;
  staff: Pick<StaffDirectory, 'find' | 'touch'>;
  /** Undefined where the authority's own issuer has the accounts: a person is then removed on the page of the team. */
  accounts: Pick<Accounts, 'isOpen'> | undefined;
  log: Log;
}

export interface SessionDeps extends ViewerDeps {
  sessions: Sessions;
  staff: StaffDirectory;
}

/** By the roles that the person has now. */
export function expiresAt({ session, ...viewer }: Pick<Viewer, 'party' | 'roles' | 'session'>): number {
  const { idleMs, maxMs } = limitsOf(viewer);
  return Math.min(Date.parse(session.seenAt) + idleMs, Date.parse(session.startedAt) + maxMs);
}

/** Why a session is over: it lasted too long, its person signed in elsewhere, or they may not come in any more. */
export type SessionEnd = 'expired' | 'elsewhere' | 'removed';

/**
 * The viewer behind a session cookie, or why there is none. The person is looked at each time: who is removed is out at once. Their
 * account is looked at when they come a minute or more after the last time.
 */
export async function findViewer(
  deps: ViewerDeps,
  cookie: string,
  now: Date,
): Promise<{ viewer: Viewer } | { ended: SessionEnd }> {
  const { area, keys, sessions, staff } = deps;
  const session = await sessions.find(keys.keyedHash('session', cookie));
  if (!session) return { ended: 'expired' };
  const party = area.parties.find((one) => one.id === session.party && one.active);
  if (!party) return { ended: 'removed' };
  const { id, user } = session;
  const person = await staff.find(party.id, user);
  const roles = person?.roles && { roles: person.roles };
  if (expiresAt({ party, session, ...roles }) <= now.getTime()) return { ended: 'expired' };
  // Its row stays until it expires: else the next page would say that nothing was done for too long.
  const ended = endOf(person, id);
  if (ended) return { ended };
  const name = person && staffName(keys, person);
  const viewer = { party, user, ...(name !== undefined && { name }), ...roles };
  if (now.getTime() - Date.parse(session.seenAt) < seenIntervalMs) return { viewer: { ...viewer, session } };
  const account = person ? await lookAtAccount(deps, person) : 'open';
  if (account === 'closed') return { ended: 'removed' };
  // Not seen, so that the next request looks again, and that nobody stays for longer than they may do nothing.
  if (account === 'unknown') return { viewer: { ...viewer, session } };
  const seenAt = now.toISOString();
  await Promise.all([sessions.touch(id, seenAt), staff.touch(party.id, user, seenAt)]);
  return { viewer: { ...viewer, session: { ...session, seenAt } } };
}

/** `unknown` where the user pool does not answer: it is no reason to shut everybody out. */
async function lookAtAccount(
  { accounts, keys, log }: ViewerDeps,
  person: StaffRecord,
): Promise<'open' | 'closed' | 'unknown'> {
  if (!accounts) return 'open';
  try {
    return (await accounts.isOpen(openDetails(keys, person).subject, person.party)) ? 'open' : 'closed';
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    log.warn('dependency-unavailable', errorFields(error));
    return 'unknown';
  }
}

/** Why a person's session is over, however young it is. Sessions from before there was a directory have nobody in it. */
export function endOf(person: StaffRecord | undefined, session: string): SessionEnd | undefined {
  if (person?.removedAt !== undefined) return 'removed';
  // Let in again since then, they signed in nowhere else.
  if (person?.session === noSession) return 'expired';
  return person?.session === undefined || person.session === session ? undefined : 'elsewhere';
}

/** The CSRF token of one session: it is not valid in any other. */
export const formToken = (keys: Keys, session: Session): string => keys.keyedHash('csrf', session.id);
