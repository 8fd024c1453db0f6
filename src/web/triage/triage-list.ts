/** The list of triage, narrowed by reason, and the search for a referral that need not be on it. */
import { policeReference } from '#src/contracts/submission/field-formats.ts';
import { partyName } from '#src/domain/area.ts';
import { type CaseHead, triageReasons } from '#src/domain/case/model.ts';
import { findDaysOfCalendarLeft } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { TriagePage } from '#src/usecases/ports.ts';
import { findForTriage, listTriage } from '#src/usecases/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import type { TableCell } from '../components/table.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import { formatDateTime, formatDateWithYear } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import { readReference, referenceFinder } from '../work/reference.ts';
import { pageHref, readCursor, workList } from '../work/work-list.ts';
import { reasonLines } from './triage-reasons.ts';
import { statusText } from './triage-status.ts';

export async function list(call: TriageCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const words = call.site.texts.work.triage;
  const reason = triageReasons.find((one) => one === call.query.get('reason'));
  const cursor = readCursor(call.query);
  const page = await listTriage(call.deps, { cursor, reasons: reason && [reason] });
  const narrowed: Record<string, string> = reason ? { reason } : {};
  const content = workList(call.site.texts, {
    ...words,
    notice: html`${calendarNotice(call)}${reasonLinks(call, page.counts, reason)}`,
    columns: Object.values(words.columns),
    rows: page.rows.map((head) => row(call, head)),
    next: pageHref('/triage', page.cursor, narrowed),
    first: cursor && (reason ? `/triage?reason=${reason}` : '/triage'),
    after: finder(call, state),
  });
  return call.page({ title: words.title, content, errors: state.errors, width: 'full' }, status);
}

const finder = (call: TriageCall, state: FormState): Markup =>
  referenceFinder(call.site.texts, state, call.formAction('/triage'), call.site.texts.work.triage.find);

/**
 * Callers quote our reference or that of the crime. A crime reference comes by POST, for it must not stand in an address,
 * and may be that of several referrals.
 */
export async function find(call: TriageCall): Promise<HttpResponse> {
  const { texts } = call.site;
  const words = texts.work.triage;
  const crimeReference = policeReference().safeParse(firstValue(call.form, 'reference')).data;
  const found = await findForTriage(call.deps, { reference: readReference(call.form), crimeReference });
  const [only, ...others] = found;
  if (only === undefined) {
    const errors = [{ field: 'reference', text: words.notFound }];
    return list(call, { values: call.form, errors }, 422);
  }
  if (others.length === 0) return call.redirect(`/triage/${only}`);
  const heads = await call.deps.cases.heads(found);
  const content = workList(texts, {
    ...words,
    caption: words.ofOneCrime,
    columns: Object.values(words.columns),
    rows: heads.map((head) => row(call, head)),
    first: '/triage',
    after: finder(call, emptyForm),
  });
  return call.page({ title: words.title, content, width: 'full' });
}

function row(call: TriageCall, head: CaseHead): TableCell[] {
  const { texts } = call.site;
  return [
    { html: html`<a class="govuk-link app-reference" href="/triage/${head.id}">${head.reference}</a>` },
    { text: partyName(call.area, head.sender) },
    { html: factLines(call, head), classes: 'govuk-!-width-one-quarter' },
    { html: html`${head.triage && reasonLines(call, head)}${otherReferral(call, head)}` },
    { text: formatDateTime(head.triage?.since ?? head.since) },
    { text: statusText(texts, head.status) },
  ];
}

/** What a decision needs. */
function factLines({ site }: TriageCall, { facts, priority }: CaseHead): Markup {
  const { words, work } = site.texts;
  const { columns, unknownRisk } = work.duplicate;
  const risk = facts.risk === 'unknown' ? unknownRisk : words.riskLevel[facts.risk];
  return html`${words.offenceCategory[facts.offence]}<br>${columns.ageBand}: ${words.ageBand[facts.ageBand]}
  <br>${columns.risk}: ${risk}<br>${columns.priority}: ${words.priority[priority]}`;
}

const otherReferral = ({ site }: TriageCall, { reference, possibleDuplicateOf }: CaseHead): Content =>
  possibleDuplicateOf &&
  html`<br><a class="govuk-link" href="/triage/${possibleDuplicateOf}">${site.texts.work.duplicate.otherOne}<span class="govuk-visually-hidden"> (${reference})</span></a>`;

/** A link for each reason that any case has, with how many. */
function reasonLinks({ site }: TriageCall, counts: TriagePage['counts'], reason?: string): Content {
  const { triage, triageReason } = site.texts.work;
  const present = triageReasons.filter((one) => counts[one] > 0 || one === reason);
  if (present.length === 0) return false;
  const link = (href: string, text: string, isCurrent: boolean) =>
    html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state${isCurrent && ' govuk-!-font-weight-bold'}" href="${href}"${isCurrent && html` aria-current="true"`}>${text}</a></li> `;
  return html`<nav aria-label="${triage.reasons}"><ul class="app-tags">
    ${link('/triage', triage.allReasons, reason === undefined)}
    ${present.map((one) => link(`/triage?reason=${one}`, `${triageReason[one]} (${counts[one]})`, one === reason))}
  </ul></nav>`;
}

/** Until when bank holidays are known, months before. */
function calendarNotice({ area: { rules }, site, now }: TriageCall): Content {
  const isNear = findDaysOfCalendarLeft(rules, londonDate(now)) !== undefined;
  const until = formatDateWithYear(rules.bankHolidaysCover.to);
  return isNear && insetText({ text: site.texts.work.triage.calendarEnds(until) });
}
