/** The list of triage. */
import { policeReference } from '#src/contracts/submission/field-formats.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { findDaysOfCalendarLeft } from '#src/domain/judgement/clock.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { londonDate } from '#src/domain/london.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { mailSettingsPath } from '#src/usecases/mail/mail-settings-path.ts';
import type { TriagePage } from '#src/usecases/ports/lists.ts';
import { findOthers } from '#src/usecases/triage/other-referrals.ts';
import { showReferrers } from '#src/usecases/triage/show-referrers.ts';
import { findForTriage, listTriage } from '#src/usecases/triage/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import type { TableCell } from '../components/table.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import { formatDateWithYear } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import { readReference, referenceFinder } from '../work/reference.ts';
import { workList } from '../work/work-list.ts';
import { balanceNotice } from './balance-notice.ts';
import { factLines } from './case-facts.ts';
import { waitLine } from './case-summary.ts';
import { doneBanner } from './done.ts';
import { filterForm, reasonLinks } from './list-narrowing.ts';
import { caseHref, type ListPlace, listHref, readPlace } from './list-place.ts';
import { referrerLines } from './referrer-lines.ts';
import { reasonLines } from './triage-reasons.ts';
import { statusText } from './triage-status.ts';

export async function list(call: TriageCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const words = call.site.texts.work.triage;
  const asked = readPlace(call);
  const { page, place } = await readPage(call, asked);
  const { cursor: _, ...narrowed } = place;
  const heading = html`${await doneBanner(call, place, page.rows)}
  <h1 class="govuk-heading-l">${words.title}</h1>
  ${calendarNotice(call)}
  ${await addressNotice(call)}
  ${await balanceNotice(call)}
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <p class="govuk-body">${words.lead}</p>
      ${reasonLinks(call, page, place)}
      ${filterForm(call, place)}
    </div>
    <div class="govuk-grid-column-one-third">${finder(call, state)}</div>
  </div>`;
  const content = workList(call.site.texts, {
    ...words,
    heading,
    caption: captionOf(call, page, place),
    none: Object.keys(narrowed).length > 0 ? words.noneOfThese : words.none,
    columns: Object.values(words.columns),
    rows: await rowsOf(call, page.rows, place),
    next: page.cursor && listHref({ ...narrowed, cursor: page.cursor }),
    previous: page.previous && listHref({ ...narrowed, ...page.previous }),
  });
  return call.page({ title: words.title, content, errors: state.errors, width: 'full' }, status);
}

/** Once the last case of a page is decided, the page before it: an empty one would say that nothing waits. */
async function readPage(call: TriageCall, place: ListPlace): Promise<{ page: TriagePage; place: ListPlace }> {
  const { reason, priority, from, cursor } = place;
  const page = await listTriage(call.deps, {
    cursor,
    reasons: reason && [reason],
    priorities: priority && [priority],
    senders: from && [from],
  });
  if (page.rows.length > 0 || page.previous === undefined) return { page, place };
  const { cursor: _, ...narrowed } = place;
  return readPage(call, { ...narrowed, ...page.previous });
}

function captionOf({ site }: TriageCall, { place: { from, to, of } }: TriagePage, place: ListPlace): string {
  const { triage, triageReason } = site.texts.work;
  const name = place.reason ? triageReason[place.reason] : triage.caption;
  return triage.countedCaption(name, { from, to, of });
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
    heading: html`<h1 class="govuk-heading-l">${words.title}</h1>`,
    caption: words.ofOneCrime,
    columns: Object.values(words.columns),
    rows: await rowsOf(call, heads, {}),
    first: '/triage',
    after: finder(call, emptyForm),
  });
  return call.page({ title: words.title, content, width: 'full' });
}

/** A possible duplicate is named by its own reference: links of one text lead to different cases. */
async function rowsOf(call: TriageCall, heads: readonly CaseHead[], place: ListPlace): Promise<TableCell[][]> {
  const [others, referrers] = await Promise.all([
    findOthers(call.deps, heads),
    showReferrers(call.deps, call.viewer.party.id, heads),
  ]);
  return heads.map((head) => row(call, head, place, { other: others.get(head.id), referrer: referrers.get(head.id) }));
}

interface Beside {
  other: CaseHead | undefined;
  referrer: PartialSubmission['referrer'];
}

function row(call: TriageCall, head: CaseHead, place: ListPlace, { other, referrer }: Beside): TableCell[] {
  const { texts } = call.site;
  return [
    { html: html`<a class="govuk-link app-reference" href="${caseHref(head.id, place)}">${head.reference}</a>` },
    { html: factLines(call, head), classes: 'govuk-!-width-one-quarter' },
    { html: html`${head.triage && reasonLines(call, head)}${other && otherReferral(call, other)}` },
    { html: waitLine(call, head.triage?.since ?? head.since) },
    { html: referrerLines(call, head, referrer) },
    { text: statusText(texts, head.status) },
  ];
}

function otherReferral({ site }: TriageCall, { id, reference, withdrawReason, since }: CaseHead): Markup {
  const words = site.texts.work.duplicate;
  const refusedOn = withdrawReason === 'consent-withdrawn' && formatDateWithYear(since);
  return html`<br><a class="govuk-link" href="/triage/${id}">${words.otherOne}<span class="govuk-visually-hidden"> (${reference})</span></a>${
    refusedOn && html`<br>${words.refusal.onList(refusedOn)}`
  }`;
}

/** Until when bank holidays are known, months before. */
function calendarNotice({ area: { rules }, site, now }: TriageCall): Content {
  const isNear = findDaysOfCalendarLeft(rules, londonDate(now)) !== undefined;
  const until = formatDateWithYear(rules.bankHolidaysCover.to);
  return isNear && insetText({ text: site.texts.work.triage.calendarEnds(until) });
}

/** Somebody hears nothing until the hub has looked at the address. */
async function addressNotice({ deps, site }: TriageCall): Promise<Content> {
  const marked = await deps.addresses.marked();
  const words = site.texts.eMails;
  return (
    marked.length > 0 &&
    insetText({
      html: html`${words.hubLine(marked.length)} <a class="govuk-link" href="${mailSettingsPath}">${words.hubLink}</a>`,
    })
  );
}
