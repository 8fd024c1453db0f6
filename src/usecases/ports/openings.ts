/** What people opened, by day. */
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { DayOfOpenings } from '#src/domain/openings.ts';

export interface Openings {
  /** Adds a case to those that a person has opened on this London day; undefined where it is among them. */
  add(party: PartyId, user: string, referral: ReferralId, day: string): Promise<DayOfOpenings | undefined>;
}
