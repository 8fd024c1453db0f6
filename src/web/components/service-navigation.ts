import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html, renderEach } from '#src/web/html.ts';

export interface ServiceNavigationItem extends TextOrHtml {
  href?: string | undefined;
  /** The current page. */
  current?: boolean | undefined;
  /** The current section. */
  active?: boolean | undefined;
  attributes?: Attributes | undefined;
}

interface EndSlot {
  html: Markup;
  align?: 'inline' | undefined;
}

export interface ServiceNavigationOptions {
  serviceName?: string | undefined;
  serviceUrl?: string | undefined;
  navigation?: Sparse<ServiceNavigationItem> | undefined;
  navigationClasses?: string | undefined;
  navigationId?: string | undefined;
  navigationLabel?: string | undefined;
  collapseNavigationOnMobile?: boolean | undefined;
  menuButtonText?: string | undefined;
  menuButtonLabel?: string | undefined;
  ariaLabel?: string | undefined;
  slots?:
    | {
        start?: Markup | undefined;
        end?: Markup | EndSlot | undefined;
        navigationStart?: Markup | undefined;
        navigationEnd?: Markup | undefined;
      }
    | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const isSlot = (end: Markup | EndSlot): end is EndSlot => 'html' in end;

function navigationItem(item: ServiceNavigationItem): Content {
  const here = item.active || item.current;
  const words = here
    ? html`<strong class="govuk-service-navigation__active-fallback">${contentOf(item)}</strong>`
    : contentOf(item);
  const current = attribute('aria-current', here && (item.current ? 'page' : 'true'));
  const inner = item.href
    ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>
              ${words}
            </a>`
    : contentOf(item) && html`<span class="govuk-service-navigation__text"${current}>${words}</span>`;
  return html`<li class="${classes('govuk-service-navigation__item', here && 'govuk-service-navigation__item--active')}">
            ${inner}
          </li>
          `;
}

function navigation(options: ServiceNavigationOptions, menu: string): Content {
  const items = (options.navigation ?? []).filter(Boolean);
  const { navigationStart, navigationEnd } = options.slots ?? {};
  if (!items.length && !navigationStart?.length && !navigationEnd?.length) return undefined;
  const id = options.navigationId || 'navigation';
  const collapse = options.collapseNavigationOnMobile ?? items.length > 1;
  const buttonLabel = options.menuButtonLabel !== menu && attribute('aria-label', options.menuButtonLabel);
  return html`<nav aria-label="${options.navigationLabel || menu}" class="${classes('govuk-service-navigation__wrapper', options.navigationClasses)}">
        ${
          collapse &&
          html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${buttonLabel} hidden aria-hidden="true">
          ${menu}
        </button>`
        }
        <ul class="govuk-service-navigation__list" id="${id}">
          ${navigationStart}
          ${renderEach(items, navigationItem)}
          ${navigationEnd}
        </ul>
      </nav>`;
}

function serviceName(options: ServiceNavigationOptions): Content {
  if (!options.serviceName) return undefined;
  const name = options.serviceUrl
    ? html`<a href="${options.serviceUrl}" class="govuk-service-navigation__link">
          ${options.serviceName}
        </a>`
    : html`<span class="govuk-service-navigation__text">${options.serviceName}</span>`;
  return html`<span class="govuk-service-navigation__service-name">
        ${name}
      </span>`;
}

export function serviceNavigation(options: ServiceNavigationOptions): Markup {
  const { start, end } = options.slots ?? {};
  const endMarkup = end && (isSlot(end) ? end.html : end);
  const inline = end && isSlot(end) && end.align === 'inline';
  const common = html` class="${classes('govuk-service-navigation', options.classes)}" data-module="govuk-service-navigation"${attributes(options.attributes)}`;
  const inner = html`
  <div class="${classes('govuk-width-container', inline && 'govuk-service-navigation__inlining-container')}">
    ${start}
    <div class="govuk-service-navigation__container">
      ${serviceName(options)}
      ${navigation(options, options.menuButtonText || 'Menu')}
    </div>
    ${endMarkup}
  </div>
`;
  // With a service name it is a landmark of its own; otherwise the nav element inside is enough.
  if (options.serviceName || start?.length || endMarkup?.length) {
    return html`<section aria-label="${options.ariaLabel ?? 'Service information'}"${common}>${inner}</section>`;
  }
  return html`<div${common}>${inner}</div>`;
}
