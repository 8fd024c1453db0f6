/** What commissioners return to those who fund them (monitoring returns), as far as a referral's facts hold it. */
import type { Disability } from '../characteristics-vocabulary.ts';
import type { SuspectRelationship } from '../suspect-vocabulary.ts';
import type { ConsentBasis, Need, Priority, TriState, VictimRole } from '../vocabulary.ts';
import type { TimeBand } from './time-bands.ts';

/** Kinds of crime whose support services authorities plan together: Victims and Prisoners Act 2024, section 13. */
export type Section13Kind = 'domestic' | 'sexual' | 'serious-violence' | 'none';

/** `none`: asked, and there is none. */
export type CountedDisability = Disability | 'none' | 'not-asked';

export interface MonitoringFacts {
  victimRole: VictimRole | 'unknown';
  priority: Priority | 'unknown';
  consentBasis: ConsentBasis | 'unknown';
  /** Whether the person was referred for another incident within the area's time for repeat victims. */
  repeatVictim: TriState;
  modernSlavery: TriState;
  honourBased: TriState;
  firearm: TriState;
  childExploitation: TriState;
  /** From the report to the police to the receipt of the referral. */
  timeToReferral: TimeBand;
  needs: readonly Need[];
  suspectRelationships: readonly SuspectRelationship[];
  section13: readonly Section13Kind[];
  disabilities: readonly CountedDisability[];
  /** ONS code of the district where the person lives; out-of-area or unknown. */
  homeDistrict: string;
}
