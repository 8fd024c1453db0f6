/**
 * Where in its list the hub is: what the list is narrowed to, and the page. It stands in the address of each case that
 * is opened from there, so that the hub comes back to it after a decision.
 */
import { type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { type Priority, priorities } from '#src/domain/vocabulary.ts';
import type { TriageCall } from '../app/page.ts';
import { readCursor } from '../work/work-list.ts';

export interface ListPlace {
  reason?: TriageReason;
  priority?: Priority;
  /** The party that sent it. */
  from?: PartyId;
  cursor?: string;
}

/** What is none of ours is left out. */
export function readPlace({ area, query }: Pick<TriageCall, 'area' | 'query'>): ListPlace {
  const reason = triageReasons.find((one) => one === query.get('reason'));
  const priority = priorities.find((one) => one === query.get('priority'));
  const from = area.parties.find(({ id }) => id === query.get('from'))?.id;
  const cursor = readCursor(query);
  return { ...(reason && { reason }), ...(priority && { priority }), ...(from && { from }), ...(cursor && { cursor }) };
}

const withQuery = (path: string, query: Record<string, string>): string =>
  Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path;

export const listHref = (place: ListPlace, more: Record<string, string> = {}): string =>
  withQuery('/triage', { ...place, ...more });

/** @param more what else the address says; `action` is the form that posts there, or a page below the case's */
export const caseHref = (
  id: ReferralId,
  place: ListPlace,
  { action, ...more }: { action?: string; done?: string; page?: string } = {},
): string => withQuery(`/triage/${id}${action ? `/${action}` : ''}`, { ...place, ...more });
