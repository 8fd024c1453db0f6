import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, has, html, pick, raw } from '#src/web/html.ts';

export interface NotificationBannerOptions extends Part {
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

export function notificationBanner(given: NotificationBannerOptions): Markup {
  const success = given.type === 'success';
  const titled = { text: given.titleText, html: given.titleHtml };
  const title = has(titled) ? pick(titled) : success ? 'Success' : 'Important';
  const titleId = given.titleId || 'govuk-notification-banner-title';
  const heading = raw(`h${given.titleHeadingLevel || 2}`);
  const names = classes('govuk-notification-banner', success && 'govuk-notification-banner--success', given.classes);
  const focus =
    given.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(given.disableAutoFocus)}"`;
  const body = given.html?.length
    ? given.html
    : given.text && html`<p class="govuk-notification-banner__heading">${given.text}</p>`;
  return html`<div class="${names}" role="${given.role || (success ? 'alert' : 'region')}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${focus}${attributes(given.attributes)}>
  <div class="govuk-notification-banner__header">
    <${heading} class="govuk-notification-banner__title" id="${titleId}">${title}</${heading}>
  </div>
  <div class="govuk-notification-banner__content">
    ${body}
  </div>
</div>`;
}
