/** The history of a case, oldest first, without free text except the reader's own notes. */
import { type Area, partyName } from '#src/domain/area.ts';
import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import type { TimelineEvent } from '#src/usecases/service/notes.ts';
import { summaryList } from '../components/summary-list.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { html, type Markup, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { channelNames } from './contact-ways.ts';

/** A summary list rather than a table: in a narrow window each event is shown below its time. */
export function historyList(texts: Texts, area: Area, events: readonly TimelineEvent[]): Markup {
  const words = texts.work;
  const rows = events.map((one) => {
    const what =
      assignedText(texts, one) ??
      (one.service && one.service !== one.by
        ? `${words.event[one.event]}: ${partyName(area, one.service)}`
        : words.event[one.event]);
    const reason = one.reason ? ` (${formatReason(texts, one)}${namedWays(texts, one)})` : '';
    const ended = [one.result && texts.words.attemptResult[one.result], one.safe && words.attemptSafety[one.safe]]
      .filter(Boolean)
      .map((text) => html`<br>${text}`);
    const act = one.act !== undefined && html`<br>${words.partOfAct(one.act)}`;
    const text = one.text !== undefined && html`<br>${withLineBreaks(one.text)}`;
    const by = one.by === 'system' ? words.bySystem : words.byParty(partyName(area, one.by), one.agentName);
    return {
      key: { text: formatDateTimeWithYear(one.at), classes: 'govuk-!-font-weight-regular' },
      value: {
        html: html`${what}${reason}${act}${ended}${text}<br><span class="govuk-hint govuk-!-margin-bottom-0">${by}</span>`,
      },
    };
  });
  return html`<h2 class="govuk-heading-m">${words.history}</h2>
  ${summaryList({ rows })}`;
}

function assignedText({ work }: Texts, { event, assignee, assigneeName }: TimelineEvent): string | undefined {
  if (event !== 'assigned') return undefined;
  const { nobody, unnamed } = work.inbox.assigned;
  return `${work.event.assigned}: ${assignee === undefined ? nobody : (assigneeName ?? unnamed)}`;
}

/** Which vocabulary a reason belongs to depends on its event; held reasons are separated by spaces. */
function formatReason(texts: Texts, { event, reason = '' }: HistoryEvent): string {
  const vocabulary: Record<string, string> = reasonTextsByEvent(texts)[event] ?? texts.words.outcome;
  return reason
    .split(' ')
    .map((one) => vocabulary[one] ?? one)
    .join(', ');
}

const namedWays = (texts: Texts, { channels = [] }: HistoryEvent): string =>
  channels.length > 0 ? `: ${channelNames(texts, channels)}` : '';

const reasonTextsByEvent = ({ words, work }: Texts): Partial<Record<CaseEvent, Record<string, string>>> => ({
  held: words.heldReason,
  declined: words.declineReason,
  returned: words.returnReason,
  // A correction may take a case from a service: it would be held, or is no longer for that service.
  withdrawn: { ...words.heldReason, 'not-eligible': words.declineReason['not-eligible'], ...words.withdrawReason },
  suspended: words.suspendReason,
  'contact-attempted': words.channel,
  reviewed: work.triageReason,
  'left-unreviewed': work.triageReason,
  'erasure-proposed': words.erasureReason,
  'erasure-cancelled': words.erasureReason,
  'erasure-asked': words.erasureReason,
  erased: { ...words.retentionClass, ...words.erasureReason },
});
