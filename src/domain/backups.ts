/**
 * How long a backup keeps what has been changed or erased since: the window of point-in-time recovery. The tables, the privacy
 * notice and the list of erasures take it from here.
 */
export const backupDays = 35;

/** Longer than the oldest backup, so that a table restored on the last day meets every erasure since, also a few days later. */
export const erasureListDays = backupDays + 10;
