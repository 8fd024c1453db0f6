/** At which issuer somebody signs in, and the links that lead there. */
import { findRoute } from '#src/contracts/match.ts';
import type { IssuerName } from '#src/usecases/ports/web.ts';
import { button } from '../components/button.ts';
import { type Content, html } from '../html.ts';
import type { Site } from '../layout.ts';
import type { PageRoute } from './page.ts';

/** Whose people a page may be for. */
export type Audience = 'everybody' | 'authority' | 'others';

export function audienceOf({ who }: Pick<PageRoute, 'who'>): Audience {
  if (who === 'anyone') return 'everybody';
  if (!who.includes('authority')) return 'others';
  return who.every((kind) => kind === 'authority') ? 'authority' : 'everybody';
}

/** Whether a path of this site, with its query, leads to a page of the authority's people alone. */
export function isAuthorityPath(pages: readonly PageRoute[], path: string): boolean {
  const match = findRoute(pages, 'GET', path.split('?', 1)[0] ?? path);
  return 'route' in match && audienceOf(match.route) === 'authority';
}

/** @param issuer left out, the page that is returned to decides it */
function signInHref(returnTo: string | undefined, issuer?: IssuerName): string {
  const query = new URLSearchParams({ ...(returnTo !== undefined && { return: returnTo }), ...(issuer && { issuer }) });
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in';
}

export const signInButton = ({ texts }: Site, returnTo?: string, issuer?: IssuerName): Content =>
  button({ text: texts.site.signIn, href: signInHref(returnTo, issuer) });

/**
 * The button for everybody and, where the authority's people have an issuer of their own, a link for them.
 * @param audience whose people the page that is returned to is for: the button of the authority's own leads to its issuer already
 */
export const signInLinks = (site: Site, returnTo?: string, audience: Audience = 'everybody'): Content =>
  html`${signInButton(site, returnTo)}
  ${
    site.hasAuthorityIssuer &&
    audience === 'everybody' &&
    html`<p class="govuk-body"><a class="govuk-link" href="${signInHref(returnTo, 'authority')}">${site.texts.site.signInForAuthority(site.authority)}</a></p>`
  }`;
