/** Paths of the dashboard and of its CSV files. */
export const dashboardPath = '/dashboard';
/** The area's published figures of one period: a page, and a file. */
export const publishedPagePath = '/dashboard/published';
export const publishedPath = '/dashboard/published.json';
/** Every table of one period. */
export const workbookPath = '/dashboard/tables.xlsx';
export const csvPath = '/dashboard.csv';
