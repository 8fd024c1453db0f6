/** How calls, or parts of them, are switched off: announced first, in each answer (RFC 9745, RFC 8594) and in the documentation. */

export interface Deprecation {
  /** London ISO date on which it was announced. */
  since: string;
  /** London ISO date: the last day on which it is answered. */
  lastDay: string;
  /** What of the call ends, where the rest of it stays: a few words of plain ASCII. */
  part?: string;
  /** What to call in its place: the name of a route. */
  instead?: string;
}

/** Months from the announcement to the last day, at least. */
export const notice = { call: 6, version: 12 } as const;
