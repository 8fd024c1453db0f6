/** The accessibility statement, under the headings of the model statement of the regulations of 2018. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { ordinaryLimits } from '../app/session-limits.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { html, type Markup } from '../html.ts';
import { helpPaths } from '../layout.ts';
import { bullets, h1, h2, paragraphs } from './parts.ts';

const links = {
  abilityNet: 'https://mcmw.abilitynet.org.uk/',
  advice: 'https://www.equalityadvisoryservice.com/',
  equalityCommission: 'https://www.equalityni.org/',
};

const link = (href: string, text: string): Markup => html`<a class="govuk-link" href="${href}">${text}</a>`;
const h3 = (text: string): Markup => html`<h3 class="govuk-heading-s">${text}</h3>`;

export function accessibility(call: PublicCall): HttpResponse {
  const words = call.site.texts.help.accessibility;
  const { area, site, pagesUrl } = call;
  const details = {
    authority: site.authority,
    email: area.contact.email,
    phone: formatPhoneNumber(area.contact.phone),
    url: pagesUrl,
    idleTimeoutMs: ordinaryLimits.idleMs,
  };
  const { commission, advice, inNorthernIreland, equalityCommission } = words.enforcement;
  const content = html`${h1(words.title)}
  ${paragraphs(words.lead(details))}${bullets(words.able)}
  <p class="govuk-body">${words.plain} ${link(links.abilityNet, words.abilityNet)}.</p>
  ${h2(words.statusTitle)}${paragraphs([words.status])}
  ${h2(words.contentTitle)}${paragraphs([words.contentLead])}
  ${h3(words.nonComplianceTitle)}${bullets(words.nonCompliance(details))}
  ${h3(words.burdenTitle)}${paragraphs([words.burden])}
  ${h3(words.scopeTitle)}${paragraphs([words.scope])}
  ${h2(words.preparationTitle)}${paragraphs(words.preparation)}${bullets(words.checks)}${paragraphs([words.checksEnd])}
  ${h2(words.improvingTitle)}${paragraphs(words.improving)}
  ${h2(words.feedbackTitle)}${paragraphs(words.feedback(details))}
  <p class="govuk-body">${link(helpPaths.contact, words.contactLink)}</p>
  ${h2(words.enforcementTitle)}
  <p class="govuk-body">${commission} ${link(links.advice, advice)}.</p>
  <p class="govuk-body">${inNorthernIreland} ${link(links.equalityCommission, equalityCommission)}.</p>`;
  return call.page({ title: words.title, content });
}
