/**
 * A referral as sent, after its shape has been validated. Field names are those of the API.
 * Any of it may be personal data: it is stored sealed and never logged.
 */
import type {
  Channel,
  ConsentBasis,
  ConsentGiver,
  ConsentMethod,
  Ethnicity,
  HateStrand,
  LocationType,
  Method,
  Need,
  Occupation,
  OffenceCategory,
  OffenceFlag,
  RiskLevel,
  RiskTool,
  Sex,
  TriState,
  VictimRole,
} from './vocabulary.ts';

export interface Offence extends Partial<Record<OffenceFlag, TriState>> {
  category: OffenceCategory;
  /** Home Office code as sent, for example 8N. Kept even when unlisted. */
  homeOfficeCode?: string;
  /** ISO date. */
  occurredOn?: string;
  /** London wall-clock time, HH:MM. */
  occurredAt?: string;
  /** ONS code of the local authority district, for example E08000003. */
  district?: string;
  locationType?: LocationType;
  method?: Method;
  alcoholInvolved?: TriState;
  hateStrands?: HateStrand[];
  summary?: string;
}

export interface Address {
  lines?: string[];
  postcode?: string;
  /** ONS code. */
  district?: string;
}

export interface OtherPerson {
  name: string;
  relationship?: string;
  phone?: string;
}

export interface Victim {
  role: VictimRole;
  givenName?: string;
  familyName: string;
  /** ISO date. */
  dateOfBirth?: string;
  sex?: Sex;
  ethnicity?: Ethnicity;
  address?: Address;
  noFixedAddress?: boolean;
  occupation?: Occupation;
  /** BCP 47 tag, for example en or pa. */
  language?: string;
  interpreterNeeded?: boolean;
  accessNeeds?: string;
  optedOut?: boolean;
  persistentlyTargeted?: boolean;
  vulnerableOrIntimidated?: boolean;
  guardian?: OtherPerson;
}

export interface Contact {
  phone?: string;
  email?: string;
  safe: Record<Channel, TriState>;
  times?: string;
  instructions?: string;
  alternative?: OtherPerson;
}

export interface Consent {
  basis: ConsentBasis;
  givenBy?: ConsentGiver;
  method?: ConsentMethod;
  /** RFC 3339 with an offset. */
  obtainedAt?: string;
  overrideReason?: string | null;
}

export interface Risk {
  tool?: RiskTool;
  score?: number;
  level?: RiskLevel;
  professionalJudgement?: boolean;
  toStaff?: string;
}

export interface Referrer {
  name?: string;
  role?: string;
  email?: string;
  phone?: string;
}

export interface Submission {
  crimeReference?: string;
  incidentReference?: string;
  /** The sender's own reference for this victim of this crime. */
  victimReference: string;
  /** RFC 3339 with an offset: when the crime was reported to the police. */
  reportedAt?: string;
  offence: Offence;
  victim: Victim;
  contact: Contact;
  consent: Consent;
  risk?: Risk;
  needs?: Need[];
  referrer?: Referrer;
}
