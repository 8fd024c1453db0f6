/**
 * What is counted, and by which dimensions. A count is added in the same transaction that changes a
 * referral or a hand-off, so every counter equals a recount of the history; those without history are named in
 * cells.ts.
 */
import type { PartyId, ServiceId } from '../ids.ts';
import type {
  AgeBand,
  DayOfWeek,
  DeclineReason,
  EnhancedRight,
  Ethnicity,
  HateStrand,
  HeldReason,
  LocationType,
  Method,
  NotReferredReason,
  Occupation,
  OffenceCategory,
  ReturnReason,
  RiskLevel,
  SenderKind,
  Sex,
  SupportOutcome,
  SuspendReason,
  TimeOfDay,
  TriState,
  WithdrawReason,
} from '../vocabulary.ts';
import type { MonitoringFacts } from './monitoring-model.ts';

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
  'not-referred',
  'suspended',
  'reopened',
  'amended',
  'supporting',
  'expired',
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
  'not-referred-reason',
  'suspend-reason',
  'return-reason',
  'withdraw-reason',
  'need',
  'victim-role',
  'priority',
  'consent-basis',
  'repeat-victim',
  'modern-slavery',
  'honour-based',
  'firearm',
  'child-exploitation',
  'home-district',
  'suspect-relationship',
  'section-13',
  'disability',
  'sexual-orientation',
  'religion',
  'armed-forces',
  'time-to-referral',
  'time-to-contact',
  'time-to-support',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Dimensions that any other may be crossed with, and that `where` can filter by. */
export const crossDimensions = ['service', 'source', 'district'] as const satisfies readonly Dimension[];
export type CrossDimension = (typeof crossDimensions)[number];

/** What a referral is counted by. Taken from its current version, stored in its head row, no personal data. */
export interface CaseFacts {
  source: PartyId;
  sourceKind: SenderKind;
  offence: OffenceCategory;
  /** ONS code of the offence's district in the area, or else of the home's; otherwise out-of-area or unknown. */
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
  /** Absent from rows stored before these were counted. */
  monitoring?: MonitoringFacts;
  /** The referral is a test: it belongs to no scope, so it is counted nowhere. */
  test?: true;
}

/** One event to be added to the counters. */
export interface Count {
  measure: Measure;
  /** ISO date of the London day it happened on. */
  day: string;
  facts: CaseFacts;
  /** The services it concerns: those chosen for a referral, or the service of a hand-off. */
  services?: readonly ServiceId[];
  outcome?: SupportOutcome;
  declineReason?: DeclineReason;
  heldReasons?: readonly HeldReason[];
  notReferredReason?: NotReferredReason;
  suspendReason?: SuspendReason;
  returnReason?: ReturnReason;
  withdrawReason?: WithdrawReason;
  /** Keyed hash of the person, for victims only; without it the referral counts as a separate person. */
  person?: string;
  /** The same in the old form, under which the person may have been counted before. */
  personOldForm?: string;
  /**
   * Whole minutes: from receipt, or from the latest opening, to first contact or to support; from first contact to
   * closing.
   */
  minutes?: number;
}

/** A counter row: its partition key, its sort key and its cells. */
export interface CounterRow {
  k: string;
  d: string;
  cells: Readonly<Record<string, number>>;
}

/** Additions to one counter row: its partition key, its sort key and a number for each cell. */
export interface CounterDelta {
  k: string;
  d: string;
  add: Record<string, number>;
}
