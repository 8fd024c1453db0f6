import type { TagOptions } from '#src/web/components/tag.ts';
import { tag } from '#src/web/components/tag.ts';
import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface PhaseBannerOptions extends Part {
  tag?: TagOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const phaseBanner = (given: PhaseBannerOptions): Markup =>
  html`<div class="${classes('govuk-phase-banner govuk-width-container', given.classes)}"${attributes(given.attributes)}>
  <p class="govuk-phase-banner__content">
    ${tag({ text: given.tag?.text, html: given.tag?.html, classes: classes('govuk-phase-banner__content__tag', given.tag?.classes) })}
    <span class="govuk-phase-banner__text">
      ${pick(given)}
    </span>
  </p>
</div>`;
