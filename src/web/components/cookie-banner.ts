import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, contentOf, html } from '#src/web/html.ts';

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

const action = (options: CookieAction): Markup =>
  !options.href || options.type === 'button'
    ? button({ ...options, type: options.type || 'button' })
    : html`<a class="${classes('govuk-link', options.classes)}" href="${options.href}"${attributes(options.attributes)}>${options.text}</a>`;

function message(options: CookieMessage): Markup {
  const heading = contentOf({ text: options.headingText, html: options.headingHtml });
  const words = options.html?.length ? options.html : options.text && html`<p class="govuk-body">${options.text}</p>`;
  const names = classes('govuk-cookie-banner__message', options.classes, 'govuk-width-container');
  return html`
  <div class="${names}"${attribute('role', options.role)}${attributes(options.attributes)}${booleanAttribute('hidden', options.hidden)}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        ${heading && html`<h2 class="govuk-cookie-banner__heading govuk-heading-m">${heading}</h2>`}
        <div class="govuk-cookie-banner__content">${words}</div>
      </div>
    </div>
    ${
      options.actions &&
      html`<div class="govuk-button-group">${options.actions.map(
        (one) => html`
      ${action(one)}`,
      )}
    </div>`
    }
  </div>`;
}

export const cookieBanner = (options: CookieBannerOptions): Markup =>
  html`<div class="${classes('govuk-cookie-banner', options.classes)}" data-nosnippet role="region" aria-label="${options.ariaLabel || 'Cookie banner'}"${booleanAttribute('hidden', options.hidden)}${attributes(options.attributes)}>
  ${options.messages.map(message)}
</div>`;
