/** The person or system that acted for a party: kept beside the party in the history and in the disclosure log. */
export type Agent =
  /** Signed in to the pages: their stable id, a keyed hash of issuer and subject. */
  | { user: string }
  /** A system: its client, and the member of staff whom it names (`X-On-Behalf-Of`), sealed with the referral's key. */
  | { client?: string; onBehalfOf?: string };
