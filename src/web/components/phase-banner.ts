import type { TagOptions } from '#src/web/components/tag.ts';
import { tag } from '#src/web/components/tag.ts';
import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface PhaseBannerOptions extends TextOrHtml {
  tag?: TagOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const phaseBanner = (options: PhaseBannerOptions): Markup =>
  html`<div class="${classes('govuk-phase-banner govuk-width-container', options.classes)}"${attributes(options.attributes)}>
  <p class="govuk-phase-banner__content">
    ${tag({ text: options.tag?.text, html: options.tag?.html, classes: classes('govuk-phase-banner__content__tag', options.tag?.classes) })}
    <span class="govuk-phase-banner__text">
      ${contentOf(options)}
    </span>
  </p>
</div>`;
