/** The referrer's list of referrals that need them, and the status of one referral by its spoken reference. */

import type { Head } from '#src/domain/case/model.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { heldAdvice } from '#src/domain/judgement/held.ts';
import { isAllowed, type ReferralStatus, referralMoves } from '#src/domain/states.ts';
import { type SenderKind, withdrawReasons } from '#src/domain/vocabulary.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { findOwn, listOwn, type OwnReferral, readOwn, withdrawOwn } from '#src/usecases/own-referrals.ts';
import type { Sender } from '#src/usecases/submit-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { insetText } from '../components/inset-text.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { summaryList } from '../components/summary-list.ts';
import { blank, type FormState, typedAs } from '../form/errors.ts';
import { choiceField } from '../form/fields.ts';
import { postForm } from '../form/pages.ts';
import { asTyped, html, type Markup } from '../html.ts';
import { exitPath } from '../layout.ts';
import type { Texts } from '../texts/en.ts';
import { when } from '../time.ts';
import { historyList, nameOf } from './history.ts';
import { choicesOf, one } from './inbox-actions.ts';
import { cursorOf, pageFrom, workList } from './list-pages.ts';
import { isReference, referenceFinder, referenceIn } from './reference.ts';
import { lastReturnReason, returnReasonOf } from './return-reason.ts';

const senderOf = ({ viewer }: PrivateCall): Sender => ({ id: viewer.party.id, kind: viewer.party.kind as SenderKind });

export async function list(call: PrivateCall, state: FormState = blank, status = 200): Promise<Reply> {
  const { texts } = call.site;
  const words = texts.work.sent;
  const page = await listOwn(call.deps, senderOf(call), ['held', 'returned'], cursorOf(call.query));
  const reasons = await Promise.all(page.rows.map((head) => whyOf(call, head)));
  const rows = page.rows.map((head, index) => [
    { html: html`<a class="govuk-link app-reference" href="/status/${head.reference}">${head.reference}</a>` },
    { text: texts.words.referralStatus[head.status] },
    { text: reasons[index] ?? '' },
    { text: when(head.since) },
    {
      html: html`<a class="govuk-link" href="/status/${head.reference}">${words.mend}<span class="govuk-visually-hidden"> ${head.reference}</span></a>`,
    },
  ]);
  const next = pageFrom('/sent', page.cursor);
  const first = cursorOf(call.query) && '/sent';
  const after = referenceFinder(texts, state, call.post('/sent'));
  const content = workList(texts, { ...words, columns: Object.values(words.columns), rows, next, first, after });
  const shown = { title: words.title, content, errors: state.errors, exit: exitPath };
  return call.page({ ...shown, width: 'full' }, status);
}

/** Why a referral needs its sender. Only the history has the reason for a return, which is rare enough to read per row. */
async function whyOf({ deps, site }: PrivateCall, head: Head): Promise<string> {
  const { words } = site.texts;
  if (head.status !== 'returned') return head.heldReasons.map((reason) => words.heldReason[reason]).join(', ');
  const reason = lastReturnReason(await deps.cases.history(head.id));
  return reason === undefined ? '' : words.returnReason[reason];
}

export async function find(call: PrivateCall): Promise<Reply> {
  const reference = referenceIn(call.form);
  const id = reference && (await findOwn(call.deps, senderOf(call), reference));
  if (id) return call.redirect(`/status/${reference}`);
  const errors = [{ field: 'reference', text: call.site.texts.work.sent.notFound }];
  return list(call, { values: call.form, errors }, 422);
}

async function own(call: PrivateCall): Promise<OwnReferral | undefined> {
  const reference = call.params.reference ?? '';
  if (!isReference(reference)) return undefined;
  const id = await findOwn(call.deps, senderOf(call), reference);
  return id !== undefined && isReferralId(id) ? readOwn(call.deps, senderOf(call), id) : undefined;
}

export async function show(call: PrivateCall, state: FormState = blank, status = 200): Promise<Reply> {
  const found = await own(call);
  if (!found) return call.notFound();
  const { texts } = call.site;
  const { head } = found.whole;
  const content = html`${call.query.has('corrected') && corrected(texts, head.status)}
  <h1 class="govuk-heading-l">${head.reference}</h1>
  ${facts(call, found)}
  ${found.advice !== undefined && insetText({ html: html`<strong>${texts.work.sent.advice}</strong><br>${asTyped(found.advice)}` })}
  ${head.erasedAt !== undefined && insetText({ text: texts.work.sent.erased })}
  ${mayCorrect(head) && correction(call, head.reference)}
  ${where(call, found)}
  ${isAllowed(referralMoves, head.status, 'withdrawn', 'sender') && withdrawal(call, head.reference, state)}
  ${historyList(texts, call.deps.area, found.history)}`;
  const title = texts.work.sent.statusTitle;
  return call.page({ title, back: '/sent', content, errors: state.errors, exit: exitPath }, status);
}

/** An erased referral cannot be corrected, because the rest of it is gone. */
const mayCorrect = ({ status, erasedAt }: Head): boolean =>
  erasedAt === undefined && isAllowed(referralMoves, status, 'received', 'sender');

/** Shown once, after a correction was sent. */
function corrected(texts: Texts, status: ReferralStatus): Markup {
  const { title, routed, held, other } = texts.refer.correct.saved;
  const text = status === 'routed' ? routed : status === 'held' ? held : other;
  return notificationBanner({ type: 'success', titleText: title, text });
}

const correction = (call: PrivateCall, reference: string): Markup =>
  postForm(
    call.post(`/status/${reference}/correct`),
    button({ text: call.site.texts.refer.correct.start, preventDoubleClick: true }),
  );

function facts({ site }: PrivateCall, own: OwnReferral): Markup {
  const { texts } = site;
  const { columns } = texts.work.sent;
  const { head } = own.whole;
  const came = returnReasonOf(own);
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: texts.words.referralStatus[head.status] } },
      { key: { text: columns.since }, value: { text: when(head.since) } },
      ...(came ? [{ key: { text: columns.why }, value: { text: texts.words.returnReason[came] } }] : []),
      ...(came ? [] : head.heldReasons).flatMap((reason) => [
        { key: { text: columns.why }, value: { text: texts.words.heldReason[reason] } },
        { key: { text: texts.work.hub.release }, value: { text: heldAdvice[reason] } },
      ]),
    ],
  });
}

function where({ site, deps }: PrivateCall, { whole }: OwnReferral): Markup {
  const { texts } = site;
  const words = texts.work.sent;
  const said = whole.handOffs.map((handOff) => {
    const outcome = handOff.outcome === undefined ? undefined : texts.words.outcome[handOff.outcome as never];
    const since = when(handOff.since);
    // The service's word for `queued`, "New", would mean nothing to the referrer.
    const status =
      handOff.status === 'queued' ? words.notOpened(since) : `${texts.words.handOffStatus[handOff.status]}, ${since}`;
    const text = outcome === undefined ? status : `${status}. ${outcome}`;
    return { key: { text: nameOf(deps.area, handOff.service) }, value: { text } };
  });
  return html`<h2 class="govuk-heading-m">${words.handOffs}</h2>
  ${said.length > 0 ? summaryList({ rows: said }) : html`<p class="govuk-body">${words.nowhere}</p>`}`;
}

function withdrawal(call: PrivateCall, reference: string, state: FormState): Markup {
  const { texts } = call.site;
  const words = texts.work.sent;
  const reason = choiceField(
    { ...state, texts },
    {
      name: 'withdraw-reason',
      label: texts.work.hub.withdrawWhy,
      choices: choicesOf(withdrawReasons, texts.words.withdrawReason),
    },
  );
  const inner = html`<p class="govuk-body">${words.withdrawLead}</p>${reason}
  ${button({ text: words.withdraw, classes: 'govuk-button--warning', preventDoubleClick: true })}`;
  const form = postForm(call.post(`/status/${reference}/withdraw`), inner);
  return details({ summaryText: words.withdraw, html: form, open: state.errors.length > 0 });
}

export async function takeBack(call: PrivateCall): Promise<Reply> {
  const found = await own(call);
  if (!found) return call.notFound();
  const reason = one(withdrawReasons, typedAs(call.form, 'withdraw-reason'));
  if (!reason) {
    const errors = [{ field: 'withdraw-reason', text: call.site.texts.work.hub.reasonMissing }];
    return show(call, { values: call.form, errors }, 422);
  }
  const done = await withdrawOwn(call.deps, senderOf(call), found.whole.head.id, reason);
  if ('absent' in done) return call.notFound();
  if ('notAllowed' in done) {
    const errors = [{ field: 'main-content', text: call.site.texts.work.handOff.moved }];
    return show(call, { values: {}, errors }, 409);
  }
  return call.redirect(`/status/${found.whole.head.reference}`);
}
