/** Paths of the dashboard and of its CSV files. */
export const dashboardPath = '/dashboard';
export const csvPath = '/dashboard.csv';
