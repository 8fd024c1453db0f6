/** The referrer's list of referrals that need them, and the status of one referral by its spoken reference. */

import { policeReference } from '#src/contracts/submission/field-formats.ts';
import { partyName } from '#src/domain/area.ts';
import { canCorrect, canWithdraw, isOver } from '#src/domain/case/allowed-actions.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { returnReasonOf } from '#src/domain/case/return-reason.ts';
import { outcomeForSender } from '#src/domain/case/sender-view.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { ReferralStatus } from '#src/domain/states.ts';
import { withdrawReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { listOwnReferrals, type OwnListItem } from '#src/usecases/own-lists.ts';
import {
  findOwnReferral,
  type OwnReferral,
  readOwnReferral,
  withdrawOwnReferral,
} from '#src/usecases/own-referrals.ts';
import type { SentCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { insetText } from '../components/inset-text.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { summaryList } from '../components/summary-list.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import { radiosField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { formatDateTime } from '../format-time.ts';
import { heldTexts } from '../held-texts.ts';
import { html, type Markup, withLineBreaks } from '../html.ts';
import { exitPath } from '../layout.ts';
import type { Texts } from '../texts/en.ts';
import { historyList } from '../work/history.ts';
import { isReference, readReference, referenceFinder } from '../work/reference.ts';
import { pageHref, readCursor, type WorkList, workList } from '../work/work-list.ts';
import { suspensionInsets } from './sent-advice.ts';

export async function list(call: SentCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const { texts } = call.site;
  const words = texts.work.sent;
  const query = { needsAction: true, cursor: readCursor(call.query) };
  const page = await listOwnReferrals(call.deps, senderOf(call.viewer.party), query);
  const next = pageHref('/sent', page.cursor);
  const first = readCursor(call.query) && '/sent';
  const content = ownList(call, page.rows, state, { next, first });
  const shown = { title: words.title, content, errors: state.errors, exit: exitPath };
  return call.page({ ...shown, width: 'full' }, status);
}

function ownList(call: SentCall, items: readonly OwnListItem[], state: FormState, other: Partial<WorkList>): Markup {
  const { texts } = call.site;
  const words = texts.work.sent;
  const rows = items.map(({ head, references, actionNeeded }) => [
    {
      html: html`<a class="govuk-link app-reference" href="/status/${head.reference}">${head.reference}</a>${Object.values(references).map((own) => html`<br>${own}`)}`,
    },
    { text: texts.words.referralStatus[head.status] },
    { text: reasonText(texts, head, actionNeeded) },
    { text: formatDateTime(head.since) },
    {
      html: html`<a class="govuk-link" href="/status/${head.reference}">${words.correctOrWithdraw}<span class="govuk-visually-hidden"> ${head.reference}</span></a>`,
    },
  ]);
  const after = referenceFinder(texts, state, call.formAction('/sent'), words.find);
  return workList(texts, { ...words, columns: Object.values(words.columns), rows, after, ...other });
}

/** Why a referral needs its sender. */
function reasonText(texts: Texts, head: CaseHead, actionNeeded: OwnListItem['actionNeeded']): string {
  const returnReason: Partial<Record<string, string>> = texts.words.returnReason;
  const reasons =
    head.status === 'held'
      ? heldTexts(texts, head).map(({ why }) => why)
      : actionNeeded.map(({ reason }) => returnReason[reason] ?? reason);
  return reasons.join(', ');
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
  const [only, ...others] = await findByOwnReference(call);
  if (only && others.length === 0) return call.redirect(`/status/${only.head.reference}`);
  if (!only) return list(call, { values: call.form, errors: [{ field: 'reference', text: words.notFound }] }, 422);
  const content = ownList(call, [only, ...others], emptyForm, { caption: words.ofOneReference, first: '/sent' });
  return call.page({ title: words.title, content, exit: exitPath, width: 'full' });
}

async function findByOwnReference(call: SentCall): Promise<OwnListItem[]> {
  const own = policeReference().safeParse(firstValue(call.form, 'reference')).data;
  if (own === undefined) return [];
  const sender = senderOf(call.viewer.party);
  const { rows } = await listOwnReferrals(call.deps, sender, { crimeReference: own });
  return rows.length > 0 ? rows : (await listOwnReferrals(call.deps, sender, { incidentReference: own })).rows;
}

async function readRequestedReferral(call: SentCall): Promise<OwnReferral | undefined> {
  const reference = call.params.reference ?? '';
  if (!isReference(reference)) return undefined;
  const id = await findOwnReferral(call.deps, senderOf(call.viewer.party), reference);
  return id !== undefined && isReferralId(id) ? readOwnReferral(call.deps, senderOf(call.viewer.party), id) : undefined;
}

export async function show(call: SentCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const ownReferral = await readRequestedReferral(call);
  if (!ownReferral) return call.notFound();
  const { texts } = call.site;
  const { head } = ownReferral.referralCase;
  const content = html`${call.query.has('corrected') && correctionBanner(texts, head.status)}
  <h1 class="govuk-heading-l">${head.reference}</h1>
  ${referralSummary(call, ownReferral)}
  ${ownReferral.advice !== undefined && insetText({ html: html`<strong>${texts.work.sent.advice}</strong><br>${withLineBreaks(ownReferral.advice)}` })}
  ${suspensionInsets(call, ownReferral)}
  ${canCorrect(head) && correctionForm(call, head)}
  ${handOffList(call, ownReferral)}
  ${canWithdraw(head, 'sender') && withdrawForm(call, head.reference, state)}
  ${historyList(texts, call.area, ownReferral.history)}`;
  const title = texts.work.sent.statusTitle;
  return call.page({ title, back: '/sent', content, errors: state.errors, exit: exitPath }, status);
}

/** Shown once, after a correction was sent. */
function correctionBanner(texts: Texts, status: ReferralStatus): Markup {
  const { title, routed, held, other } = texts.refer.correct.saved;
  const text = status === 'routed' ? routed : status === 'held' ? held : other;
  return notificationBanner({ type: 'success', titleText: title, text });
}

/** Of a referral that is over, it refers the person again. */
function correctionForm(call: SentCall, head: CaseHead): Markup {
  const { correct } = call.site.texts.refer;
  const action = call.formAction(`/status/${head.reference}/correct`);
  const start = (text: string): Markup => postForm(action, button({ text, preventDoubleClick: true }));
  if (!isOver(head)) return start(correct.start);
  return html`<h2 class="govuk-heading-m">${correct.again.title}</h2>
  <p class="govuk-body">${correct.again.lead}</p>
  ${start(correct.again.start)}`;
}

function referralSummary({ site }: SentCall, ownReferral: OwnReferral): Markup {
  const { texts } = site;
  const { columns } = texts.work.sent;
  const { head } = ownReferral.referralCase;
  const returnReason = returnReasonOf(head);
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: texts.words.referralStatus[head.status] } },
      { key: { text: columns.since }, value: { text: formatDateTime(head.since) } },
      ...(returnReason
        ? [{ key: { text: columns.why }, value: { text: texts.words.returnReason[returnReason] } }]
        : []),
      ...(returnReason ? [] : heldTexts(texts, head)).flatMap(({ why, release }) => [
        { key: { text: columns.why }, value: { text: why } },
        { key: { text: texts.work.triage.release }, value: { text: release } },
      ]),
    ],
  });
}

function handOffList({ site, area }: SentCall, { referralCase }: OwnReferral): Markup {
  const { texts } = site;
  const words = texts.work.sent;
  const rows = referralCase.handOffs.map((handOff) => {
    const outcome = outcomeForSender(handOff);
    const outcomeText = outcome && texts.words.outcome[outcome];
    const since = formatDateTime(handOff.since);
    // The service's word for `queued`, "New", would mean nothing to the referrer.
    const status =
      handOff.status === 'queued' ? words.notOpened(since) : `${texts.words.handOffStatus[handOff.status]}, ${since}`;
    const text = outcomeText === undefined ? status : `${status}. ${outcomeText}`;
    return { key: { text: partyName(area, handOff.service) }, value: { text } };
  });
  return html`<h2 class="govuk-heading-m">${words.handOffs}</h2>
  ${rows.length > 0 ? summaryList({ rows }) : html`<p class="govuk-body">${words.nowhere}</p>`}`;
}

function withdrawForm(call: SentCall, reference: string, state: FormState): Markup {
  const { texts } = call.site;
  const words = texts.work.sent;
  const reason = radiosField(
    { ...state, texts },
    {
      name: 'withdraw-reason',
      label: texts.work.triage.withdrawWhy,
      choices: choicesFrom(withdrawReasons, texts.words.withdrawReason),
    },
  );
  const inner = html`<p class="govuk-body">${words.withdrawLead}</p>${reason}
  ${button({ text: words.withdraw, classes: 'govuk-button--warning', preventDoubleClick: true })}`;
  const form = postForm(call.formAction(`/status/${reference}/withdraw`), inner);
  return details({ summaryText: words.withdraw, html: form, open: state.errors.length > 0 });
}

export async function withdraw(call: SentCall): Promise<HttpResponse> {
  const ownReferral = await readRequestedReferral(call);
  if (!ownReferral) return call.notFound();
  const reason = findValue(withdrawReasons, firstValue(call.form, 'withdraw-reason'));
  if (!reason) {
    const errors = [{ field: 'withdraw-reason', text: call.site.texts.work.triage.reasonMissing }];
    return show(call, { values: call.form, errors }, 422);
  }
  const result = await withdrawOwnReferral(
    call.deps,
    senderOf(call.viewer.party),
    ownReferral.referralCase.head.id,
    reason,
  );
  if ('absent' in result) return call.notFound();
  if ('notAllowed' in result) {
    const errors = [{ field: 'main-content', text: call.site.texts.work.handOff.conflict }];
    return show(call, { values: {}, errors }, 409);
  }
  return call.redirect(`/status/${ownReferral.referralCase.head.reference}`);
}
