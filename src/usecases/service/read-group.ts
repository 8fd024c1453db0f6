/** The other people of one event, so that a family is rung once. */
import type { CaseHead } from '#src/domain/case/model.ts';
import { type HandOffId, handOffId, type ReferralId, type ServiceId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';

/** A referral, and the keyed hash of its group if its sender named one. */
interface GroupMember {
  id: ReferralId;
  group?: string;
}

/** Another referral of the group that the same service was given. */
export interface GroupHandOff {
  reference: string;
  handOffId: HandOffId;
}

/** Heads of the other cases of the group; undefined if the referral is in none. */
export async function readGroup(
  { cases }: { cases: Pick<Cases, 'findGroup' | 'heads'> },
  member: GroupMember,
): Promise<CaseHead[] | undefined> {
  const ids = await findOthers(cases, member);
  return ids && (await cases.heads(ids)).filter(({ group }) => group === member.group);
}

/** The last hand-off to this service of each other case of the group, open or past; undefined if it is in none. */
export async function readServiceGroup(
  { cases }: { cases: Pick<Cases, 'findGroup' | 'read'> },
  member: GroupMember,
  service: ServiceId,
): Promise<GroupHandOff[] | undefined> {
  const ids = await findOthers(cases, member);
  const found = ids && (await Promise.all(ids.map((id) => cases.read(id))));
  return found?.flatMap((other) => {
    const handOff = other?.handOffs.findLast((one) => one.service === service);
    if (!handOff || other?.head.group !== member.group) return [];
    return [{ reference: handOff.reference, handOffId: handOffId(handOff.referral, handOff.number) }];
  });
}

/** The index is eventually consistent: a case that it names may have left the group. */
const findOthers = async (
  cases: Pick<Cases, 'findGroup'>,
  { id, group }: GroupMember,
): Promise<ReferralId[] | undefined> =>
  group === undefined ? undefined : (await cases.findGroup(group)).filter((other) => other !== id);
