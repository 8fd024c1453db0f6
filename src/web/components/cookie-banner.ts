import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, html, pick } from '#src/web/html.ts';

export interface CookieAction {
  text: string;
  type?: 'submit' | 'button' | undefined;
  href?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface CookieMessage {
  headingText?: string | undefined;
  headingHtml?: Markup | undefined;
  text?: string | undefined;
  html?: Markup | undefined;
  actions?: readonly CookieAction[] | undefined;
  hidden?: boolean | undefined;
  role?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface CookieBannerOptions {
  ariaLabel?: string | undefined;
  hidden?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  messages: readonly CookieMessage[];
}

const action = (given: CookieAction): Markup =>
  !given.href || given.type === 'button'
    ? button({ ...given, type: given.type || 'button' })
    : html`<a class="${classes('govuk-link', given.classes)}" href="${given.href}"${attributes(given.attributes)}>${given.text}</a>`;

function message(given: CookieMessage): Markup {
  const heading = pick({ text: given.headingText, html: given.headingHtml });
  const words = given.html?.length ? given.html : given.text && html`<p class="govuk-body">${given.text}</p>`;
  const names = classes('govuk-cookie-banner__message', given.classes, 'govuk-width-container');
  return html`
  <div class="${names}"${attribute('role', given.role)}${attributes(given.attributes)}${flag('hidden', given.hidden)}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        ${heading && html`<h2 class="govuk-cookie-banner__heading govuk-heading-m">${heading}</h2>`}
        <div class="govuk-cookie-banner__content">${words}</div>
      </div>
    </div>
    ${
      given.actions &&
      html`<div class="govuk-button-group">${given.actions.map(
        (one) => html`
      ${action(one)}`,
      )}
    </div>`
    }
  </div>`;
}

export const cookieBanner = (given: CookieBannerOptions): Markup =>
  html`<div class="${classes('govuk-cookie-banner', given.classes)}" data-nosnippet role="region" aria-label="${given.ariaLabel || 'Cookie banner'}"${flag('hidden', given.hidden)}${attributes(given.attributes)}>
  ${given.messages.map(message)}
</div>`;
