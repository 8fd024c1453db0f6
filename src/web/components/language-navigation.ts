import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface LanguageItem extends TextOrHtml {
  href?: string | undefined;
  current?: boolean | undefined;
  lang?: string | undefined;
  hrefLang?: string | undefined;
  dir?: string | undefined;
  languageDescriptionText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface LanguageNavigationOptions {
  items: readonly LanguageItem[];
  ariaLabel?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function language(item: LanguageItem): Markup {
  if (item.current || !item.href) {
    return html`<span class="${classes('govuk-language-navigation__text', item.classes)}" aria-current="true"${attribute('lang', item.lang)}${attribute('dir', item.dir)}${attributes(item.attributes)}>${contentOf(item)}</span>`;
  }
  const description =
    item.languageDescriptionText && html`<span class="govuk-visually-hidden"> ${item.languageDescriptionText}</span>`;
  return html`<a class="${classes('govuk-language-navigation__link', item.classes)}" href="${item.href}" rel="alternate"${[
    attribute('lang', item.lang),
    attribute('hreflang', item.hrefLang || item.lang),
    attribute('dir', item.dir),
  ]}${attributes(item.attributes)}>${contentOf(item)}${description}</a>`;
}

export const languageNavigation = (options: LanguageNavigationOptions): Markup =>
  html`<nav class="${classes('govuk-language-navigation', options.classes)}"${attributes(options.attributes)} aria-label="${options.ariaLabel ?? 'Language'}">
  <ul class="govuk-language-navigation__list">
    ${options.items.map(
      (item) => html`<li class="govuk-language-navigation__list-item">
      ${language(item)}
    </li>`,
    )}
  </ul>
</nav>`;
