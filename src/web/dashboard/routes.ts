/** The dashboard's pages. */
import type { PageRoute } from '../app/page.ts';
import { forParties, lazily } from '../app/table.ts';
import { csvPath, path } from './paths.ts';

const dashboard = lazily(() => import('./handlers.ts'));
const get = forParties('GET', ['authority']);

export const dashboardRoutes: readonly PageRoute[] = [
  get(path, 'Volumes: figures, charts and what is safe to publish', dashboard('show')),
  get(csvPath, 'The numbers of one chart as a file', dashboard('download')),
];
