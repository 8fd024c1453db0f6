/** The second look before a case goes to a service that it is outside of: why it is, and what was typed. */
import { partyName } from '#src/domain/area.ts';
import type { ReasonCode } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { describeReasons } from '#src/domain/routing/reasons.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { TriageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { summaryList } from '../components/summary-list.ts';
import { warningText } from '../components/warning-text.ts';
import { firstValue } from '../form/errors.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html, withLineBreaks } from '../html.ts';
import { caseHref, readPlace } from './list-place.ts';
import { nobodysPlace } from './route-section.ts';

/** What the form posts, and this page posts again. */
const fields = ['service', 'asks-place', 'instead', 'reason', 'override'] as const;
/** The button that was pressed on this page. */
export const checkAnswer = 'check';
export const checkAnswers = ['confirmed', 'change'] as const;

/** @param because why the case is outside what the service takes */
export function routeCheckPage(call: TriageCall, id: ReferralId, because: readonly ReasonCode[]): HttpResponse {
  const { area, site, form } = call;
  const { route, triage } = site.texts.work;
  const words = route.check;
  const value = (name: (typeof fields)[number]): string => firstValue(form, name);
  const service = partyName(area, value('service'));
  const row = (key: string, content: Content) => ({ key: { text: key }, value: { html: html`${content}` } });
  const place = value('instead') === nobodysPlace ? route.nobody : partyName(area, value('instead'));
  const hidden = Object.fromEntries(fields.map((name) => [name, value(name)]));
  const content = html`<h1 class="govuk-heading-l">${words.title(service)}</h1>
  ${warningText({ text: words.lead, iconFallbackText: site.texts.site.warning })}
  ${summaryList({
    rows: [
      row(words.service, service),
      row(words.because, describeReasons(because)),
      value('instead') !== '' && row(route.place, place),
      row(route.why, withLineBreaks(value('reason'))),
      row(route.override, withLineBreaks(value('override'))),
    ],
  })}
  ${postForm(
    call.formAction(caseHref(id, readPlace(call), { action: 'route' }), hidden),
    html`<div class="govuk-button-group">
      ${button({ text: words.confirm, name: checkAnswer, value: 'confirmed', preventDoubleClick: true })}
      ${button({ text: words.change, name: checkAnswer, value: 'change', classes: 'govuk-button--secondary' })}
    </div>`,
  )}`;
  return call.page({ title: triage.title, content, back: caseHref(id, readPlace(call)) });
}
