/** Paths of the dashboard and of its CSV files. */
export const dashboardPath = '/dashboard';
/** The area's published figures of one period. */
export const publishedPath = '/dashboard/published.json';
export const csvPath = '/dashboard.csv';
