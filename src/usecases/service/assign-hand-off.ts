/** Assigns a hand-off to a member of its service's own staff. */
import { type AssignedMeanwhile, type Assignment, assignHandOff } from '#src/domain/case/assign.ts';
import type { NotAllowed } from '#src/domain/case/model.ts';
import type { HandOffId, PartyId, ServiceId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { StaffDeps } from '#src/usecases/staff/staff.ts';
import { findMember, listTeam, type StaffMember } from '#src/usecases/staff/team.ts';

/** Somebody who may be given a hand-off. */
export interface Colleague {
  user: string;
  /** Their address where the issuer gave no name; absent where it gave neither. */
  name?: string;
}

/** Who works on the party's cases, by name: nobody who was shut out, and nobody whose roles open no case. */
export const listColleagues = async (deps: StaffDeps, party: PartyId): Promise<Colleague[]> =>
  (await listTeam(deps, party))
    .filter(worksOnCases)
    .map(({ user, name, email }) => ({ user, ...withName(name ?? email) }));

const worksOnCases = ({ removedAt, roles }: StaffMember): boolean =>
  removedAt === undefined && (roles?.includes('worker') ?? true);

const withName = (name: string | undefined): Pick<Colleague, 'name'> => (name === undefined ? {} : { name });

/** Who has the hand-off. Whoever left has it no longer: undefined, as if nobody had been named. */
export const findAssignee = (
  colleagues: readonly Colleague[],
  { assignee }: { assignee?: string },
): Colleague | undefined => colleagues.find(({ user }) => user === assignee);

export type AssignResult =
  | { assigned: true }
  | { refused: NotAllowed | AssignedMeanwhile }
  /** The person does not work on the service's cases. */
  | { notColleague: true }
  | { absent: true };

/**
 * @param to.assignee stable id of a colleague or of whoever assigns; undefined: nobody
 * @param to.seen who had it when whoever assigns looked; undefined: nobody
 */
export async function assignToColleague(
  deps: StaffDeps & { cases: Pick<Cases, 'read' | 'readHandOff' | 'commit'>; now: Clock },
  service: ServiceId,
  id: HandOffId,
  { assignee, seen }: Pick<Assignment, 'assignee' | 'seen'>,
): Promise<AssignResult> {
  const handOff = await deps.cases.readHandOff(id);
  if (handOff?.service !== service) return { absent: true };
  if (assignee !== undefined) {
    const member = await findMember(deps, service, assignee);
    if (!member || !worksOnCases(member)) return { notColleague: true };
  }
  const assignment = { handOff: handOff.number, by: service, assignee, seen };
  const changed = await changeCase(deps.cases, handOff.referral, (referralCase) =>
    assignHandOff(referralCase, assignment, deps.now()),
  );
  if ('absent' in changed) return { absent: true };
  return 'refused' in changed ? { refused: changed.refused } : { assigned: true };
}
