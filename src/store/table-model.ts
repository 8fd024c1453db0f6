/**
 * The tables: their keys, indexes and streams. lib/ makes them from this, src/store
 * reads and writes them by it, and nothing else knows a key.
 *
 * referrals  the ledger. One row per version of a referral; a row never changes, until what was
 *            said of the person, which is one sealed attribute, is erased from it.
 * work       small rows that move: a referral's head, its hand-offs, its history, its
 *            disclosure log. No name, contact or free text about a person.
 * counters   volumes, one row per measure, scope and day, and one per month that is bound. No ids of referrals.
 * web        what the pages keep for people who are signed in: sessions and sign-ins under a hash,
 *            drafts and what a person asked us to remember, sealed. Every row expires.
 */

export interface KeyAttribute {
  name: string;
  type: 'S' | 'N';
}

export interface IndexModel {
  name: string;
  partition: KeyAttribute;
  sort?: KeyAttribute;
  /** Attributes besides the keys; none means keys only. */
  include?: readonly string[];
}

export interface TableModel {
  partition: KeyAttribute;
  sort: KeyAttribute;
  indexes: readonly IndexModel[];
  /** A stream that carries keys only, so that no personal data is in it. */
  stream: boolean;
  /** Attribute that holds the epoch second after which a row may go. */
  timeToLive?: string;
}

export const referralsTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'v', type: 'N' },
  indexes: [
    /** The sweep reads it: every referral by the UTC hour it was received in. */
    { name: 'byHour', partition: { name: 'hour', type: 'S' }, sort: { name: 'at', type: 'S' } },
    /** A sender who has only the spoken reference. First versions alone carry `ref`. */
    { name: 'byReference', partition: { name: 'ref', type: 'S' } },
    /** Links one person's referrals by a keyed hash; never shown. First versions alone carry `person`. */
    {
      name: 'byPerson',
      partition: { name: 'person', type: 'S' },
      sort: { name: 'at', type: 'S' },
      include: ['sender', 'occurredOn'],
    },
  ],
  stream: true,
} as const satisfies TableModel;

export const workTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'row', type: 'S' },
  indexes: [
    /** A party's own list: `list` is service:<id>|<status> or sender:<id>|<status>, `pos` its order. */
    { name: 'byList', partition: { name: 'list', type: 'S' }, sort: { name: 'pos', type: 'S' } },
    /** What must be looked at by when: `agenda` is one of case-rows.ts. */
    { name: 'byAgenda', partition: { name: 'agenda', type: 'S' }, sort: { name: 'due', type: 'S' } },
  ],
  stream: false,
} as const satisfies TableModel;

export const countersTable = {
  partition: { name: 'k', type: 'S' },
  sort: { name: 'd', type: 'S' },
  indexes: [],
  stream: false,
} as const satisfies TableModel;

/** The partition of the counters that says which months are bound: whoever adds to one of them empties its row. */
export const boundMonths = 'bound';

/** Begins the partitions of the counters that hold a person's mark: it keeps distinct people exact, and goes with them. */
export const personMarks = 'person|';

export const webTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'row', type: 'S' },
  indexes: [],
  stream: false,
  timeToLive: 'ttl',
} as const satisfies TableModel;

export const tables = { referrals: referralsTable, work: workTable, counters: countersTable, web: webTable } as const;
export type TableName = keyof typeof tables;
