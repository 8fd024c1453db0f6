/** Where the dashboard stands, and the numbers of its charts. */
export const path = '/dashboard';
export const csvPath = '/dashboard.csv';
