import type { Attributes, Markup } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface GenericHeaderOptions {
  logoText?: string | undefined;
  logoHtml?: Markup | undefined;
  url?: string | undefined;
  containerClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The header for organisations outside GOV.UK: no crown and no logotype. */
export const genericHeader = (options: GenericHeaderOptions): Markup =>
  html`<div class="${classes('govuk-generic-header', options.classes)}"${attributes(options.attributes)}>
  <div class="govuk-generic-header__container ${options.containerClasses || 'govuk-width-container'}">
    <div class="govuk-generic-header__logo">
      <a href="${options.url || '/'}" class="govuk-generic-header__homepage-link">
        ${contentOf({ text: options.logoText, html: options.logoHtml })}
      </a>
    </div>
  </div>
</div>`;
