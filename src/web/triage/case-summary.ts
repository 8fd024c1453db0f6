/** What a decision about a case needs, at the top of its page: why it is here, what it is, and whom to ask. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { isDeclinedByAll, isForHub, releaseAdvice } from '#src/domain/case/triage/held-advice.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { formatDateTimeWithYear, timeRemaining } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { priorityText, riskText } from './case-facts.ts';
import { caseHref, readPlace } from './list-place.ts';
import { referrerLines } from './referrer-lines.ts';
import { reasonLines } from './triage-reasons.ts';
import { statusText } from './triage-status.ts';
import { typedText } from './typed-text.ts';

export function caseSummary(call: TriageCall, view: TriageView): Markup {
  const { texts } = call.site;
  const { columns, group } = texts.work.triage;
  const { head } = view.referralCase;
  return summaryList({
    rows: [
      head.triage && markupRow(columns.why, reasonLines(call, head)),
      ...releaseTexts(texts, head).map((text) => row(texts.work.triage.release, text)),
      head.triage && markupRow(columns.since, waitLine(call, head.triage.since)),
      row(columns.status, statusText(texts, head.status)),
      returnRow(call, view),
      ...factRows(texts, head),
      row(texts.work.triage.received, formatDateTimeWithYear(head.receivedAt)),
      markupRow(columns.from, referrerLines(call, head, view.referrer)),
      view.group.length > 0 && markupRow(group, groupLinks(call, view.group)),
    ],
  });
}

const row = (key: string, text: string): SummaryRow => ({ key: { text: key }, value: { text } });
const markupRow = (key: string, value: Markup): SummaryRow => ({ key: { text: key }, value: { html: value } });

function factRows(texts: Texts, { facts, priority }: CaseHead): SummaryRow[] {
  const { columns } = texts.work.duplicate;
  return [
    row(columns.offence, texts.words.offenceCategory[facts.offence]),
    row(columns.ageBand, texts.words.ageBand[facts.ageBand]),
    markupRow(columns.risk, riskText(texts, facts.risk)),
    markupRow(columns.priority, priorityText(texts, priority)),
  ];
}

/** How long, then since when. */
export function waitLine({ site, now }: TriageCall, since: string): Markup {
  const { waited, waitedSince } = site.texts.work.triage;
  return html`<strong>${waited(timeRemaining(since, now))}</strong><br>${waitedSince(formatDateTimeWithYear(since))}`;
}

const releaseTexts = ({ work }: Texts, head: CaseHead): string[] =>
  isForHub(head)
    ? [isDeclinedByAll(head) ? work.triage.findPlace : work.triage.decide]
    : releaseAdvice(head).map(({ reason, release }) => (reason === 'out-of-scope' ? work.triage.outOfScope : release));

/** What was asked of the referrer, while the case waits for them. */
function returnRow(call: TriageCall, { referralCase, history }: TriageView): SummaryRow | undefined {
  const returned = history.findLast(({ event }) => event === 'returned');
  if (referralCase.head.status !== 'returned' || !returned?.text) return undefined;
  return markupRow(call.site.texts.work.triage.askedOfReferrer, typedText(call, returned));
}

const groupLinks = (call: TriageCall, group: TriageView['group']): Markup =>
  html`${group.map(
    ({ id, reference }, index) =>
      html`${index > 0 && ', '}<a class="govuk-link app-reference" href="${caseHref(id, readPlace(call))}">${reference}</a>`,
  )}`;
