/** The referrer's list of everything their organisation sent, and the search in it. */
import { policeReference } from '#src/contracts/submission/field-formats.ts';
import type { DeskPart } from '#src/domain/case/lists/sender-list.ts';
import { needsSender } from '#src/domain/case/notices/action-needed.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import { londonDate } from '#src/domain/london.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PageBothWays } from '#src/usecases/ports/lists.ts';
import { listOwnDesk } from '#src/usecases/sender/own-desk.ts';
import { listOwnReferrals, type OwnListItem } from '#src/usecases/sender/own-lists.ts';
import { findOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { SentCall } from '../app/page.ts';
import type { TableCell } from '../components/table.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import { type Content, html, type Markup } from '../html.ts';
import { exitPath } from '../layout.ts';
import { readReference, referenceFinder } from '../work/reference.ts';
import { pageHref, pageLinks, readCursor, workTable } from '../work/work-list.ts';
import { actionText } from './sent-advice.ts';

const path = '/sent';
/** Which part the cursor of an address is of; the other is then not shown. */
const partField = 'part';
const needsAction = 'needs-action' satisfies DeskPart;

type DeskPage = PageBothWays<OwnListItem>;

/** The first page has both parts; a later page has one. */
/** Of the address of a referral without its reference. */
export const toList = (call: SentCall): HttpResponse => call.redirect(path);

export async function list(call: SentCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const cursor = readCursor(call.query);
  const part: DeskPart = call.query.get(partField) === needsAction ? needsAction : 'others';
  const read = (one: DeskPart): Promise<DeskPage> | undefined =>
    cursor === undefined || one === part ? listOwnDesk(call.deps, senderOf(call.viewer.party), one, cursor) : undefined;
  const [waiting, others] = await Promise.all([read(needsAction), read('others')]);
  const content = html`${finder(call, state)}
  ${waiting && waitingPart(call, waiting)}
  ${others && othersPart(call, others)}
  <p class="govuk-body">${call.site.texts.work.sent.drafts}</p>`;
  return deskPage(call, content, state, status);
}

function deskPage(call: SentCall, content: Content, state: FormState, status = 200): HttpResponse {
  const { title } = call.site.texts.work.sent;
  const shown = { title, errors: state.errors, exit: exitPath, width: 'full' as const };
  return call.page({ ...shown, content: html`<h1 class="govuk-heading-l">${title}</h1>${content}` }, status);
}

const finder = (call: SentCall, state: FormState): Markup =>
  referenceFinder(call.site.texts, state, call.formAction(path), call.site.texts.work.sent.find);

/** Where every service let a case lapse, nothing waits for its sender. */
function waitingPart(call: SentCall, page: DeskPage): Markup {
  const words = call.site.texts.work.sent.needsAction;
  const own = page.rows.filter(({ head }) => !isForHub(head));
  const withHub = page.rows.filter(({ head }) => isForHub(head));
  return html`<h2 class="govuk-heading-m">${words.count(own.length, page.cursor !== undefined)}</h2>
  ${waitingTable(call, own)}
  ${withHub.length > 0 && withHubTable(call, withHub)}
  ${links(call, page, needsAction)}`;
}

function waitingTable(call: SentCall, items: readonly OwnListItem[]): Markup {
  const words = call.site.texts.work.sent.needsAction;
  if (items.length === 0) return html`<p class="govuk-body">${words.none}</p>`;
  const rows = items.map((item) => [
    referenceCell(item),
    { text: actionText(call, item) },
    { text: dayOf(call, item.actionNeeded[0]?.since ?? item.head.since) },
    {
      html: html`<a class="govuk-link" href="/status/${item.head.reference}">${words.correctOrWithdraw}<span class="govuk-visually-hidden"> ${item.head.reference}</span></a>`,
    },
  ]);
  return workTable({ caption: words.caption, columns: Object.values(words.columns), rows, isCaptionHidden: true });
}

function withHubTable(call: SentCall, items: readonly OwnListItem[]): Markup {
  const words = call.site.texts.work.sent.withHub;
  const rows = items.map((item) => [referenceCell(item), { text: words.what }, { text: dayOf(call, item.head.since) }]);
  return workTable({ caption: words.caption, columns: Object.values(words.columns), rows });
}

function othersPart(call: SentCall, page: DeskPage): Markup {
  const words = call.site.texts.work.sent.others;
  const body =
    page.rows.length === 0
      ? html`<p class="govuk-body">${words.none}</p>`
      : html`<p class="govuk-body">${words.lead}</p>${caseTable(call, page.rows, words.caption, true)}`;
  return html`<h2 class="govuk-heading-m">${words.caption}</h2>${body}${links(call, page, 'others')}`;
}

function caseTable(call: SentCall, items: readonly OwnListItem[], caption: string, isCaptionHidden = false): Markup {
  const { texts } = call.site;
  const { columns } = texts.work.sent.others;
  const rows = items.map((item) => [
    referenceCell(item),
    { text: dayOf(call, item.head.receivedAt) },
    { text: needsSender(item.head) ? actionText(call, item) : texts.words.referralStatus[item.head.status] },
    { text: dayOf(call, item.head.since) },
  ]);
  return workTable({ caption, columns: Object.values(columns), rows, isCaptionHidden });
}

const dayOf = ({ site }: SentCall, instant: string): string => site.texts.forms.longDate(londonDate(new Date(instant)));

const referenceCell = ({ head: { reference }, references }: OwnListItem): TableCell => ({
  html: html`<a class="govuk-link app-reference" href="/status/${reference}">${reference}</a>${Object.values(references).map((own) => html`<br>${own}`)}`,
});

function links({ site }: SentCall, { cursor, previous }: DeskPage, part: DeskPart): Content {
  const narrowed: Record<string, string> = part === needsAction ? { [partField]: part } : {};
  const { needsAction: waiting, others } = site.texts.work.sent;
  const beside = {
    next: pageHref(path, cursor, narrowed),
    previous: previous && (pageHref(path, previous.cursor, narrowed) ?? path),
  };
  return pageLinks(site.texts, beside, part === needsAction ? waiting.caption : others.caption);
}

/**
 * By our reference, or by the sender's own, which may be that of several referrals. It comes by POST, for it must not stand in an
 * address.
 */
export async function find(call: SentCall): Promise<HttpResponse> {
  const words = call.site.texts.work.sent;
  const reference = readReference(call.form);
  const id = reference && (await findOwnReferral(call.deps, senderOf(call.viewer.party), reference));
  if (id) return call.redirect(`/status/${reference}`);
  const [only, ...more] = await findByOwnReference(call);
  if (only && more.length === 0) return call.redirect(`/status/${only.head.reference}`);
  if (!only) return list(call, { values: call.form, errors: [{ field: 'reference', text: words.notFound }] }, 422);
  const content = html`${caseTable(call, [only, ...more], words.ofOneReference)}
  <p class="govuk-body"><a class="govuk-link" href="${path}">${words.all}</a></p>
  ${finder(call, emptyForm)}`;
  return deskPage(call, content, emptyForm);
}

async function findByOwnReference(call: SentCall): Promise<OwnListItem[]> {
  const own = policeReference().safeParse(firstValue(call.form, 'reference')).data;
  if (own === undefined) return [];
  const sender = senderOf(call.viewer.party);
  const { rows } = await listOwnReferrals(call.deps, sender, { crimeReference: own });
  return rows.length > 0 ? rows : (await listOwnReferrals(call.deps, sender, { incidentReference: own })).rows;
}
