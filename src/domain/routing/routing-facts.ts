/**
 * The only facts of a referral that routing uses: no name, contact details or free text. Routing can be repeated
 * from these alone, as the catalogue check and the replay of a changed catalogue do.
 */

import type { PossibleAges } from '../ages.ts';
import { childAges } from '../ages.ts';
import type { Area, RoutingFlag } from '../area.ts';
import { homeDistrictOf } from '../home-district.ts';
import { impliesChild } from '../judgement/derived-facts.ts';
import type { Submission } from '../submission.ts';
import type { Need, OffenceCategory, RiskLevel, Sex, TriState, VictimRole } from '../vocabulary.ts';
import { offenceFlags } from '../vocabulary.ts';

export interface RoutingInput {
  submission: Submission;
  area: Area;
  /** Undefined if no age or date is known. */
  ageAtOffence: PossibleAges | undefined;
  ageNow: PossibleAges | undefined;
  /** The level as judged, which may be higher than the one sent. */
  riskLevel: RiskLevel | undefined;
  /** As judged, which may be so although the referral says no. */
  domesticAbuse: boolean;
  /** London ISO date on which contracts must be running. */
  on: string;
  /** Of a test: test services take it, and no others. */
  test?: true | undefined;
  /** Of the canary: its own service takes it. */
  canary?: true | undefined;
}

export interface RoutingFacts {
  on: string;
  /** ONS codes; undefined is unknown. */
  homeDistrict: string | undefined;
  offenceDistrict: string | undefined;
  offence: OffenceCategory;
  flags: Readonly<Record<RoutingFlag, TriState>>;
  role: VictimRole;
  ageAtOffence: PossibleAges | undefined;
  ageNow: PossibleAges | undefined;
  /** Undefined if unknown or not asked. */
  sex: Exclude<Sex, 'unknown'> | undefined;
  risk: RiskLevel | undefined;
  /** Empty means unknown, not "needs nothing". */
  needs: readonly Need[];
  /** Primary language in lower case, without region or script: pa for pa-Guru-IN. */
  language: string | undefined;
  interpreterNeeded: boolean | undefined;
  test?: true;
  canary?: true;
}

export const routingFlags = [...offenceFlags, 'hateCrime'] as const satisfies readonly RoutingFlag[];

/** The primary part of a BCP 47 tag, in lower case. */
export function primaryLanguage(tag: string): string {
  const end = tag.search(/[-_]/);
  return (end < 0 ? tag : tag.slice(0, end)).toLowerCase();
}

/** An empty list of strands means no; a missing list means unknown. */
function hateCrimeAnswer(strands: readonly unknown[] | undefined): TriState {
  if (strands === undefined) return 'unknown';
  return strands.length > 0 ? 'yes' : 'no';
}

export function routingFactsOf(input: RoutingInput): RoutingFacts {
  const { offence, victim, needs } = input.submission;
  return {
    on: input.on,
    homeDistrict: homeDistrictOf(victim.address, input.area.rules),
    offenceDistrict: offence.district,
    offence: offence.category,
    flags: {
      domesticAbuse: input.domesticAbuse ? 'yes' : (offence.domesticAbuse ?? 'unknown'),
      knifeEnabled: offence.knifeEnabled ?? 'unknown',
      firearm: offence.firearm ?? 'unknown',
      honourBased: offence.honourBased ?? 'unknown',
      modernSlavery: offence.modernSlavery ?? 'unknown',
      childExploitation: offence.childExploitation ?? 'unknown',
      hateCrime: hateCrimeAnswer(offence.hateStrands),
    },
    role: victim.role,
    ageAtOffence: input.ageAtOffence,
    // A child of unknown age goes where children go.
    ageNow: input.ageNow ?? (impliesChild(input.submission) ? childAges : undefined),
    sex: victim.sex === 'unknown' ? undefined : victim.sex,
    risk: input.riskLevel,
    needs: needs ?? [],
    language: victim.language === undefined ? undefined : primaryLanguage(victim.language),
    interpreterNeeded: victim.interpreterNeeded,
    ...(input.test && { test: true }),
    ...(input.canary && { canary: true }),
  };
}
