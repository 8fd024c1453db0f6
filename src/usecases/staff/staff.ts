/** The people of a party: kept as they sign in, and named where the rules allow it. */
import type { Agent } from '#src/domain/agent.ts';
import type { Area } from '#src/domain/area.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { onBehalfOfPlace, staffPlace } from '#src/usecases/ports/seals.ts';
import type { SignInRecord, StaffDirectory, StaffRecord } from '#src/usecases/ports/staff.ts';
import type { Identity } from '#src/usecases/ports/web.ts';
import { openText } from '#src/usecases/sealed-text.ts';

/** What is sealed of a person of staff. */
export interface StaffDetails {
  /** The issuer's id of the account. */
  subject: string;
  name?: string | undefined;
  email?: string | undefined;
}

export interface StaffDeps {
  staff: StaffDirectory;
  keys: Pick<Keys, 'seal' | 'open'>;
}

/** Notes who signs in, with what the issuer says of them; `removed` where they may no longer come in. */
export const recordSignIn = (
  { staff, keys }: StaffDeps,
  { party, user, session, seenAt }: Omit<SignInRecord, 'sealed' | 'roles'>,
  { subject, name, email, roles }: Identity,
): Promise<'recorded' | 'removed'> =>
  staff.recordSignIn({
    party,
    user,
    session,
    seenAt,
    sealed: sealDetails(keys, party, user, { subject, name, email }),
    ...(roles && { roles }),
  });

/** What a person is called; undefined where the issuer said neither a name nor an address. */
export const staffName = (keys: StaffDeps['keys'], record: StaffRecord): string | undefined =>
  nameOf(openDetails(keys, record));

/** The address with which somebody signs in, where the issuer says it. */
export async function findStaffEmail(
  { staff, keys }: StaffDeps,
  party: PartyId,
  user: string,
): Promise<string | undefined> {
  const record = await staff.find(party, user);
  return record && openDetails(keys, record).email;
}

/** An entry of the history or of the disclosure log. */
interface Entry {
  by: PartyId | 'system';
  agent?: Agent;
  /** A colleague of whoever acted, to whom the work was given. */
  assignee?: string;
}
/** With the names of who acted and who was assigned, where they are known and the reader may know them. */
type Named<One extends Entry> = One & { agentName?: string; assigneeName?: string };

/**
 * Names who acted, and to whom work was given. The authority is told of everybody, any other party of its own people alone.
 * @param reader the party that reads
 */
export async function nameAgents<One extends Entry>(
  { area, staff, keys }: StaffDeps & { area: Pick<Area, 'parties'> },
  reader: PartyId,
  referral: ReferralId,
  entries: readonly One[],
): Promise<Named<One>[]> {
  const isAuthority = area.parties.find(({ id }) => id === reader)?.kind === 'authority';
  const findName = memoise(async (party: PartyId, user: string) => {
    const record = await staff.find(party, user);
    return record && staffName(keys, record);
  });
  const mayKnow = (by: Entry['by']): by is PartyId => by !== 'system' && (isAuthority || by === reader);
  const readName = async ({ by, agent }: Entry): Promise<string | undefined> => {
    if (!agent || !mayKnow(by)) return undefined;
    if ('user' in agent) return findName(by, agent.user);
    return agent.onBehalfOf === undefined ? undefined : openText(keys, onBehalfOfPlace(referral), agent.onBehalfOf);
  };
  return Promise.all(
    entries.map(async (entry) => {
      const { by, assignee } = entry;
      const agentName = await readName(entry);
      const assigneeName = assignee !== undefined && mayKnow(by) ? await findName(by, assignee) : undefined;
      return {
        ...entry,
        ...(agentName !== undefined && { agentName }),
        ...(assigneeName !== undefined && { assigneeName }),
      };
    }),
  );
}

/** A few people act in most entries: each is read once. */
function memoise<Result>(read: (party: PartyId, user: string) => Promise<Result>): typeof read {
  const results = new Map<string, Promise<Result>>();
  return (party, user) => {
    const key = `${party} ${user}`;
    const result = results.get(key) ?? read(party, user);
    results.set(key, result);
    return result;
  };
}

/** An issuer that gives no name may give an address. */
const nameOf = ({ name, email }: StaffDetails): string | undefined => name ?? email;

export const sealDetails = (
  keys: Pick<Keys, 'seal'>,
  party: PartyId,
  user: string,
  details: StaffDetails,
): Uint8Array => keys.seal(staffPlace(party, user), JSON.stringify(details));

export const openDetails = (
  keys: Pick<Keys, 'open'>,
  { party, user, sealed }: Pick<StaffRecord, 'party' | 'user' | 'sealed'>,
): StaffDetails => JSON.parse(keys.open(staffPlace(party, user), sealed)) as StaffDetails;
