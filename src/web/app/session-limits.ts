/** How long a session lasts, by what its person may do. */
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { rolesFor } from '#src/usecases/staff/team.ts';
import { rolesOf, type Viewer } from './viewer.ts';

export interface SessionLimits {
  /** Signed out after this long without a request. */
  idleMs: number;
  /** Signed out after this long in any case. */
  maxMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Half an hour at a form, and a working day. */
export const ordinaryLimits: SessionLimits = { idleMs: 30 * minuteMs, maxMs: 8 * hourMs };

/** Who may erase, override or let people in has more to lose at a screen that nobody watches. */
export const sessionLimits: Readonly<Record<StaffRole, SessionLimits>> = {
  worker: ordinaryLimits,
  manager: ordinaryLimits,
  triage: { ...ordinaryLimits, idleMs: 15 * minuteMs },
  administrator: { idleMs: 15 * minuteMs, maxMs: 4 * hourMs },
};

/** The shortest of those of the roles that mean something in the person's party. */
export function limitsOf({
  party,
  roles,
}: Pick<Viewer, 'party'> & { roles?: Viewer['roles'] | undefined }): SessionLimits {
  const possible = rolesFor(party.kind);
  const all = rolesOf({ ...(roles && { roles }) })
    .filter((role) => possible.includes(role))
    .map((role) => sessionLimits[role]);
  return {
    idleMs: Math.min(ordinaryLimits.idleMs, ...all.map(({ idleMs }) => idleMs)),
    maxMs: Math.min(ordinaryLimits.maxMs, ...all.map(({ maxMs }) => maxMs)),
  };
}
