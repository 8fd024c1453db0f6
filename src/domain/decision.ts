/** What the rules make of a submission. Stored whole with the referral, and told to its sender. */
import type { EnhancedRight, HeldReason, Priority, RiskLevel } from './vocabulary.ts';

/** One reason code per fact that counted, for example offence-covered or age-above-maximum. */
export type ReasonCode = string;

export interface Chosen {
  service: string;
  name: string;
  /** RFC 3339, UTC: the service answers by then. */
  respondBy: string;
  because: ReasonCode[];
  part: 'lead' | 'alongside';
}

export interface Considered {
  service: string;
  eligible: boolean;
  because: ReasonCode[];
}

export interface Decision {
  rulesVersion: string;
  outcome: 'routed' | 'held';
  /** Empty exactly when routed. */
  heldReasons: HeldReason[];
  /** ISO date, end of that London day; null where the Code sets no clock (partners). */
  referBy: string | null;
  /** Received by the end of referBy; null where there is no clock. */
  withinCode: boolean | null;
  enhancedRights: EnhancedRight[];
  priority: Priority;
  /** As stated, or as the score says; undefined when neither was given. */
  riskLevel?: RiskLevel | undefined;
  /** The lead first; empty exactly when held. */
  chosen: Chosen[];
  /** Eligible services not chosen, in the order in which they would be tried next. */
  reserve: string[];
  /** Every service in the catalogue that was not chosen, in catalogue order. */
  considered: Considered[];
  /** Notes for the reader that change nothing, for example unknown-offence-code. */
  notes: string[];
}

/** One fault in what was sent. The value itself is never repeated. */
export interface Fault {
  /** JSON Pointer into the body, for example /victim/dateOfBirth. */
  pointer: string;
  code: string;
  /** A sentence a person can act on. */
  detail: string;
}

/** The rules say no: nothing is stored. The code is the first gate's, or invalid-referral for faults of fact. */
export interface Refusal {
  code: RefusalCode;
  faults: Fault[];
}

export const refusalCodes = [
  'invalid-referral',
  'explicit-consent-required',
  'victim-opted-out',
  'not-a-victim',
  'guardian-required',
  'override-reason-required',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export type Judgement = { refused: Refusal } | { decision: Decision };
