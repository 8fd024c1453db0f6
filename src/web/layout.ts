/** The layout shared by every page. */
import type { Stage } from '#src/domain/stage.ts';
import type { AssetLinks } from '#src/web/assets/assets.ts';
import { backLink } from '#src/web/components/back-link.ts';
import { errorSummary } from '#src/web/components/error-summary.ts';
import { exitThisPage } from '#src/web/components/exit-this-page.ts';
import { footer } from '#src/web/components/footer.ts';
import { genericHeader } from '#src/web/components/generic-header.ts';
import { phaseBanner } from '#src/web/components/phase-banner.ts';
import type { ServiceNavigationItem } from '#src/web/components/service-navigation.ts';
import { serviceNavigation } from '#src/web/components/service-navigation.ts';
import { skipLink } from '#src/web/components/skip-link.ts';
import type { FormError } from '#src/web/form/errors.ts';
import { errorHref } from '#src/web/form/errors.ts';
import type { Content, Markup, Sparse } from '#src/web/html.ts';
import { html, raw } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';
import { sessionTime } from './session-time.ts';

/** The same for every page of a deployment. */
export interface Site {
  /** Name of the authority that runs the service, shown in the header. */
  authority: string;
  assets: AssetLinks;
  texts: Texts;
  /** All but production say on each page that nobody in them is real. */
  stage: Stage;
  /** Whether the authority's people sign in at an issuer of their own. */
  hasAuthorityIssuer: boolean;
}

export interface Page {
  /** Neutral, because it appears in the browser's history: never a person's name or a reference. */
  title: string;
  content: Content;
  /** In the order of the fields. Shown in the error summary; also adds "Error: " to the title. */
  errors?: readonly FormError[] | undefined;
  /** Target of the Back link. */
  back?: string | undefined;
  navigation?: Sparse<ServiceNavigationItem> | undefined;
  /** Person and party, on every signed-in page: several may share a computer. */
  signedInAs?: string | undefined;
  /** Whoever is signed in belongs to a test party: nothing on the page is real. */
  isTest?: boolean | undefined;
  /** Target of "Exit this page", on pages that may be filled in with the victim present. */
  exit?: string | undefined;
  /** When the viewer will be signed out if they do nothing, and what time it is now; shown on every signed-in page. */
  session?: { expiresAt: Date; now: Date } | undefined;
  /** Omits header and footer, so that a screen left in a hurry does not reveal the service. */
  bare?: boolean | undefined;
  /** Two thirds for forms and text (the default), full for lists and charts. */
  width?: 'two-thirds' | 'full' | undefined;
}

/** Target of "Exit this page": someone may be looking over the user's shoulder. */
export const exitPath = '/exit';

/** Asking for it extends the session. */
const staySignedInPath = '/stay-signed-in';

/** Of whatever marks a test, in another colour than what is urgent. */
export const testTagClasses = 'govuk-tag--purple';

export const helpPaths = {
  accessibility: '/help/accessibility',
  privacy: '/help/privacy',
  cookies: '/help/cookies',
  contact: '/help/contact',
} as const;

export function pageTitle(texts: Texts, page: Pick<Page, 'title' | 'errors' | 'bare'>, authority: string): string {
  if (page.bare) return page.title;
  const prefix = page.errors?.length ? texts.site.errorPrefix : '';
  // The start page is called as the service is.
  const names = new Set([page.title, texts.site.serviceName, authority]);
  return `${prefix}${[...names].join(' – ')}`;
}

function pageHeader(site: Site, page: Page): Markup {
  const { authority, texts } = site;
  return html`<header class="govuk-template__header">
    ${genericHeader({ logoText: authority })}
    ${serviceNavigation({
      serviceName: texts.site.serviceName,
      serviceUrl: '/',
      navigation: page.navigation,
      menuButtonText: texts.site.menu,
      menuButtonLabel: texts.site.menuLabel,
      navigationLabel: texts.site.menu,
      ariaLabel: texts.site.serviceInformation,
      slots: { end: page.signedInAs === undefined ? undefined : signedInLine(site, page.signedInAs) },
    })}
    ${stageBanner(site)}
    ${page.isTest ? testBanner(site) : phaseBannerOf(site)}
    ${page.session && html`<div class="govuk-width-container">${sessionNotice(site, page.session)}</div>`}
  </header>`;
}

function signedInLine({ texts }: Site, who: string): Markup {
  return html`<p class="govuk-body-s app-signed-in"><span class="app-signed-in__label">${texts.site.signedInAs.label}</span> ${who}</p>`;
}

function exitButton({ texts }: Site, href: string): Markup {
  const words = texts.site.exit;
  return exitThisPage({
    redirectUrl: href,
    html: html`<span class="govuk-visually-hidden">${words.emergency}</span> ${words.button}`,
    activatedText: words.activated,
    timedOutText: words.timedOut,
    pressTwoMoreTimesText: words.pressTwoMoreTimes,
    pressOneMoreTimeText: words.pressOneMoreTime,
  });
}

function errorSummaryOf({ texts }: Site, errors: readonly FormError[]): Content {
  if (errors.length === 0) return undefined;
  return errorSummary({
    titleText: texts.forms.errorSummaryTitle,
    errorList: errors.map((error) => ({ text: error.text, href: errorHref(error) })),
  });
}

function phaseBannerOf({ texts }: Site): Markup {
  const { tag, beforeLink: before, link, afterLink: after } = texts.site.phase;
  return phaseBanner({
    tag: { text: tag },
    html: html`${before}<a class="govuk-link" href="${helpPaths.contact}">${link}</a>${after}`,
  });
}

/** Beside whatever else the header says: the stage is of all its pages, also of those that nobody has signed in to. */
const stageBanner = ({ stage, texts }: Site): Content =>
  stage !== 'production' &&
  phaseBanner({ tag: { text: texts.site.stage.tag(stage), classes: testTagClasses }, text: texts.site.stage.text });

const testBanner = ({ texts }: Site): Markup =>
  phaseBanner({ tag: { text: texts.site.test.tag, classes: testTagClasses }, text: texts.site.test.text });

function pageFooter({ authority, texts }: Site): Markup {
  const words = texts.site.footer;
  const help = Object.entries(helpPaths) as [keyof typeof helpPaths, string][];
  return html`<footer class="govuk-template__footer">
    ${footer({
      meta: {
        visuallyHiddenTitle: words.title,
        items: help.map(([name, href]) => ({ href, text: words[name] })),
        text: words.runBy(authority),
      },
    })}
  </footer>`;
}

/**
 * Says when the session ends, in London time; where scripts run, start.js warns shortly before. It is told how long is left,
 * because the clock of the reader's computer may be wrong.
 */
function sessionNotice({ texts }: Site, { expiresAt, now }: NonNullable<Page['session']>): Markup {
  const time = sessionTime(expiresAt);
  const { until, stay, soon, over } = texts.site.session;
  return html`<p class="govuk-body-s app-session" data-left="${expiresAt.getTime() - now.getTime()}">${until(time)} <a class="govuk-link app-session-stay" href="${staySignedInPath}" target="_blank" rel="noopener">${stay}</a></p>
  <div class="app-session-warning" role="alert" data-text="${soon(time)}" data-over="${over(time)}"></div>`;
}

const doctype = raw('<!DOCTYPE html>');

export function layout(site: Site, page: Page): Markup {
  const { texts, assets } = site;
  const column = page.width === 'full' ? 'govuk-grid-column-full' : 'govuk-grid-column-two-thirds';
  const exitSkip =
    page.exit &&
    skipLink({
      href: page.exit,
      text: texts.site.exit.button,
      classes: 'govuk-js-exit-this-page-skiplink',
      attributes: { rel: 'nofollow noreferrer' },
    });
  return html`${doctype}
<html lang="${texts.language}" class="govuk-template">
<head>
  <meta charset="utf-8">
  <title>${pageTitle(texts, page, site.authority)}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="theme-color" content="#0b0c0c">
  <link rel="icon" href="${assets.icon}" type="image/svg+xml">
  <link rel="stylesheet" href="${assets.stylesheet}">
  <script type="module" src="${assets.script}"></script>
</head>
<body class="govuk-template__body">
  ${skipLink({ href: '#main-content', text: texts.site.skipLink })}
  ${exitSkip}
  ${!page.bare && pageHeader(site, page)}
  <div class="govuk-width-container">
    ${page.exit && exitButton(site, page.exit)}
    ${page.back && backLink({ href: page.back, text: texts.site.back })}
    <main class="govuk-main-wrapper" id="main-content">
      <div class="govuk-grid-row">
        <div class="${column}">
          ${errorSummaryOf(site, page.errors ?? [])}
          ${page.content}
        </div>
      </div>
    </main>
  </div>
  ${!page.bare && pageFooter(site)}
</body>
</html>
`;
}
