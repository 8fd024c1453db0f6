/** Ids for tests, parsed as those that come from outside are. */
import {
  isPartyId,
  isReferralId,
  isServiceId,
  type PartyId,
  type ReferralId,
  type ServiceId,
} from '#src/domain/ids.ts';

function parsed<Id extends string>(text: string, isId: (text: string) => text is Id): Id {
  if (!isId(text)) throw new Error(`not a well-formed id: ${text}`);
  return text;
}

export const partyId = (text: string): PartyId => parsed(text, isPartyId);
export const serviceId = (text: string): ServiceId => parsed(text, isServiceId);
export const referralId = (text: string): ReferralId => parsed(text, isReferralId);
