/**
 * The tables' keys, indexes and streams. lib/ creates the tables from this model.
 *
 * referrals  the ledger: one row per version of a referral. A row changes only when it is erased; the
 *            personal data is one sealed attribute. Those of tests expire, here and in the work table.
 * work       small rows that change: a referral's head, hand-offs, history, disclosure log, parked
 *            versions, notices of e-mails, and the daily balances. Free text about a person is sealed.
 * counters   volumes: one row per measure, scope and day, and roll-ups by month, with who was counted in
 *            each, by the pseudonyms of the history (partition `people`). Also one mark per
 *            person, under a keyed hash, which goes when the person is forgotten, and an alias where the mark is
 *            under the hash's old form.
 * web        sessions and sign-ins, under a keyed hash; drafts and saved profiles, sealed; which cases somebody opened in a
 *            day; the canary's access tokens: these expire. The staff directory,
 *            names and addresses sealed, and what is known of e-mail addresses, under a keyed hash, which do not.
 * erasures   which referrals were erased while a backup still has them. It is never restored.
 */

export interface KeyAttribute {
  name: string;
  type: 'S' | 'N';
}

export interface IndexModel {
  name: string;
  partition: KeyAttribute;
  sort?: KeyAttribute;
  /** Projected non-key attributes; left out means keys only. */
  include?: readonly string[];
}

export interface TableModel {
  partition: KeyAttribute;
  sort: KeyAttribute;
  indexes: readonly IndexModel[];
  /** Whether the table has a stream. Streams are keys only, so that they hold no personal data. */
  stream: boolean;
  /** Name of the TTL attribute (seconds since 1970). */
  timeToLive?: string;
}

export const referralsTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'v', type: 'N' },
  indexes: [
    /** For the sweep: all versions by the UTC hour they were received in. */
    { name: 'byHour', partition: { name: 'hour', type: 'S' }, sort: { name: 'at', type: 'S' } },
    /** Finds a referral by its spoken reference. Only first versions have `ref`. */
    { name: 'byReference', partition: { name: 'ref', type: 'S' } },
    /** Finds a person's referrals by their keyed hash. Only first versions have `person`. */
    {
      name: 'byPerson',
      partition: { name: 'person', type: 'S' },
      sort: { name: 'at', type: 'S' },
      include: ['sender', 'occurredOn'],
    },
  ],
  stream: true,
  timeToLive: 'ttl',
} as const satisfies TableModel;

export const workTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'row', type: 'S' },
  indexes: [
    /** A party's list: `list` is sender:<id>|<part> or service:<id>|<part> (see case-rows.ts), `pos` its order. */
    { name: 'byList', partition: { name: 'list', type: 'S' }, sort: { name: 'pos', type: 'S' } },
    /** Work that falls due, for the jobs and for triage, which counts by `tri`. case-rows.ts lists the agendas. */
    { name: 'byAgenda', partition: { name: 'agenda', type: 'S' }, sort: { name: 'due', type: 'S' }, include: ['tri'] },
    /** Heads of the people of one event, by the keyed hash of their sender's reference, as they were received. */
    { name: 'byGroup', partition: { name: 'grp', type: 'S' }, sort: { name: 'at', type: 'S' } },
    /** Heads by the keyed hash of their crime reference, of all senders, in the order of lists. */
    { name: 'byCrime', partition: { name: 'crm', type: 'S' }, sort: { name: 'pos', type: 'S' } },
    /** Heads by the keyed hash of their sender's incident reference. */
    { name: 'byIncident', partition: { name: 'inc', type: 'S' }, sort: { name: 'pos', type: 'S' } },
    /** Changes that concern a service, as they were written. Those of a sender are a list of `byList` (see change-list.ts). */
    { name: 'byServiceChange', partition: { name: 'svl', type: 'S' }, sort: { name: 'pos', type: 'S' } },
  ],
  stream: false,
  timeToLive: 'ttl',
} as const satisfies TableModel;

export const countersTable = {
  partition: { name: 'k', type: 'S' },
  sort: { name: 'd', type: 'S' },
  indexes: [],
  stream: false,
} as const satisfies TableModel;

/** Counters partition with one marker for each month that is rolled up. Adding to such a month clears its marker. */
export const rollUpMarkers = 'bound';

/** Partition key prefix of the people's marks, which keep counts of distinct people exact. */
export const personMarkPrefix = 'person|';

/**
 * Partition key prefix of what is known of e-mail addresses, in the web table, and of notices that are of no case, in the
 * work table. No referral's id can begin with it, so a function that is held to it touches no case.
 */
export const mailPrefix = 'mail|';

/** Partition key prefix of the canary's access tokens, in the web table. */
export const canaryPrefix = 'canary|';

/** Partition key of who was counted in a month that is rolled up, in the counters table. */
export const peoplePartition = 'people';

/** Partition key of the daily balances, in the work table. No referral's id is like it. */
export const balancePartition = 'balance';

const plainTable = {
  partition: { name: 'id', type: 'S' },
  sort: { name: 'row', type: 'S' },
  indexes: [],
  stream: false,
  timeToLive: 'ttl',
} as const satisfies TableModel;

export const webTable = plainTable;

export const erasuresTable = plainTable;

export const tables = {
  referrals: referralsTable,
  work: workTable,
  counters: countersTable,
  web: webTable,
  erasures: erasuresTable,
} as const;
export type TableName = keyof typeof tables;
