import type { Attributes, Markup } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface GenericHeaderOptions {
  logoText?: string | undefined;
  logoHtml?: Markup | undefined;
  url?: string | undefined;
  containerClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The header for organisations outside GOV.UK: no crown and no logotype. */
export const genericHeader = (given: GenericHeaderOptions): Markup =>
  html`<div class="${classes('govuk-generic-header', given.classes)}"${attributes(given.attributes)}>
  <div class="govuk-generic-header__container ${given.containerClasses || 'govuk-width-container'}">
    <div class="govuk-generic-header__logo">
      <a href="${given.url || '/'}" class="govuk-generic-header__homepage-link">
        ${pick({ text: given.logoText, html: given.logoHtml })}
      </a>
    </div>
  </div>
</div>`;
