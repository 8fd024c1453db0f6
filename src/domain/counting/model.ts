/**
 * What is counted, and by what. A count is added in the same transaction that moves a
 * referral or a hand-off, so every counter equals a recount of the history.
 */
import type {
  AgeBand,
  DayOfWeek,
  EnhancedRight,
  Ethnicity,
  HateStrand,
  LocationType,
  Method,
  Occupation,
  OffenceCategory,
  RiskLevel,
  SenderKind,
  Sex,
  TimeOfDay,
  TriState,
} from '../vocabulary.ts';

export const measures = [
  'referrals',
  'victims',
  'handed-off',
  'accepted',
  'declined',
  'contacted',
  'closed',
  'held',
  'returned',
  'withdrawn',
  'within-code',
  'within-target',
  'duplicates',
] as const;
export type Measure = (typeof measures)[number];

export const dimensions = [
  'service',
  'source',
  'source-kind',
  'offence',
  'district',
  'age-band',
  'sex',
  'ethnicity',
  'risk',
  'enhanced-rights',
  'domestic-abuse',
  'knife-enabled',
  'hate-strand',
  'location-type',
  'method',
  'alcohol',
  'time-of-day',
  'day-of-week',
  'occupation',
  'outcome',
  'decline-reason',
  'held-reason',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Dimensions that any other may be crossed with, and that `where` narrows on. */
export const crossDimensions = ['service', 'source', 'district'] as const satisfies readonly Dimension[];
export type CrossDimension = (typeof crossDimensions)[number];

/** What a referral is counted by: fixed by its current version, kept on its head row, no personal data. */
export interface CaseFacts {
  source: string;
  sourceKind: SenderKind;
  offence: OffenceCategory;
  /** ONS code of the offence's district in the area, or else the home's; out-of-area or unknown otherwise. */
  district: string;
  ageBand: AgeBand;
  sex: Sex;
  ethnicity: Ethnicity | 'unknown';
  risk: RiskLevel | 'unknown';
  enhancedRights: EnhancedRight[];
  domesticAbuse: TriState;
  knifeEnabled: TriState;
  hateStrands: HateStrand[];
  locationType: LocationType;
  method: Method;
  alcohol: TriState;
  timeOfDay: TimeOfDay;
  dayOfWeek: DayOfWeek;
  occupation: Occupation;
}

/** One thing that happened once, to be added to the counters. */
export interface Count {
  measure: Measure;
  /** ISO date of the London day it happened on. */
  day: string;
  facts: CaseFacts;
  /** The services it concerns: those chosen, for referrals; the one that moved, for a hand-off. */
  services?: readonly string[];
  outcome?: string;
  declineReason?: string;
  heldReasons?: readonly string[];
  /** Keyed hash of the person, for victims alone; without it the referral counts as a person of its own. */
  person?: string;
  /** Whole minutes since the step before: from receipt to first contact, from first contact to closing. */
  minutes?: number;
}

/** What is added to one counter row: the row's two keys, and a number for each cell. */
export interface CounterDelta {
  k: string;
  d: string;
  add: Record<string, number>;
}
