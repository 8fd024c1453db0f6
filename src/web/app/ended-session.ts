/**
 * A post whose session has ended: what was typed is kept for the person of that session, and shown to nobody before they
 * have signed in again. Who holds the session's cookie and a form of that session wrote it; of a session that was signed out,
 * left by "Exit this page" or ended by a sign-in elsewhere, and of a person who was removed, nothing is kept.
 */
import type { SessionDeps } from './session.ts';
import { endOf, expiresAt } from './session.ts';
import type { Viewer } from './viewer.ts';

/** A page that was left open for longer is not kept. */
export const maxLatenessMs = 24 * 3_600_000;

/** The viewer of a session that has expired; undefined while it runs, and where there is none. */
export async function findExpiredViewer(
  { area, keys, sessions, staff }: SessionDeps,
  cookie: string,
  now: Date,
): Promise<Viewer | undefined> {
  const session = await sessions.find(keys.keyedHash('session', cookie));
  if (!session) return undefined;
  const party = area.parties.find((one) => one.id === session.party && one.active);
  if (!party) return undefined;
  const { user } = session;
  const person = await staff.find(party.id, user);
  if (endOf(person, session.id)) return undefined;
  const viewer = { party, user, ...(person?.roles && { roles: person.roles }), session };
  const lateness = now.getTime() - expiresAt(viewer);
  return lateness < 0 || lateness >= maxLatenessMs ? undefined : viewer;
}
