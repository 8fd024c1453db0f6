/** The triage list and what triage does with a referral: route it, return it, withdraw it. */

import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { heldAdvice } from '#src/domain/judgement/held.ts';
import type { RoutingReason } from '#src/domain/routing/reasons.ts';
import { reasonTexts } from '#src/domain/routing/reasons.ts';
import { isAllowed, type ReferralStatus, referralMoves } from '#src/domain/states.ts';
import { returnReasons, withdrawReasons } from '#src/domain/vocabulary.ts';
import type { Reply } from '#src/platform/exchange.ts';
import {
  findForHub,
  type HubView,
  listTriage,
  readForHub,
  returnForHub,
  routeForHub,
  type Triaged,
  withdrawForHub,
} from '#src/usecases/triage.ts';
import type { PrivateCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { blank, type FormError, type FormState, typedAs } from '../form/errors.ts';
import { choiceField, type Form, longTextField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { when } from '../time.ts';
import { historyList, nameOf } from './history.ts';
import { actOn, type HubState, hubBlock } from './hub-block.ts';
import { keeping } from './hub-keeping.ts';
import { choicesOf, one } from './inbox-actions.ts';
import { cursorOf, pageFrom, workList } from './list-pages.ts';
import { referenceFinder, referenceIn } from './reference.ts';
import { adviceErrors, textErrors } from './required-text.ts';

const mostText = { route: 500, return: 1000 } as const;

export async function list(call: PrivateCall, state: FormState = blank, status = 200): Promise<Reply> {
  const { texts } = call.site;
  const words = texts.work.hub;
  const page = await listTriage(call.deps, cursorOf(call.query));
  const rows = page.rows.map((head) => [
    { html: html`<a class="govuk-link app-reference" href="/triage/${head.id}">${head.reference}</a>` },
    { text: nameOf(call.deps.area, head.sender) },
    { html: html`${texts.work.triageReason[head.triage?.reason ?? 'held']}${reasons(texts, head.heldReasons)}` },
    { text: when(head.triage?.since ?? head.since) },
    { text: statusOf(texts, head.status) },
  ]);
  const next = pageFrom('/triage', page.cursor);
  const first = cursorOf(call.query) && '/triage';
  const after = referenceFinder(texts, state, call.post('/triage'));
  const content = workList(texts, { ...words, columns: Object.values(words.columns), rows, next, first, after });
  return call.page({ title: words.title, content, errors: state.errors, width: 'full' }, status);
}

/** A referral that no longer waits is on no list: callers quote its reference. */
export async function find(call: PrivateCall): Promise<Reply> {
  const reference = referenceIn(call.form);
  const id = reference && (await findForHub(call.deps, reference));
  if (id) return call.redirect(`/triage/${id}`);
  const errors = [{ field: 'reference', text: call.site.texts.work.hub.notFound }];
  return list(call, { values: call.form, errors }, 422);
}

/** The vocabulary's text for `returned` addresses the referrer ("to you"), so triage has its own. */
const statusOf = (texts: Texts, status: ReferralStatus): string =>
  status === 'returned' ? texts.work.hub.returned : texts.words.referralStatus[status];

const reasons = ({ words }: Texts, held: HubView['whole']['head']['heldReasons']): Content =>
  held.map((reason) => html`<br>${words.heldReason[reason]}`);

export async function show(call: PrivateCall, state: HubState = blank, status = 200): Promise<Reply> {
  const view = await viewed(call);
  if (!view) return call.notFound();
  const { texts } = call.site;
  const words = texts.work.hub;
  const { head } = view.whole;
  const content = html`<h1 class="govuk-heading-l">${head.reference}</h1>
  <p class="govuk-body">${words.noPerson}</p>
  ${facts(call, view)}
  ${actions(call, view, state)}
  ${keeping(call, view.whole.head, state)}
  ${considered(call, view)}
  ${historyList(texts, call.deps.area, view.history)}`;
  return call.page({ title: words.title, back: '/triage', content, errors: state.errors }, status);
}

async function viewed(call: PrivateCall): Promise<HubView | undefined> {
  const id = call.params.id ?? '';
  return isReferralId(id) ? readForHub(call.deps, id) : undefined;
}

function facts({ site, deps }: PrivateCall, { whole }: HubView): Markup {
  const { texts } = site;
  const { columns, release } = texts.work.hub;
  const { head } = whole;
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: statusOf(texts, head.status) } },
      { key: { text: columns.from }, value: { text: nameOf(deps.area, head.sender) } },
      head.triage && {
        key: { text: columns.why },
        value: { html: html`${texts.work.triageReason[head.triage.reason]}${reasons(texts, head.heldReasons)}` },
      },
      head.triage && { key: { text: columns.since }, value: { text: when(head.triage.since) } },
      ...head.heldReasons.map((reason) => ({ key: { text: release }, value: { text: heldAdvice[reason] } })),
    ].filter((row) => row !== undefined),
  });
}

function actions(call: PrivateCall, { whole }: HubView, state: HubState): Markup {
  const { texts } = call.site;
  const words = texts.work.hub;
  const { head } = whole;
  const may = (to: 'routed' | 'returned' | 'withdrawn') => isAllowed(referralMoves, head.status, to, 'hub');
  const block = (name: string, label: string, inner: (form: Form) => Content): Markup =>
    hubBlock(call, head.id, state, { name, label, inner });
  const services = call.deps.area.services.filter((service) => service.availability === 'open');
  const canRoute = may('routed') || (head.status === 'routed' && head.triage !== undefined);
  if (!canRoute && !may('returned') && !may('withdrawn')) return html``;
  return html`<h2 class="govuk-heading-m">${words.whatNow}</h2>
  ${
    canRoute &&
    block('route', words.route, (form) => [
      choiceField(form, {
        name: 'service',
        label: words.routeTo,
        choices: services.map(({ id, name, description }) => ({ value: id, text: name, hint: description })),
      }),
      longTextField(form, { name: 'reason', label: words.routeWhy, maxlength: mostText.route, rows: 3 }),
    ])
  }
  ${
    may('returned') &&
    block('return', words.return, (form) => [
      choiceField(form, {
        name: 'return-reason',
        label: texts.work.handOff.reason,
        choices: choicesOf(returnReasons, texts.words.returnReason),
      }),
      longTextField(form, { name: 'advice', label: words.returnAdvice, maxlength: mostText.return, rows: 3 }),
    ])
  }
  ${
    may('withdrawn') &&
    block('withdraw', words.withdraw, (form) =>
      choiceField(form, {
        name: 'withdraw-reason',
        label: words.withdrawWhy,
        choices: choicesOf(withdrawReasons, texts.words.withdrawReason),
      }),
    )
  }`;
}

function considered({ site, deps }: PrivateCall, { decision }: HubView): Markup {
  const words = site.texts.work.hub;
  const said = (codes: readonly string[]) => codes.map((code) => reasonTexts[code as RoutingReason] ?? code).join(' ');
  const row = (service: string, isEligible: boolean, because: readonly string[]) => ({
    key: { text: nameOf(deps.area, service) },
    value: { html: html`<strong>${isEligible ? words.eligible : words.notEligible}</strong><br>${said(because)}` },
  });
  return html`<h2 class="govuk-heading-m">${words.considered}</h2>
  ${summaryList({
    rows: [
      ...decision.chosen.map((one) => row(one.service, true, one.because)),
      ...decision.considered.map((one) => row(one.service, one.eligible, one.because)),
    ],
  })}`;
}

export async function route(call: PrivateCall): Promise<Reply> {
  const words = call.site.texts.work.hub;
  const service = typedAs(call.form, 'service');
  const reason = typedAs(call.form, 'reason').trim();
  const known = call.deps.area.services.some((each) => each.id === service && each.availability === 'open');
  const errors: FormError[] = [
    ...(known ? [] : [{ field: 'service', text: words.routeMissing }]),
    ...textErrors(call.site.texts, {
      field: 'reason',
      typed: reason,
      most: mostText.route,
      missing: words.routeWhyMissing,
      what: words.routeWhyWhat,
    }),
  ];
  return act(call, 'route', errors, (id) => routeForHub(call.deps, call.viewer.party.id, id, { service, reason }));
}

export async function sendBack(call: PrivateCall): Promise<Reply> {
  const words = call.site.texts.work.hub;
  const reason = one(returnReasons, typedAs(call.form, 'return-reason'));
  const advice = typedAs(call.form, 'advice').trim();
  const errors: FormError[] = [
    ...(reason ? [] : [{ field: 'return-reason', text: words.reasonMissing }]),
    ...adviceErrors(call.site.texts, advice, mostText.return),
  ];
  const told = { reason: reason ?? 'other', advice } as const;
  return act(call, 'return', errors, (id) => returnForHub(call.deps, call.viewer.party.id, id, told));
}

export async function takeBack(call: PrivateCall): Promise<Reply> {
  const reason = one(withdrawReasons, typedAs(call.form, 'withdraw-reason'));
  const errors = reason ? [] : [{ field: 'withdraw-reason', text: call.site.texts.work.hub.reasonMissing }];
  return act(call, 'withdraw', errors, (id) =>
    withdrawForHub(call.deps, call.viewer.party.id, id, reason ?? 'sent-in-error'),
  );
}

const act = (
  call: PrivateCall,
  tried: string,
  errors: FormError[],
  work: (id: ReferralId) => Promise<Triaged>,
): Promise<Reply> =>
  actOn(call, { tried, errors, work, show }, (done, id) => {
    if (!('whole' in done)) return call.site.texts.work.handOff.moved;
    if (done.left > 0) call.deps.log.warn('hand-off-send-failed', { referralId: id, count: done.left });
    return undefined;
  });
