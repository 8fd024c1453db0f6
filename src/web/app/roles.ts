/** What a person may open, by their roles within their party. Systems have no roles: a client has what its scope says. */
import type { StaffRole } from '#src/domain/vocabulary.ts';
import type { PrivateGroup, PrivateRoute } from './page.ts';
import { rolesOf, type Viewer } from './viewer.ts';

/** Each group of pages is for people with one of these. A reader of volumes opens no case. */
export const groupRoles: Readonly<Record<PrivateGroup, readonly StaffRole[]>> = {
  refer: ['worker'],
  sent: ['worker'],
  inbox: ['worker'],
  triage: ['worker', 'triage'],
  dashboard: ['manager', 'triage'],
  eMails: ['worker', 'triage', 'administrator'],
  team: ['administrator'],
};

/**
 * Of the hub: for what cannot be undone, keeps a person’s details against the rules, or goes outside a service's criteria, and to see
 * who looked at a case.
 */
export const decisionRoles: readonly StaffRole[] = ['triage'];

/** @param roles one of which is needed */
export const hasRole = (viewer: Pick<Viewer, 'roles'>, roles: readonly StaffRole[]): boolean =>
  rolesOf(viewer).some((role) => roles.includes(role));

export const mayOpen = (viewer: Viewer, { who, roles }: Pick<PrivateRoute, 'who' | 'roles'>): boolean =>
  who.includes(viewer.party.kind) && hasRole(viewer, roles);
