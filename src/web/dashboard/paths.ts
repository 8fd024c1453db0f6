/** Paths of the dashboard and of its files, and addresses with parameters. */
import type { VolumesQuery } from '#src/domain/volumes/query.ts';

export const dashboardPath = '/dashboard';
/** The area's published figures of one period: a page, and a file. */
export const publishedPagePath = '/dashboard/published';
export const publishedPath = '/dashboard/published.json';
/** Every table of one period. */
export const workbookPath = '/dashboard/tables.xlsx';
export const csvPath = '/dashboard.csv';

export function hrefWith(path: string, parameters: Readonly<Record<string, string>>): string {
  const query = String(new URLSearchParams(parameters));
  return query === '' ? path : `${path}?${query}`;
}

/** What narrows a question and how it is answered, as the API's parameters. */
export const narrowingParameters = ({
  where,
  publish,
}: Pick<VolumesQuery, 'where' | 'publish'>): Record<string, string> => ({
  ...(where ? { where: `${where.dimension}:${where.value}` } : {}),
  ...(publish ? { publish: 'true' } : {}),
});
