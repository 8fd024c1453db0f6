/** How long a referral is retained, as triage sees it, with the forms for legal hold and erasure. */
import { keptUntil, knownUntil } from '#src/domain/case/keeping.ts';
import type { Head } from '#src/domain/case/model.ts';
import { endOfDay } from '#src/domain/london.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { PrivateCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { choiceField, longTextField } from '../form/fields.ts';
import { html, type Markup } from '../html.ts';
import { dayInFull, whenInFull } from '../time.ts';
import { type HubState, hubBlock } from './hub-block.ts';
import { choicesOf } from './inbox-actions.ts';

const dayOf = (date: string): string => dayInFull(endOfDay(date).toISOString());

/** Characters of the text that names the court or inquiry. */
export const mostHoldReason = 500;

export function keeping(call: PrivateCall, head: Head, state: HubState): Markup {
  return html`<h2 class="govuk-heading-m">${call.site.texts.work.keeping.title}</h2>
  ${standing(call, head)}
  ${head.forgottenAt === undefined && decisions(call, head, state)}`;
}

function standing({ site, deps }: PrivateCall, head: Head): Markup {
  const { work, words } = site.texts;
  const said = work.keeping;
  const { erasedAt, hold, erasure, keep } = head;
  const until = keptUntil(head, deps.area.rules);
  const line = (key: string, value: string): Markup =>
    summaryList({ rows: [{ key: { text: key }, value: { text: value } }] });
  if (erasedAt !== undefined) {
    return html`${line(said.erased, whenInFull(erasedAt))}
    ${head.forgottenAt === undefined && html`<p class="govuk-body">${erasure ? said.asked : said.known(dayOf(knownUntil(head, deps.area.rules)))}</p>`}`;
  }
  if (hold) return line(said.held, whenInFull(hold.since));
  if (erasure) return html`<p class="govuk-body">${said.asked}</p>`;
  if (keep === undefined || until === undefined) return html`<p class="govuk-body">${said.open}</p>`;
  return summaryList({
    rows: [
      { key: { text: said.until }, value: { text: dayOf(until) } },
      { key: { text: said.because }, value: { text: words.keepClass[keep] } },
    ],
  });
}

function decisions(call: PrivateCall, head: Head, state: HubState): Markup {
  const { work, words } = call.site.texts;
  const said = work.keeping;
  const { id, hold, erasure, erasedAt, keep } = head;
  const lead = (text: string): Markup => html`<p class="govuk-body">${text}</p>`;
  if (hold) return hubBlock(call, id, state, { name: 'lift', label: said.lift, inner: () => lead(said.liftLead) });
  const mayErase = keep !== undefined && !erasure;
  const eraseForm = hubBlock(call, id, state, {
    name: 'erase',
    label: erasedAt === undefined ? said.erase : said.forget,
    inner: (form) => [
      lead(said.eraseLead),
      choiceField(form, {
        name: 'erasure-reason',
        label: said.eraseWhy,
        choices: choicesOf(erasureReasons, words.erasureReason),
      }),
    ],
  });
  const holdForm = hubBlock(call, id, state, {
    name: 'hold',
    label: said.hold,
    inner: (form) => [
      lead(said.holdLead),
      longTextField(form, { name: 'hold-reason', label: said.holdWhy, maxlength: mostHoldReason, rows: 3 }),
    ],
  });
  return html`${mayErase && eraseForm}${erasedAt === undefined && holdForm}`;
}
