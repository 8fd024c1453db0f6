/** Finds who is signed in, when their session expires, and the CSRF token of their forms. */
import type { Area } from '#src/domain/area.ts';
import type { Keys } from '#src/usecases/ports.ts';
import type { Session, Sessions } from '#src/usecases/web-ports.ts';
import type { Viewer } from './viewer.ts';

const minuteMs = 60_000;
/** Signed out after this long without a request. */
export const idleTimeoutMs = 30 * minuteMs;
/** Signed out after this long in any case: a working day. */
export const maxSessionMs = 8 * 60 * minuteMs;
/** Limits how often a session's last use is written. */
const seenIntervalMs = minuteMs;

export interface SessionDeps {
  area: Area;
  keys: Keys;
  sessions: Sessions;
}

export const expiresAt = (session: Session): number =>
  Math.min(Date.parse(session.seenAt) + idleTimeoutMs, Date.parse(session.startedAt) + maxSessionMs);

/** The viewer behind a session cookie; undefined if the session is unknown or has expired. */
export async function findViewer(
  deps: SessionDeps,
  cookie: string | undefined,
  now: Date,
): Promise<Viewer | undefined> {
  if (cookie === undefined) return undefined;
  const session = await deps.sessions.find(deps.keys.keyedHash('session', cookie));
  if (!session || expiresAt(session) <= now.getTime()) return undefined;
  const party = deps.area.parties.find((one) => one.id === session.party && one.active);
  if (!party) return undefined;
  if (now.getTime() - Date.parse(session.seenAt) < seenIntervalMs) return { party, user: session.user, session };
  const seenAt = now.toISOString();
  await deps.sessions.touch(session.id, seenAt);
  return { party, user: session.user, session: { ...session, seenAt } };
}

/** The CSRF token of one session: it is not valid in any other. */
export const formToken = (keys: Keys, session: Session): string => keys.keyedHash('csrf', session.id);
