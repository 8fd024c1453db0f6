/** Paths of the dashboard and of its CSV files. */
export const path = '/dashboard';
export const csvPath = '/dashboard.csv';
