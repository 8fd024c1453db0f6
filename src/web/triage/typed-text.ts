/** What somebody typed as a reason, with who it was and when. */
import { partyName } from '#src/domain/area.ts';
import type { TimelineEvent } from '#src/usecases/service/notes.ts';
import type { TriageCall } from '../app/page.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { html, type Markup, withLineBreaks } from '../html.ts';

export const typedText = (call: TriageCall, event: TimelineEvent): Markup =>
  html`${withLineBreaks(event.text ?? '')}<br><span class="govuk-hint">${typedBy(call, event)}</span>`;

/** The person, where their name is known, the party and the time. */
export function typedBy({ area, site }: TriageCall, { by, agentName, at }: TimelineEvent): string {
  const name = by === 'system' ? site.texts.work.bySystem : partyName(area, by);
  return [agentName, name, formatDateTimeWithYear(at)].filter(Boolean).join(', ');
}
