/** All pages in one table, which the app, its access checks and the tests over all pages use. */
import type { PageRoute } from './app/page.ts';
import { signInRoutes } from './app/sign-in.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { docsRoutes } from './docs/routes.ts';
import { eMailRoutes } from './e-mails/routes.ts';
import { helpRoutes } from './help/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { referRoutes } from './refer/routes.ts';
import { sentRoutes } from './sent/routes.ts';
import { teamRoutes } from './team/routes.ts';
import { triageRoutes } from './triage/routes.ts';

/** @param openApi the OpenAPI document as JSON */
export const pageRoutes = (openApi: string): readonly PageRoute[] => [
  ...helpRoutes,
  ...docsRoutes(openApi),
  ...signInRoutes(signedInRoutes),
  ...signedInRoutes,
];

const signedInRoutes: readonly PageRoute[] = [
  ...referRoutes,
  ...inboxRoutes,
  ...triageRoutes,
  ...sentRoutes,
  ...dashboardRoutes,
  ...eMailRoutes,
  ...teamRoutes,
];
