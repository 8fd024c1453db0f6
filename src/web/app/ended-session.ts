/**
 * A post whose session has ended: what was typed is kept for the person of that session, and shown to nobody before they
 * have signed in again. Who holds the session's cookie and a form of that session wrote it; of a session that was signed out,
 * left by "Exit this page" or shut, nothing is found and nothing kept.
 */
import type { SessionDeps } from './session.ts';
import { expiresAt } from './session.ts';
import type { Viewer } from './viewer.ts';

/** A page that was left open for longer is not kept. */
export const maxLatenessMs = 24 * 3_600_000;

/** The viewer of a session that has expired; undefined while it runs, and where there is none. */
export async function findExpiredViewer(
  { area, keys, sessions }: Pick<SessionDeps, 'area' | 'keys' | 'sessions'>,
  cookie: string,
  now: Date,
): Promise<Viewer | undefined> {
  const session = await sessions.find(keys.keyedHash('session', cookie));
  if (!session) return undefined;
  const lateness = now.getTime() - expiresAt(session);
  const party = area.parties.find((one) => one.id === session.party && one.active);
  return party && lateness >= 0 && lateness < maxLatenessMs ? { party, user: session.user, session } : undefined;
}
