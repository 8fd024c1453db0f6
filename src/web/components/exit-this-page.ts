import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, has, html, raw, translation } from '#src/web/html.ts';

export interface ExitThisPageOptions extends Part {
  redirectUrl?: string | undefined;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  activatedText?: string | undefined;
  timedOutText?: string | undefined;
  pressTwoMoreTimesText?: string | undefined;
  pressOneMoreTimeText?: string | undefined;
}

const words = raw('<span class="govuk-visually-hidden">Emergency</span> Exit this page');

export const exitThisPage = (given: ExitThisPageOptions): Markup =>
  html`<div${attribute('id', given.id)} class="${classes('govuk-exit-this-page', given.classes)}" data-module="govuk-exit-this-page"${attributes(given.attributes)}${[
    translation('activated', given.activatedText),
    translation('timed-out', given.timedOutText),
    translation('press-two-more-times', given.pressTwoMoreTimesText),
    translation('press-one-more-time', given.pressOneMoreTimeText),
  ]}>
  ${button({
    html: has(given) ? given.html : words,
    text: given.text,
    classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
    href: given.redirectUrl || 'https://www.bbc.co.uk/weather',
    attributes: { rel: 'nofollow noreferrer' },
  })}
</div>`;
