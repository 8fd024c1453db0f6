/** The log of who was shown what. */

import type { Agent } from '#src/domain/agent.ts';
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { WorkOf } from '#src/domain/openings.ts';

/** An entry of the disclosure log, as it is read: who was shown which fields, and when. */
export interface Disclosure {
  referral: ReferralId;
  /** The hand-off's number; 0 when the authority was shown the referral. */
  number: number;
  by: PartyId;
  /** Who was shown it for that party; absent in entries of before. */
  agent?: Agent;
  /** RFC 3339, UTC. */
  at: string;
  fields: readonly string[];
  reasonRequired?: ReasonRequirement;
  /** Sealed. Absent where none was required, and where a service's system read it over the API, which takes none. */
  why?: string;
}

/** An entry to be added, with what is not read back. Whoever shows something must say it, so it cannot be left out. */
export interface NewDisclosure extends Disclosure {
  /** Whose work the case was: for the watch on openings, and not kept. Undefined where nothing of the person was opened. */
  workOf: WorkOf | undefined;
  /** Of a test, whose rows go by themselves. */
  test: true | undefined;
}

/** One that is added once a day: it bears no reason, and is no opening that is watched. */
export type DailyDisclosure = Omit<NewDisclosure, 'why' | 'reasonRequired' | 'workOf'>;
