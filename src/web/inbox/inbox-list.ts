/** A service's inbox: what needs an answer, a contact or nothing just now, each part most urgent first. */
import { serviceIdOf } from '#src/domain/area.ts';
import { type InboxPart, inboxParts } from '#src/domain/case/lists/inbox-parts.ts';
import { handOffId, isHandOffId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  type AssignedFilter,
  acknowledgeExpiries,
  type InboxPage,
  maxCountedOver,
  readInbox,
} from '#src/usecases/service/inbox.ts';
import type { InboxCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { findValue } from '../form/choices.ts';
import { emptyForm, firstValue } from '../form/errors.ts';
import { postForm } from '../form/patterns.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { readCursor, workList } from '../work/work-list.ts';
import { assignedOf, inboxPath } from './assignee.ts';
import { quickFinder } from './find-forms.ts';
import { columnsOf, inboxRow } from './inbox-row.ts';

export async function list(call: InboxCall): Promise<HttpResponse> {
  const { deps, query, site, viewer } = call;
  const { texts } = site;
  const words = texts.work.inbox;
  const askedPart = findValue(inboxParts, query.get('part') ?? '');
  const assigned = assignedOf(call);
  const page = await readInbox(deps, serviceIdOf(viewer.party), {
    part: askedPart,
    cursor: readCursor(query),
    assigned,
    user: viewer.user,
  });
  const { part } = page;
  const content = workList(texts, {
    title: words.title,
    lead: words.lead,
    heading: html`${expiredNotice(call, page)}
    <h1 class="govuk-heading-l">${words.title}</h1>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        ${assignedLinks(texts, page, assigned)}
        ${partLinks(texts, page, assigned)}
        <p class="govuk-body">${words.leads[part]}${assigned && part === 'over' && html` ${words.assigned.overLead}`}</p>
      </div>
      <div class="govuk-grid-column-one-third">${quickFinder(call, emptyForm)}</div>
    </div>`,
    caption: words.parts[part],
    none: assigned && part !== 'over' ? words.assigned.none[assigned] : words.none[part],
    columns: columnsOf(texts, words.columns.when[part]),
    rows: page.rows.map((item) => inboxRow(call, item, page.colleagues)),
    next: page.cursor && inboxPath({ part, assigned, cursor: page.cursor }),
    previous: page.previous?.cursor && inboxPath({ part, assigned, cursor: page.previous.cursor }),
  });
  return call.page({ title: words.title, content, width: 'full' });
}

/** All, mine and unassigned, of what is open. */
function assignedLinks(
  { work }: Texts,
  { part, assignedCounts }: InboxPage,
  assigned: AssignedFilter | undefined,
): Markup {
  const words = work.inbox.assigned;
  const link = (one: 'all' | AssignedFilter) => {
    const isCurrent = one === (assigned ?? 'all');
    const href = inboxPath({
      part: part === 'over' ? undefined : part,
      assigned: one === 'all' ? undefined : one,
    });
    return html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state${isCurrent && ' app-tags__tag--current'}" href="${href}"${isCurrent && html` aria-current="true"`}>${words.filters[one]} (${assignedCounts[one]})</a></li> `;
  };
  return html`<nav aria-label="${words.label}"><ul class="app-tags">${(['all', 'me', 'nobody'] as const).map(link)}</ul></nav>`;
}

/** Each part with how many are in it; also those without any, so that each keeps its place. */
function partLinks(
  { work }: Texts,
  { part, counts, corrected }: InboxPage,
  assigned: AssignedFilter | undefined,
): Markup {
  const words = work.inbox;
  const countText = (one: InboxPart): string =>
    one === 'over' && counts[one] >= maxCountedOver ? words.atLeast(counts[one]) : String(counts[one]);
  const link = (one: InboxPart) =>
    html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state${one === part && ' app-tags__tag--current'}" href="${inboxPath({ part: one, assigned })}"${one === part && html` aria-current="page"`}>${words.parts[one]} (${countText(one)})${corrected[one] > 0 && `, ${words.corrected(corrected[one])}`}</a></li> `;
  return html`<nav aria-label="${words.partsLabel}"><ul class="app-tags">${inboxParts.map(link)}</ul></nav>`;
}

/** More are folded up: the inbox itself must be in sight. */
const maxNamedExpired = 5;

/** Said until somebody has seen it: a case must not be gone without a word. */
function expiredNotice(call: InboxCall, { expired: { rows: expired, hasMore } }: InboxPage): Content {
  if (expired.length === 0) return undefined;
  const { texts } = call.site;
  const words = texts.work.inbox.expired;
  const lines = expired.map(
    ({ reference, respondBy }) =>
      html`<li><span class="app-reference">${reference}</span>, ${words.by(formatDateTimeWithYear(respondBy))}</li>`,
  );
  const list = html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>`;
  // Only what this page says is seen with it.
  const shown = expired.map(({ referral, number }) => handOffId(referral, number)).join(' ');
  const seen = postForm(
    call.formAction('/inbox', { seen: shown }),
    button({ text: words.seen, classes: 'govuk-button--secondary govuk-!-margin-bottom-0', preventDoubleClick: true }),
  );
  return notificationBanner({
    titleText: words.title,
    html: html`<p class="govuk-notification-banner__heading">${hasMore ? words.leadOfMore(expired.length) : words.lead(expired.length)}</p>
    ${expired.length > maxNamedExpired ? details({ summaryText: words.which, html: list }) : list}
    <p class="govuk-body">${words.next}${hasMore && html` ${words.more}`}</p>${seen}`,
  });
}

export async function acknowledgeExpired(call: InboxCall): Promise<HttpResponse> {
  const seen = firstValue(call.form, 'seen').split(' ').filter(isHandOffId);
  await acknowledgeExpiries(call.deps, serviceIdOf(call.viewer.party), seen);
  return call.redirect('/inbox');
}
