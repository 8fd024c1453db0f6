/** The start page and the help pages, for everyone, from the area's configuration. */

import { dimensions, measures } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { ordinaryLimits, sessionLimits } from '../app/session-limits.ts';
import { signInTimeoutMs } from '../app/sign-in.ts';
import { exitCookieMs } from '../app/sign-out.ts';
import { summaryList } from '../components/summary-list.ts';
import { table } from '../components/table.ts';
import { warningText } from '../components/warning-text.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { type Content, html } from '../html.ts';
import { bullets, h1, h2, paragraphs } from './parts.ts';

const pageHandler =
  (build: (call: PublicCall) => { title: string; content: Content }) =>
  (call: PublicCall): HttpResponse =>
    call.page(build(call));

export const home = pageHandler(homePage);
export const privacy = pageHandler(privacyPage);
export const cookies = pageHandler(cookiesPage);
export const contact = pageHandler(contactPage);
export const definitions = pageHandler(definitionsPage);

const cookieLimits = { session: { ordinary: ordinaryLimits, byRole: sessionLimits }, signInTimeoutMs, exitCookieMs };

function serviceDetailsOf({ area, site }: PublicCall) {
  const { name, contact } = area;
  return { authority: site.authority, area: name, email: contact.email, phone: formatPhoneNumber(contact.phone) };
}

function homePage(call: PublicCall) {
  const words = call.site.texts.help.home;
  const content = html`<h1 class="govuk-heading-xl">${words.title}</h1>
  <p class="govuk-body-l">${words.lead(call.area.name)}</p>
  ${warningText({ text: words.emergency, iconFallbackText: call.site.texts.site.warning })}
  ${h2(words.whoTitle)}
  <ul class="govuk-list govuk-list--spaced">${words.who.map(
    (one) =>
      html`<li><a class="govuk-link govuk-!-font-weight-bold" href="${one.href}">${one.text}</a>, ${one.hint}</li>`,
  )}</ul>
  ${h2(words.systemsTitle)}
  <p class="govuk-body">${words.systems} <a class="govuk-link" href="/docs">${words.systemsLink}</a>.</p>`;
  return { title: words.title, content };
}

function privacyPage(call: PublicCall) {
  const words = call.site.texts.help.privacy;
  const serviceDetails = serviceDetailsOf(call);
  const { forVictims, forStaff } = words;
  const content = html`${h1(words.title)}
  ${h2(forVictims.title)}${paragraphs(forVictims.body(serviceDetails))}
  <h3 class="govuk-heading-s">${forVictims.retentionTitle}</h3>
  <p class="govuk-body">${forVictims.retentionLead}</p>${bullets(forVictims.retention(call.area.rules.retention))}
  ${paragraphs(forVictims.retentionExceptions({ months: call.area.rules.repeatVictimMonths }))}
  <h3 class="govuk-heading-s">${forVictims.rightsTitle}</h3>${paragraphs(forVictims.rights(serviceDetails))}
  ${h2(forStaff.title)}${paragraphs(forStaff.body(serviceDetails))}`;
  return { title: words.title, content };
}

function cookiesPage(call: PublicCall) {
  const words = call.site.texts.help.cookies;
  const content = html`${h1(words.title)}${paragraphs(words.body)}
  ${table({
    caption: words.title,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: words.heading.name }, { text: words.heading.purpose }, { text: words.heading.expires }],
    rows: words.list(cookieLimits).map((one) => [{ text: one.name }, { text: one.purpose }, { text: one.expires }]),
    firstCellIsHeader: true,
  })}`;
  return { title: words.title, content };
}

function contactPage(call: PublicCall) {
  const words = call.site.texts.help.contact;
  const { email, phone } = serviceDetailsOf(call);
  const content = html`${h1(words.title)}${paragraphs(words.body)}
  ${summaryList({
    rows: [
      { key: { text: words.email }, value: { html: html`<a class="govuk-link" href="mailto:${email}">${email}</a>` } },
      { key: { text: words.phone }, value: { text: phone } },
    ],
  })}
  ${warningText({ text: words.caution, iconFallbackText: call.site.texts.site.warning })}`;
  return { title: words.title, content };
}

/** Generated from the registry of metrics, like the OpenAPI document and the CSV headings. */
function definitionsPage(call: PublicCall) {
  const words = call.site.texts.help.definitions;
  const content = html`${h1(words.title)}<p class="govuk-body-l">${words.lead}</p>
  ${measures.map((measure) => {
    const metric = metrics[measure];
    return html`<h2 class="govuk-heading-m" id="${measure}">${metric.title}</h2>
    <p class="govuk-body">${metric.definition}</p>
    ${summaryList({
      rows: [
        { key: { text: words.unit }, value: { text: metric.unit } },
        { key: { text: words.plural }, value: { text: metric.countedWhen } },
        { key: { text: words.byService }, value: { text: metric.byService } },
        ...(metric.caveats.length > 0
          ? [{ key: { text: words.caveats }, value: { html: bullets(metric.caveats) } }]
          : []),
      ],
    })}`;
  })}
  ${h2(words.dimensions)}
  ${summaryList({
    rows: dimensions.map((name) => ({
      key: { text: dimensionDefinitions[name].title },
      value: { text: dimensionDefinitions[name].definition },
    })),
  })}`;
  return { title: words.title, content };
}
