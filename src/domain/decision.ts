/** What the rules decide about a submission. Stored with the referral and returned to its sender. */
import type { ServiceId } from './ids.ts';
import type { TestHandOffOutcome } from './test-vocabulary.ts';
import type { EnhancedRight, HeldReason, Priority, RiskLevel } from './vocabulary.ts';

/** A code for one fact that decided, for example offence-covered or age-above-maximum. */
export type ReasonCode = string;

export interface ChosenService {
  service: ServiceId;
  name: string;
  /** RFC 3339, UTC: the service's deadline to respond. */
  respondBy: string;
  because: ReasonCode[];
  part: 'lead' | 'alongside';
}

export interface ConsideredService {
  service: ServiceId;
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
  /** Whether it was received by the end of referBy; null where the Code sets no clock. */
  withinCode: boolean | null;
  enhancedRights: EnhancedRight[];
  priority: Priority;
  /** ISO date of a Marac, before which each service answers. */
  maracOn?: string;
  /** The higher of the stated level and the level of the score; undefined when neither was given. */
  riskLevel?: RiskLevel | undefined;
  /** The lead first; empty exactly when held. */
  chosen: ChosenService[];
  /** Eligible services not chosen, in the order in which they will be tried. */
  reserve: ServiceId[];
  /** Every service in the catalogue that was not chosen, in catalogue order. */
  considered: ConsideredService[];
  /** Remarks that do not affect the decision, for example unknown-offence-code. */
  notes: string[];
  /** Of a test: what becomes of its hand-off by itself. */
  testOutcome?: TestHandOffOutcome;
}

/** One fault in a submission. It never repeats the submitted value. */
export interface Fault {
  /** JSON Pointer into the request body, for example /victim/dateOfBirth. */
  pointer: string;
  code: string;
  /** A sentence a person can act on. */
  detail: string;
}

/**
 * The referral is refused and nothing is stored. The code is that of the first failed gate, or invalid-referral
 * if any field is at fault.
 */
export interface Refusal {
  code: RefusalCode;
  faults: Fault[];
}

export const refusalCodes = [
  'invalid-referral',
  'explicit-consent-required',
  'victim-opted-out',
  'not-a-victim',
  'deceased',
  'guardian-required',
  'override-reason-required',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export type Judgement = { refused: Refusal } | { decision: Decision };
