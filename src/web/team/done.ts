/** What an administrator has just done, said above the list. */
import type { TeamCall } from '../app/page.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { findValue } from '../form/choices.ts';
import type { Content } from '../html.ts';
import { invitedText } from './invitation.ts';

const outcomes = ['invited', 'changed', 'removed', 'readmitted'] as const;
export type TeamOutcome = (typeof outcomes)[number];

export const teamHref = (done: TeamOutcome): string => `/team?${new URLSearchParams({ done })}`;

export function doneBanner(call: TeamCall): Content {
  const words = call.site.texts.team.done;
  const outcome = findValue(outcomes, call.query.get('done') ?? '');
  if (!outcome) return undefined;
  const text = outcome === 'invited' ? invitedText(call, call.deps.pagesUrl) : words[outcome];
  return notificationBanner({ type: 'success', titleText: words.title, text });
}
