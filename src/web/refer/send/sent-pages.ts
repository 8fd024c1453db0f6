/** After sending: the confirmation, and a record to keep. Neither says anything about the person. */

import { canCorrect } from '#src/domain/case/triage/allowed-actions.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type OwnReferral, readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import type { SummaryRow } from '../../components/summary-list.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type ConfirmationPage, confirmation, postForm } from '../../form/patterns.ts';
import { formatPhoneNumber } from '../../format-phone.ts';
import { formatDateTime, formatDateTimeWithYear } from '../../format-time.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { suspensionInsets } from '../../sent/sent-advice.ts';
import { renderPage } from '../drafts/draft-page.ts';
import { paths } from '../paths.ts';

async function findOwnReferral(call: ReferCall): Promise<OwnReferral | undefined> {
  const id = call.params.referral ?? '';
  return isReferralId(id) ? readOwnReferral(call.deps, senderOf(call.viewer.party), id) : undefined;
}

export async function showSent(call: ReferCall): Promise<HttpResponse> {
  const ownReferral = await findOwnReferral(call);
  if (!ownReferral) return call.notFound();
  const { texts } = call.site;
  const words = texts.refer.sent;
  const { record } = ownReferral;
  const { isSuspended = false } = ownReferral.referralCase.head;
  const isHeld = record.decision.outcome === 'held' && !isSuspended;
  const title = isHeld ? words.heldTitle : words.title;
  const link = (href: string, text: string): Markup => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;
  const show = isHeld || isSuspended ? receivedPage : confirmation;
  const content = show({
    heading: title,
    label: words.reference,
    reference: record.reference,
    next: html`<h2 class="govuk-heading-m">${words.nextTitle}</h2>
    ${nextSection(call, ownReferral, isHeld)}
    <ul class="govuk-list govuk-list--spaced">
      ${link(paths.record(record.id), words.record)}
      ${link(`/status/${record.reference}`, words.follow)}
    </ul>
    ${postForm(call.formAction('/refer'), button({ text: words.another, classes: 'govuk-button--secondary', preventDoubleClick: true }))}`,
  });
  return renderPage(call, { title, content });
}

/** While contact is stopped nobody answers by any date. */
function nextSection(call: ReferCall, ownReferral: OwnReferral, isHeld: boolean): Content {
  if (ownReferral.referralCase.head.isSuspended) return suspensionInsets(call, ownReferral);
  return isHeld ? heldSection(call, ownReferral) : recipients(call, ownReferral);
}

/** Without the green panel: what is on hold is not done. */
const receivedPage = (page: ConfirmationPage): Markup =>
  html`<h1 class="govuk-heading-l">${page.heading}</h1>
  ${insetText({ html: html`${page.label}<br><strong class="govuk-!-font-size-24">${page.reference}</strong>` })}
  ${page.next}`;

function recipients({ site }: ReferCall, { record }: OwnReferral): Content {
  const words = site.texts.refer.sent;
  return html`${record.decision.chosen.map(
    ({ name, respondBy, part }) =>
      html`<p class="govuk-body">${part === 'lead' ? words.goesTo(name, formatDateTime(respondBy)) : words.alongside(name)}</p>`,
  )}
  <p class="govuk-body">${words.tellPerson}</p>`;
}

function correctionForm(call: ReferCall, reference: string): Content {
  const { sent, correct } = call.site.texts.refer;
  return html`<p class="govuk-body">${sent.heldCorrect}</p>
  ${postForm(call.formAction(paths.correct(reference)), button({ text: correct.start, preventDoubleClick: true }))}`;
}

function heldSection(call: ReferCall, { record, referralCase }: OwnReferral): Content {
  const { site, area } = call;
  const { texts } = site;
  const words = texts.refer.sent;
  const { email } = area.contact;
  const phone = formatPhoneNumber(area.contact.phone);
  return html`<p class="govuk-body">${words.heldLead}</p>
  <h3 class="govuk-heading-s">${words.whyTitle}</h3>
  <ul class="govuk-list govuk-list--bullet">${record.decision.heldReasons.map(
    (reason) => html`<li>${texts.words.heldReason[reason]}. ${heldAdvice[reason]}</li>`,
  )}</ul>
  ${canCorrect(referralCase.head) && correctionForm(call, record.reference)}
  <p class="govuk-body">${words.heldContact(email, phone)}</p>`;
}

export async function showRecord(call: ReferCall): Promise<HttpResponse> {
  const ownReferral = await findOwnReferral(call);
  if (!ownReferral) return call.notFound();
  const { texts } = call.site;
  const words = texts.refer.record;
  const { record, referralCase } = ownReferral;
  const { decision } = record;
  const { isSuspended = false } = referralCase.head;
  const row = (key: string, value: string): SummaryRow => ({ key: { text: key }, value: { text: value } });
  const { authority } = call.site;
  const phone = formatPhoneNumber(call.area.contact.phone);
  const rows = [
    row(words.reference, record.reference),
    row(words.from, call.viewer.party.name),
    row(words.received, formatDateTimeWithYear(record.receivedAt)),
    ...decision.chosen.flatMap(({ name, respondBy, part }) =>
      part === 'lead'
        ? [row(words.service, name), ...(isSuspended ? [] : [row(words.respondBy, formatDateTimeWithYear(respondBy))])]
        : [row(words.alongside, name)],
    ),
    ...decision.heldReasons.flatMap((reason) => [
      row(words.onHold, texts.words.heldReason[reason]),
      row(words.release, heldAdvice[reason]),
    ]),
    row(words.hub, `${authority}, ${phone}`),
  ];
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.intro}</p>
  ${summaryList({ rows })}`;
  return renderPage(call, { title: words.title, content, back: paths.sent(record.id) });
}
