/** How often the victim hub and the senders do what with a referral that no service holds. */
import { SimpleFaker } from '@faker-js/faker';

export interface FollowUpBehaviour {
  /** Share of referrals closed without success that their senders open again. */
  reopenedShare: number;
  /** Days until a sender has found another way to reach somebody who could not be reached. */
  daysToFindAnother: { min: number; max: number };
}
export const defaultFollowUp: FollowUpBehaviour = { reopenedShare: 0.15, daysToFindAnother: { min: 3, max: 20 } };

export interface FollowUpChoices {
  /** Whether the hub returns a held referral, rather than leave it on its list. */
  isReturned(): boolean;
  isRoutedByHub(): boolean;
  /** Whether the sender of a returned referral finds another safe way, or takes it back. */
  isCorrected(): boolean;
  isTakenBack(): boolean;
  daysToAnswer(): number;
  /** Whether a referral that was closed without success, or was taken back, is opened again. */
  isReopened(): boolean;
  isOpenedAfterAll(): boolean;
  daysToFindAnother(): number;
  /** A made-up number. */
  otherPhone(): string;
}

/** The same seed gives the same choices. */
export function followUpChoicesFor(
  seed: number,
  { reopenedShare, daysToFindAnother }: FollowUpBehaviour,
): FollowUpChoices {
  const faker = new SimpleFaker({ seed });
  const chance = (probability: number): boolean => faker.number.float() < probability;
  return {
    isReturned: () => chance(0.6),
    isRoutedByHub: () => chance(0.7),
    isCorrected: () => chance(0.6),
    isTakenBack: () => chance(0.7),
    daysToAnswer: () => faker.number.int({ min: 1, max: 4 }),
    isReopened: () => chance(reopenedShare),
    isOpenedAfterAll: () => chance(0.3),
    daysToFindAnother: () => faker.number.int(daysToFindAnother),
    // From another of Ofcom's ranges for drama than those that are sent and mended with.
    otherPhone: () => `+441632960${String(faker.number.int({ max: 999 })).padStart(3, '0')}`,
  };
}
