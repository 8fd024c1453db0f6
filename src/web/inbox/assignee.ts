/** Whose a hand-off is, in words and in the addresses of the inbox. */
import type { InboxPart } from '#src/domain/case/lists/inbox-parts.ts';
import type { Colleague } from '#src/usecases/service/assign-hand-off.ts';
import { type AssignedFilter, assignedFilters } from '#src/usecases/service/inbox.ts';
import type { InboxCall } from '../app/page.ts';
import { findValue } from '../form/choices.ts';
import { firstValue } from '../form/errors.ts';

export function assigneeText({ site, viewer }: InboxCall, assignee: Colleague | undefined): string {
  const words = site.texts.work.inbox.assigned;
  if (!assignee) return words.nobody;
  const name = assignee.name ?? words.unnamed;
  return assignee.user === viewer.user ? words.you(name) : name;
}

/** The filter that the address names, or the form that came from there. */
export const assignedOf = ({ query, form }: InboxCall): AssignedFilter | undefined =>
  findValue(assignedFilters, query.get('assigned') ?? firstValue(form, 'assigned'));

interface InboxPlace {
  part?: InboxPart | undefined;
  assigned?: AssignedFilter | undefined;
  cursor?: string | undefined;
}

export function inboxPath(place: InboxPlace, path = '/inbox'): string {
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value !== undefined));
  return query.size > 0 ? `${path}?${query}` : path;
}
