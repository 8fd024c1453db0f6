/**
 * One area: its register of parties, its catalogue of services, and its rules.
 * Written by people in areas/<area>/*.yaml, checked by src/contracts/area.ts, and the
 * only thing that changes when a contract starts or ends.
 */
import type {
  Channel,
  KeepClass,
  Need,
  OffenceCategory,
  OffenceFlag,
  PartyKind,
  Priority,
  RiskLevel,
  Sex,
  VictimRole,
} from './vocabulary.ts';

export interface Party {
  /** Lower-case words and hyphens; for a service, its id in the catalogue. */
  id: string;
  kind: PartyKind;
  name: string;
  /** OAuth client ids of another issuer that act for this party; empty when the stack makes the clients. */
  clients: string[];
  /** False once the party may no longer sign in or be routed to; its id is never reused. */
  active: boolean;
}

/** What an unknown fact means to a service: it may fall in, or out. */
export type UnknownFalls = 'in' | 'out';

/** Whole years, both ends included; an end left out is open. */
export interface AgeRange {
  from?: number;
  to?: number;
  unknown: UnknownFalls;
}

/** A question a service may be commissioned by: an offence flag, or whether any hate strand was named. */
export type FlagQuestion = OffenceFlag | 'hateCrime';

/** Stands in a list of districts for every known district that is not the area's. */
export const outOfArea = 'out-of-area';

/** Who a service is commissioned for. A criterion left out is not asked. */
export interface Criteria {
  /** Which of the two districts the contract speaks of, and the list it covers (ONS codes, or `out-of-area`). */
  district?: { of: 'home' | 'offence' | 'either' | 'both'; in: string[]; unknown: UnknownFalls };
  /** What the person is to the offence; always known. */
  roles?: VictimRole[];
  offences?: OffenceCategory[];
  /** The case qualifies by category or by any of these flags answered yes. */
  anyFlag?: FlagQuestion[];
  /** All of these flags must be answered yes. */
  allFlags?: FlagQuestion[];
  /** How a flag in anyFlag or allFlags that is unknown falls; out when not said. */
  unknownFlag?: UnknownFalls;
  /** None of these flags may be answered yes. */
  noFlags?: { flags: FlagQuestion[]; unknown: UnknownFalls };
  ageAtOffence?: AgeRange;
  ageNow?: AgeRange;
  /** Only where the law allows a single-sex service (Equality Act 2010, schedule 3). */
  sex?: { in: Sex[]; unknown: UnknownFalls };
  /** The lowest risk level that qualifies. */
  riskFrom?: { level: RiskLevel; unknown: UnknownFalls };
  /** At least one of these needs; a referral that names none is unknown. */
  needs?: { any: Need[]; unknown: UnknownFalls };
  /** Languages worked in without an interpreter; others only where an interpreter can be had. */
  languages?: { in: string[]; interpreter: boolean; unknown: UnknownFalls };
}

export interface Service {
  id: string;
  name: string;
  /** Shown to victims and referrers: one plain sentence. */
  description: string;
  /** True for a service that takes everyone whom no specialist takes. */
  general: boolean;
  /** Higher is more specialised; the lead is the most specialised eligible service. */
  specialism: number;
  /** Among equals, lower goes first; then id. */
  priority: number;
  contract: { from: string; to?: string };
  /** Paused services, and full ones, are considered and not chosen. */
  availability: 'open' | 'paused' | 'full';
  criteria: Criteria;
  /** Works beside a lead for these needs, where the lead does not meet them. */
  alongside?: { needs: Need[] };
  /** What this service meets when it leads. Empty for one that only works alongside and never leads. */
  meets: Need[];
  /** Time to answer by priority; rules.yaml has the default. */
  respondWithin?: Partial<Record<Priority, Duration>>;
  /** Paths of the submission that the sharing agreement lists; nothing else is shown. */
  sharing: string[];
}

/** Cases that the authority knows no service takes, and why that is right. */
export interface KnownGap {
  id: string;
  reason: string;
  when: Criteria;
}

/** How long something is kept, by the calendar. */
export type Period = { weeks: number } | { months: number } | { years: number };

export type Duration = { hours: number } | { workingDays: number };

export interface Rules {
  /** Stamped on every decision. */
  version: string;
  /** Victims' Code, Right 4. */
  referWithinWorkingDays: number;
  respondWithin: Record<Priority, Duration>;
  /** Younger children need a guardian or an override (12 or 13). */
  guardianUnderAge: number;
  /** Least DASH score for the level. */
  dash: { medium: number; high: number };
  /** Senders that need explicit consent for every case, and cases that need it from every sender. */
  consent: {
    alwaysFor: PartyKind[];
    publicTaskFor: PartyKind[];
    explicitForOffences: OffenceCategory[];
    explicitForDomesticAbuse: boolean;
    explicitForBereaved: boolean;
  };
  /** Offences this area's services are not commissioned for, whatever else is true. */
  outOfScopeOffences: OffenceCategory[];
  /** Channels that count as a way to make first contact. */
  contactChannels: Channel[];
  /** Home Office codes that make the crime one of the most serious, whatever its category. */
  mostSeriousCodes: string[];
  repeatVictimMonths: number;
  /** Counts from 1 to k-1 are not published. */
  suppressUnder: number;
  /** How long what was said of a person is kept once their case is over. Counts are kept for good. */
  keep: Record<KeepClass, Period>;
  /** Extra gaps between decision and escalation. */
  remindBefore: Duration;
  /** Bank holidays of England and Wales, ISO dates, sorted. */
  bankHolidays: string[];
  /** First and last ISO date that bankHolidays covers. */
  bankHolidaysCover: { from: string; to: string };
}

export interface Area {
  id: string;
  /** Two to four capitals that begin each reference, for example GM. */
  prefix: string;
  name: string;
  authority: string;
  region: string;
  districts: { code: string; name: string }[];
  contact: { email: string; phone: string };
  parties: Party[];
  services: Service[];
  /** Combinations that nobody is commissioned for; the catalogue check accepts these and no others. */
  knownGaps?: KnownGap[];
  rules: Rules;
}
