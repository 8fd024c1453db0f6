/** The start page and the help pages, for everyone, from the area's configuration. */

import { dimensions, measures } from '#src/domain/counting/model.ts';
import { dimensionEntries, metrics } from '#src/domain/counting/registry.ts';
import type { Reply } from '#src/platform/exchange.ts';
import type { PublicCall } from '../app/page.ts';
import { idleMs, longestMs } from '../app/session.ts';
import { leftMs, signInMs } from '../app/sign-in.ts';
import { summaryList } from '../components/summary-list.ts';
import { table } from '../components/table.ts';
import { warningText } from '../components/warning-text.ts';
import { type Content, html, type Markup } from '../html.ts';
import { phoneNumber } from '../phone.ts';

const page =
  (make: (call: PublicCall) => { title: string; content: Content }) =>
  (call: PublicCall): Reply =>
    call.page(make(call));

export const home = page(homePage);
export const privacy = page(privacyPage);
export const cookies = page(cookiesPage);
export const accessibility = page(accessibilityPage);
export const contact = page(contactPage);
export const definitions = page(definitionsPage);

const cookieLimits = { idleMs, longestMs, signInMs, leftMs };

const h1 = (text: string): Markup => html`<h1 class="govuk-heading-l">${text}</h1>`;
const h2 = (text: string): Markup => html`<h2 class="govuk-heading-m">${text}</h2>`;
const paragraphs = (lines: readonly string[]): Content => lines.map((line) => html`<p class="govuk-body">${line}</p>`);
const bullets = (lines: readonly string[]): Markup =>
  html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

function factsOf({ area, site }: PublicCall) {
  const { name, contact } = area;
  return { authority: site.authority, area: name, email: contact.email, phone: phoneNumber(contact.phone) };
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
  const facts = factsOf(call);
  const { forVictims, forStaff } = words;
  const content = html`${h1(words.title)}
  ${h2(forVictims.title)}${paragraphs(forVictims.body(facts))}
  <h3 class="govuk-heading-s">${forVictims.keepTitle}</h3>
  <p class="govuk-body">${forVictims.keepLead}</p>${bullets(forVictims.keep(call.area.rules.keep))}
  ${paragraphs(forVictims.keepMore({ months: call.area.rules.repeatVictimMonths }))}
  <h3 class="govuk-heading-s">${forVictims.rightsTitle}</h3>${paragraphs(forVictims.rights(facts))}
  ${h2(forStaff.title)}${paragraphs(forStaff.body(facts))}`;
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

function accessibilityPage(call: PublicCall) {
  const words = call.site.texts.help.accessibility;
  const facts = factsOf(call);
  const content = html`${h1(words.title)}${paragraphs(words.body(facts))}
  ${h2(words.testedTitle)}${bullets(words.tested)}
  ${h2(words.reportTitle)}${paragraphs(words.report(facts))}`;
  return { title: words.title, content };
}

function contactPage(call: PublicCall) {
  const words = call.site.texts.help.contact;
  const { email, phone } = factsOf(call);
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
        { key: { text: words.counted }, value: { text: metric.countedWhen } },
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
      key: { text: dimensionEntries[name].title },
      value: { text: dimensionEntries[name].definition },
    })),
  })}`;
  return { title: words.title, content };
}
