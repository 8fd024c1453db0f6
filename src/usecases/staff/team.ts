/** How an administrator looks after the people of their own party: who may sign in, as whom, and who no longer may. */
import type { PartyId } from '#src/domain/ids.ts';
import type { PartyKind, StaffRole } from '#src/domain/vocabulary.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import type { Accounts, StaffRecord } from '#src/usecases/ports/staff.ts';
import { openDetails, type StaffDeps, type StaffDetails, sealDetails } from './staff.ts';

export interface TeamDeps extends StaffDeps {
  keys: Pick<Keys, 'seal' | 'open' | 'keyedHash'>;
  /** Undefined where the authority's own issuer has the accounts. */
  accounts: Accounts | undefined;
  now: Clock;
  log: Log;
}

/** Who acts: an administrator of this party. */
export interface Administrator {
  party: PartyId;
  user: string;
}

export interface StaffMember extends Omit<StaffRecord, 'sealed' | 'session'>, Omit<StaffDetails, 'subject'> {}

/** The roles that mean something in a party of this kind. */
export const rolesFor = (kind: PartyKind): readonly StaffRole[] =>
  kind === 'authority' ? ['worker', 'triage', 'manager', 'administrator'] : ['worker', 'administrator'];

/** Everybody of the party, who may come in first, then by name. */
export async function listTeam({ staff, keys }: StaffDeps, party: PartyId): Promise<StaffMember[]> {
  const members = (await staff.list(party)).map((record) => toMember(keys, record));
  const place = ({ removedAt, name, email, user }: StaffMember) =>
    `${removedAt === undefined ? 0 : 1} ${name ?? email ?? user}`;
  return members.sort((a, b) => place(a).localeCompare(place(b), 'en-GB'));
}

export async function findMember(
  { staff, keys }: StaffDeps,
  party: PartyId,
  user: string,
): Promise<StaffMember | undefined> {
  const record = await staff.find(party, user);
  return record && toMember(keys, record);
}

function toMember(keys: StaffDeps['keys'], { sealed, session: _, ...record }: StaffRecord): StaffMember {
  const { subject: __, ...details } = openDetails(keys, { ...record, sealed });
  return { ...record, ...details };
}

/** `taken` says whose the account is: of this team, or not known. */
export type InviteResult = { invited: StaffMember } | { taken: 'here' | 'elsewhere' };

/**
 * Makes an account, with which the person can sign in at once. `taken` where the address has one, here or elsewhere. One that
 * cannot be put into the directory is closed again: nobody could see or close it.
 */
export async function inviteColleague(
  deps: TeamDeps & { accounts: Accounts },
  by: Administrator,
  { name, email, roles }: { name: string; email: string; roles: readonly StaffRole[] },
): Promise<InviteResult> {
  const { party } = by;
  const made = await deps.accounts.create({ party, name, email, roles });
  if ('taken' in made) {
    const isHere = (await listTeam(deps, party)).some(
      (one) => one.removedAt === undefined && one.email?.toLowerCase() === email.toLowerCase(),
    );
    return { taken: isHere ? 'here' : 'elsewhere' };
  }
  const { subject } = made;
  const user = deps.keys.keyedHash('user', subject);
  const sealed = sealDetails(deps.keys, party, user, { subject, name, email });
  const record = { party, user, sealed, roles, invitedAt: deps.now().toISOString() };
  try {
    await deps.staff.invite(record);
  } catch (error) {
    await closeUnlisted(deps, by, record.user, subject);
    throw error;
  }
  deps.log.info('staff-invited', { party, user: by.user, member: user });
  return { invited: toMember(deps.keys, record) };
}

/** Leaves the failure before it to be answered: one of its own is logged, for whoever runs the user pool. */
async function closeUnlisted(
  { accounts, log }: TeamDeps & { accounts: Accounts },
  { party, user }: Administrator,
  member: string,
  subject: string,
): Promise<void> {
  try {
    await accounts.close(subject);
  } catch (error) {
    log.error('staff-account-unlisted', { party, user, member, ...errorFields(error) });
  }
}

export type ChangeMemberResult = 'changed' | 'own-roles' | 'absent';

/** Renames somebody and sets their roles. Nobody changes their own roles: the last administrator could shut everybody out. */
export async function changeColleague(
  deps: TeamDeps & { accounts: Accounts },
  by: Administrator,
  user: string,
  { name, roles }: { name: string; roles: readonly StaffRole[] },
): Promise<ChangeMemberResult> {
  const record = await deps.staff.find(by.party, user);
  if (!record || record.removedAt !== undefined) return 'absent';
  const isSelf = user === by.user;
  if (isSelf && !hasSameRoles(record.roles, roles)) return 'own-roles';
  const { subject, email } = openDetails(deps.keys, record);
  await deps.accounts.change(subject, { name, roles });
  const sealed = sealDetails(deps.keys, by.party, user, { subject, name, email });
  await deps.staff.change({ party: by.party, user, sealed, roles });
  deps.log.info('staff-changed', { party: by.party, user: by.user, member: user });
  return 'changed';
}

const hasSameRoles = (before: readonly StaffRole[] | undefined, after: readonly StaffRole[]): boolean =>
  before !== undefined && before.toSorted().join() === after.toSorted().join();

export type RemoveResult = 'removed' | 'self' | 'absent';

/**
 * Shuts somebody out: at once here, whose pages look at each request, then at the issuer. Safe to repeat after a failure.
 * Their name stays, for the log.
 */
export async function removeColleague(deps: TeamDeps, by: Administrator, user: string): Promise<RemoveResult> {
  if (user === by.user) return 'self';
  const record = await deps.staff.find(by.party, user);
  if (!record) return 'absent';
  if (record.removedAt === undefined) await deps.staff.remove(by.party, user, deps.now().toISOString());
  deps.log.info('staff-removed', { party: by.party, user: by.user, member: user });
  await deps.accounts?.close(openDetails(deps.keys, record).subject);
  return 'removed';
}

/** Lets somebody in again whose account another issuer has; one of ours is closed, and is invited anew. */
export async function readmitColleague(deps: TeamDeps, by: Administrator, user: string): Promise<boolean> {
  const record = await deps.staff.find(by.party, user);
  if (!record?.removedAt || deps.accounts) return false;
  await deps.staff.readmit(by.party, user);
  deps.log.info('staff-readmitted', { party: by.party, user: by.user, member: user });
  return true;
}
