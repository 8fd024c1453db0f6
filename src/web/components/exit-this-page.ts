import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, hasContent, html, raw, translationAttributes } from '#src/web/html.ts';

export interface ExitThisPageOptions extends TextOrHtml {
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

export const exitThisPage = (options: ExitThisPageOptions): Markup =>
  html`<div${attribute('id', options.id)} class="${classes('govuk-exit-this-page', options.classes)}" data-module="govuk-exit-this-page"${attributes(options.attributes)}${[
    translationAttributes('activated', options.activatedText),
    translationAttributes('timed-out', options.timedOutText),
    translationAttributes('press-two-more-times', options.pressTwoMoreTimesText),
    translationAttributes('press-one-more-time', options.pressOneMoreTimeText),
  ]}>
  ${button({
    html: hasContent(options) ? options.html : words,
    text: options.text,
    classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
    href: options.redirectUrl || 'https://www.bbc.co.uk/weather',
    attributes: { rel: 'nofollow noreferrer' },
  })}
</div>`;
