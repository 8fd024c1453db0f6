/** The dashboard's pages. */
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';
import { csvPath, dashboardPath, publishedPagePath, publishedPath, workbookPath } from './paths.ts';

const dashboard = lazyHandlers(() => import('./handlers.ts'));
const get = forParties('dashboard', 'GET', ['authority']);

export const dashboardRoutes: readonly PageRoute[] = [
  get(dashboardPath, 'Volumes: figures, charts and what is safe to publish', dashboard('show')),
  get(csvPath, 'The numbers of one chart as a file', dashboard('download')),
  get(publishedPagePath, 'The published figures of one period', dashboard('showPublished')),
  get(publishedPath, 'The published figures of one period as a file', dashboard('downloadPublished')),
  get(workbookPath, 'Every table of one period as a workbook', dashboard('downloadWorkbook')),
];
