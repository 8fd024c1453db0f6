/** On the hub's page of a case: contact that is stopped, and contact that was not safe. */
import { partyName } from '#src/domain/area.ts';
import type { ContactNotes } from '#src/usecases/service/contact-notes.ts';
import type { TriageCall } from '../app/page.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html, withLineBreaks } from '../html.ts';
import { channelNames } from '../work/contact-ways.ts';

export function contactNotesSection({ area, site }: TriageCall, { stopped, attempts }: ContactNotes): Content {
  const { words, work } = site.texts;
  const labels = work.contactNotes;
  const row = (key: string, value: string | undefined): SummaryRow[] =>
    value === undefined ? [] : [{ key: { text: key }, value: { html: html`${withLineBreaks(value)}` } }];
  const stops = stopped.map(({ service, since, reason, channels, advice }) =>
    summaryList({
      rows: [
        ...row(labels.service, partyName(area, service)),
        ...row(labels.since, formatDateTimeWithYear(since)),
        ...row(labels.reason, words.suspendReason[reason]),
        ...row(work.suspended.which, channels && channelNames(site.texts, channels)),
        ...row(labels.asked, advice ?? work.suspended.askedByUs),
      ],
    }),
  );
  const tries = attempts.map(({ service, at, channel, result, why }) =>
    summaryList({
      rows: [
        ...row(labels.service, partyName(area, service)),
        ...row(labels.when, formatDateTimeWithYear(at)),
        ...row(labels.channel, words.channel[channel]),
        ...row(labels.result, result ? words.attemptResult[result] : labels.noResult),
        ...row(labels.why, why),
      ],
    }),
  );
  return html`${stops.length > 0 && html`<h2 class="govuk-heading-m">${labels.stopped}</h2>${stops}`}
  ${tries.length > 0 && html`<h2 class="govuk-heading-m">${labels.attempts}</h2>${tries}`}`;
}
