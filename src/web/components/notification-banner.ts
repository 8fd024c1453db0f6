import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, hasContent, html, raw } from '#src/web/html.ts';

export interface NotificationBannerOptions extends TextOrHtml {
  type?: 'success' | undefined;
  role?: string | undefined;
  titleText?: string | undefined;
  titleHtml?: Markup | undefined;
  titleHeadingLevel?: number | string | undefined;
  titleId?: string | undefined;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export function notificationBanner(options: NotificationBannerOptions): Markup {
  const success = options.type === 'success';
  const titled = { text: options.titleText, html: options.titleHtml };
  const title = hasContent(titled) ? contentOf(titled) : success ? 'Success' : 'Important';
  const titleId = options.titleId || 'govuk-notification-banner-title';
  const heading = raw(`h${options.titleHeadingLevel || 2}`);
  const names = classes('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes);
  const focus =
    options.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`;
  const body = options.html?.length
    ? options.html
    : options.text && html`<p class="govuk-notification-banner__heading">${options.text}</p>`;
  return html`<div class="${names}" role="${options.role || (success ? 'alert' : 'region')}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${focus}${attributes(options.attributes)}>
  <div class="govuk-notification-banner__header">
    <${heading} class="govuk-notification-banner__title" id="${titleId}">${title}</${heading}>
  </div>
  <div class="govuk-notification-banner__content">
    ${body}
  </div>
</div>`;
}
