/** What a service has just recorded, said on the page that it comes to: otherwise only a line of the summary changes. */
import { type ServiceReport, serviceReportStatuses } from '#src/domain/case/report/service-report.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import type { InboxCall } from '../app/page.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { findValue } from '../form/choices.ts';
import type { Content } from '../html.ts';

const outcomes = [...serviceReportStatuses, 'noted', 'assigned'] as const;
type Outcome = ServiceReport['status'] | 'noted' | 'assigned';

export const handOffHref = (id: HandOffId, done: Outcome): string => `/inbox/${id}?done=${done}`;

export function doneBanner({ query, site }: InboxCall): Content {
  const words = site.texts.work.handOff.recorded;
  const outcome = findValue(outcomes, query.get('done') ?? '');
  return outcome && notificationBanner({ type: 'success', titleText: words.title, text: words[outcome] });
}
