/** The page of one referral for those who sent it, by its spoken reference: what they must do, who has it, and the rest. */

import { lastRefusalAt } from '#src/domain/case/correction/reopen.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { needsSender } from '#src/domain/case/notices/action-needed.ts';
import { suspendedServices } from '#src/domain/case/report/suspend.ts';
import { canCorrect, canWithdraw, isOver } from '#src/domain/case/triage/allowed-actions.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import type { PersonRefusal } from '#src/domain/case/triage/refusal.ts';
import { returnReasonOf } from '#src/domain/case/triage/return-reason.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { senderOf } from '#src/domain/sender.ts';
import { withdrawReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { openReferences } from '#src/usecases/intake/case-references.ts';
import {
  findOwnReferral,
  type OwnReferral,
  readOwnReferral,
  withdrawOwnReferral,
} from '#src/usecases/sender/own-referrals.ts';
import type { SentCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { insetText } from '../components/inset-text.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import { radiosField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { heldTexts, notYoursText } from '../held-texts.ts';
import { type Content, html, type Markup, withLineBreaks } from '../html.ts';
import { exitPath } from '../layout.ts';
import { historyList } from '../work/history.ts';
import { isReference } from '../work/reference.ts';
import { suspensionInsets, whyStopped } from './sent-advice.ts';
import { whoHasIt } from './who-has-it.ts';

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
  const words = texts.work.sent;
  const { head } = ownReferral.referralCase;
  const content = html`${call.query.has('corrected') && correctionBanner(call, ownReferral)}
  <span class="govuk-caption-l">${words.caption}</span>
  <h1 class="govuk-heading-l">${head.reference}</h1>
  ${actionSection(call, ownReferral)}
  ${referralSummary(call, ownReferral)}
  ${whoHasIt(call, ownReferral)}
  ${canCorrect(head) && !needsSender(head) && !isOver(head) && changeSection(call, head)}
  ${isOver(head) && againSection(call, ownReferral)}
  ${canWithdraw(head, 'sender') && withdrawForm(call, head.reference, state)}
  ${historyList(texts, call.area, ownReferral.history)}`;
  return call.page({ title: words.statusTitle, back: '/sent', content, errors: state.errors, exit: exitPath }, status);
}

/** Shown once, after a correction was sent. */
function correctionBanner(call: SentCall, { record, referralCase }: OwnReferral): Markup {
  const { pages, saved } = call.site.texts.refer.correct;
  const { title, routed, held, other, important, stillStopped, stopped } = saved;
  const { status, version } = referralCase.head;
  const stoppedAt = suspendedServices(referralCase);
  // Not green: nobody can be reached by it.
  if (stoppedAt.length > 0) {
    const wasStopped = referralCase.handOffs.some(({ suspension }) => suspension && suspension.version < version);
    return notificationBanner({
      titleText: important,
      html: html`<p class="govuk-notification-banner__heading">${wasStopped ? stillStopped : stopped}</p>
      ${whyStopped(call, { stoppedAt, decision: record.decision, suspects: pages.suspects })}`,
    });
  }
  const text = status === 'routed' ? routed : status === 'held' ? held : other;
  return notificationBanner({ type: 'success', titleText: title, text });
}

function referralSummary({ site, deps }: SentCall, { referralCase: { head } }: OwnReferral): Markup {
  const { texts } = site;
  const words = texts.work.sent;
  const own = Object.values(openReferences(deps.keys, head.id, head.references));
  const row = (key: string, value: string): SummaryRow => ({ key: { text: key }, value: { text: value } });
  return summaryList({
    rows: [
      ...(own.length > 0 ? [row(words.ownReferences, own.join(', '))] : []),
      row(words.received, formatDateTimeWithYear(head.receivedAt)),
      row(words.status, words.since(texts.words.referralStatus[head.status], formatDateTimeWithYear(head.since))),
    ],
  });
}

/** What its sender must do, or that there is nothing; nothing is said of a referral that takes its course. */
function actionSection(call: SentCall, ownReferral: OwnReferral): Content {
  const { head } = ownReferral.referralCase;
  const words = call.site.texts.work.sent;
  if (!needsSender(head)) return undefined;
  if (ownReferral.refusal) return refusalSection(call, head, ownReferral.refusal);
  if (isForHub(head)) {
    return html`<h2 class="govuk-heading-m">${words.notYours.title}</h2>
    ${insetText({ text: notYoursText(call.site.texts, head) })}
    ${canCorrect(head) && startForm(call, head, true)}`;
  }
  return html`<h2 class="govuk-heading-m">${words.action.title}</h2>
  ${reasonInset(call, ownReferral)}
  ${suspensionInsets(call, ownReferral)}
  ${canCorrect(head) && startForm(call, head)}`;
}

function refusalSection(call: SentCall, head: CaseHead, { reference, at }: PersonRefusal): Markup {
  const { title, lead, ask } = call.site.texts.work.sent.notYours.refused;
  return html`<h2 class="govuk-heading-m">${title}</h2>
  ${insetText({ html: html`<p class="govuk-body">${lead(reference, formatDateTimeWithYear(at))}</p><p class="govuk-body">${ask}</p>` })}
  ${canCorrect(head) && startForm(call, head, true)}`;
}

function reasonInset({ site }: SentCall, { referralCase: { head }, advice }: OwnReferral): Content {
  const { texts } = site;
  const { action } = texts.work.sent;
  const returnReason = returnReasonOf(head);
  const lines = returnReason
    ? [`${texts.words.returnReason[returnReason]}.`]
    : heldTexts(texts, head).map(({ why, release }) => `${why}. ${release}`);
  if (lines.length === 0 && advice === undefined) return undefined;
  return insetText({
    html: html`<p class="govuk-body govuk-!-font-weight-bold">${returnReason ? action.whyReturned : action.whyHeld}</p>
    ${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}
    ${
      advice !== undefined &&
      html`<p class="govuk-body govuk-!-font-weight-bold">${action.advice}</p>
    <p class="govuk-body">${withLineBreaks(advice)}</p>`
    }`,
  });
}

function startForm(call: SentCall, head: CaseHead, isSecondary = false): Markup {
  const { start } = call.site.texts.refer.correct;
  const classes = isSecondary ? { classes: 'govuk-button--secondary' } : {};
  return postForm(
    call.formAction(`/status/${head.reference}/correct`),
    button({ text: start, ...classes, preventDoubleClick: true }),
  );
}

function changeSection(call: SentCall, head: CaseHead): Markup {
  const words = call.site.texts.work.sent.change;
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body">${words.lead}</p>
  ${startForm(call, head, true)}`;
}

/** Of a referral that is over: how the person is referred again, and what that needs. */
function againSection(call: SentCall, { referralCase }: OwnReferral): Markup {
  const { head } = referralCase;
  const { again } = call.site.texts.refer.correct;
  if (!canCorrect(head)) {
    return html`<h2 class="govuk-heading-m">${again.title}</h2>
    <p class="govuk-body">${again.newOne}</p>
    ${button({ text: call.site.texts.refer.start.title, href: '/refer', classes: 'govuk-button--secondary' })}`;
  }
  const refusedAt = lastRefusalAt(referralCase);
  return html`<h2 class="govuk-heading-m">${again.title}</h2>
  <p class="govuk-body">${again.lead}</p>
  ${refusedAt !== undefined && insetText({ text: again.afterNo(formatDateTimeWithYear(refusedAt)) })}
  ${postForm(
    call.formAction(`/status/${head.reference}/correct`),
    button({ text: again.start, classes: 'govuk-button--secondary', preventDoubleClick: true }),
  )}`;
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
