/** The start page and the help pages. */
import type { PageRoute } from '../app/page.ts';
import { forAnyone, lazyHandlers } from '../app/route-builders.ts';
import { helpPaths } from '../layout.ts';

const help = lazyHandlers(() => import('./pages.ts'));
const statement = lazyHandlers(() => import('./accessibility-page.ts'));
const get = forAnyone('GET');

export const helpRoutes: readonly PageRoute[] = [
  get('/', 'Start page', help('home')),
  get(helpPaths.privacy, 'Privacy notices', help('privacy')),
  get(helpPaths.cookies, 'Cookies', help('cookies')),
  get(helpPaths.accessibility, 'Accessibility statement', statement('accessibility')),
  get(helpPaths.contact, 'How to reach the victim hub', help('contact')),
  get('/help/figures', 'What the figures mean', help('definitions')),
];
