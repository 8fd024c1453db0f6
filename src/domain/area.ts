/**
 * One area: its register of parties, its catalogue of services and its rules.
 * Written by hand in areas/<area>/*.yaml and checked by src/contracts/area.ts. When a contract starts or
 * ends, only these files change.
 */
import { isServiceId, type PartyId, type ServiceId } from './ids.ts';
import type {
  Channel,
  Need,
  OffenceCategory,
  OffenceFlag,
  PartyKind,
  Priority,
  RetentionClass,
  RiskLevel,
  Sex,
  VictimRole,
} from './vocabulary.ts';

export interface Party {
  /** For a service, its id in the catalogue. */
  id: PartyId;
  kind: PartyKind;
  name: string;
  /** OAuth client ids of an external issuer that act for this party; empty when the stack creates the clients. */
  clients: string[];
  /** A system of it calls the API: it gets a client of the stack's issuer, which is paid for by the month. Its people use the pages without one. */
  api?: boolean;
  /** Of the API, in a minute; without it there is no quota but the one of the whole API. */
  callsPerMinute?: number;
  /** How long nothing may come from this sender before the operator is told; without it, it is not watched. */
  alarmWhenSilentFor?: Duration;
  /** Where its people are told by e-mail that something waits. Without any, nobody of it is told. */
  emails?: readonly string[];
  /** False once the party may no longer sign in or be routed to; its id is never reused. */
  active: boolean;
  /** Its referrals are tests (test-party.ts). Never changed: an id is a test party's or a real one's for good. */
  test?: true;
  /** It sends and takes the canary's referrals and nothing else (docs/adr/0052-a-canary.md). */
  canary?: true;
}

/** How a service treats an unknown fact: the case stays in, or is left out. */
export type UnknownPolicy = 'in' | 'out';

/** Whole years, both ends inclusive; an omitted end is open. src/domain/routing/criteria.ts says how it takes an approximate age. */
export interface AgeRange {
  from?: number;
  to?: number;
  unknown: UnknownPolicy;
}

/** A flag that criteria may use: an offence flag, or whether any hate crime strand was named. */
export type RoutingFlag = OffenceFlag | 'hateCrime';

/** In place of a district: any known district outside the area. */
export const outOfArea = 'out-of-area';

/** Who a service is commissioned for. An omitted criterion is not checked. */
export interface Criteria {
  /** Which district the contract refers to, and the districts it covers (ONS codes, or `out-of-area`). */
  district?: { of: 'home' | 'offence' | 'either' | 'both'; in: string[]; unknown: UnknownPolicy };
  /** The person's relation to the offence; always known. */
  roles?: VictimRole[];
  offences?: OffenceCategory[];
  /** The case qualifies if its category is listed, or if any of these flags is yes. */
  anyFlag?: RoutingFlag[];
  /** All of these flags must be yes. */
  allFlags?: RoutingFlag[];
  /** How an unknown flag in anyFlag or allFlags is treated; the default is `out`. */
  unknownFlag?: UnknownPolicy;
  /** None of these flags may be yes. */
  noFlags?: { flags: RoutingFlag[]; unknown: UnknownPolicy };
  ageAtOffence?: AgeRange;
  ageNow?: AgeRange;
  /** Only where the law allows a single-sex service (Equality Act 2010, schedule 3). */
  sex?: { in: Sex[]; unknown: UnknownPolicy };
  /** The lowest risk level that qualifies. */
  riskFrom?: { level: RiskLevel; unknown: UnknownPolicy };
  /** At least one of these needs; a referral that names no needs counts as unknown. */
  needs?: { any: Need[]; unknown: UnknownPolicy };
  /** Languages spoken without an interpreter; any other only if the service can get an interpreter. */
  languages?: { in: string[]; interpreter: boolean; unknown: UnknownPolicy };
}

export interface Service {
  id: ServiceId;
  name: string;
  /** Shown to victims and referrers: one plain sentence. */
  description: string;
  /** True for a service that takes everyone no specialist takes. */
  general: boolean;
  /** The number that the person and their referrer may ring. */
  phone?: string;
  /** Higher is more specialised; the most specialised eligible service leads. */
  specialism: number;
  /** Breaks a tie in specialism: lower first, then by id. */
  priority: number;
  contract: { from: string; to?: string };
  /** Paused and full services are considered but not chosen. */
  availability: 'open' | 'paused' | 'full';
  criteria: Criteria;
  /** Works alongside a lead for these needs when the lead does not meet them. */
  alongside?: { needs: Need[] };
  /** Needs this service meets when it leads. Empty for a service that only works alongside. */
  meets: Need[];
  /** Time to respond, by priority; the default is in rules.yaml. */
  respondWithin?: Partial<Record<Priority, Duration>>;
  /** Submission paths listed in the sharing agreement; nothing else is shown to the service. */
  sharing: string[];
  /** Takes tests and nothing else (test-party.ts). */
  test?: true;
  /** Takes the canary's tests and nothing else. */
  canary?: true;
}

/** Cases that the authority accepts no service takes, with the reason. */
export interface KnownGap {
  id: string;
  reason: string;
  when: Criteria;
}

/** A retention period in calendar units. */
export type RetentionPeriod = { weeks: number } | { months: number } | { years: number };

export type Duration = { hours: number } | { workingDays: number };

export interface Rules {
  /** Recorded with every decision. */
  version: string;
  /** Victims' Code, Right 4. */
  referWithinWorkingDays: number;
  respondWithin: Record<Priority, Duration>;
  /** Children younger than this (12 or 13) need a guardian or an override. */
  guardianUnderAge: number;
  /** Lowest DASH score of each level. */
  dash: { medium: number; high: number };
  /** Which senders always need explicit consent, and which cases need it from any sender. */
  consent: {
    alwaysFor: PartyKind[];
    publicTaskFor: PartyKind[];
    explicitForOffences: OffenceCategory[];
    explicitForDomesticAbuse: boolean;
    explicitForBereaved: boolean;
  };
  /** Offences no service in this area is commissioned for. */
  outOfScopeOffences: OffenceCategory[];
  /** Channels that may be used for first contact. */
  contactChannels: Channel[];
  /** Home Office codes of the most serious crimes, whatever their category. */
  mostSeriousCodes: string[];
  repeatVictimMonths: number;
  /** Counts from 1 to k-1 are not published. */
  suppressUnder: number;
  /** How long personal data is kept after a case is over. Counts are kept indefinitely. */
  retention: Record<RetentionClass, RetentionPeriod>;
  /** How long before its deadline a service is reminded. */
  remindBefore: Duration;
  /** How long before a suspect is released services and triage are reminded. */
  remindBeforeRelease: { workingDays: number };
  /** How soon a service must have read that contact must stop, before triage is told. */
  stopReadWithin: Duration;
  /** How long a hand-off may be suspended before the case goes to triage. */
  suspendedToTriageAfter: Duration;
  /** When the operator is told of who opens cases on pages (src/domain/openings.ts). */
  watchedOpenings: {
    /** Different cases in a London day that are nobody's surprise. */
    casesADay: number;
    /** Who usually opens many may open this many times as many. */
    timesUsual: number;
    /** Of a working day, London time, `07:00`. */
    hours: { from: string; to: string };
  };
  /**
   * Whether a service’s system that opens a case again must say why, as pages always ask: from a London day on, before which it is
   * announced, or always. Without it, it need not (docs/adr/0060-a-reason-required-over-the-api.md).
   */
  accessReasonRequired?: 'always' | { announcedOn: string; from: string };
  /** Bank holidays of England and Wales, ISO dates, sorted. */
  bankHolidays: string[];
  /** First and last ISO date covered by bankHolidays. */
  bankHolidaysCover: { from: string; to: string };
  /** The district (ONS code) of each outward code and sector of postcodes that lies in one alone. */
  postcodeDistricts?: Readonly<Record<string, string>>;
}

export interface District {
  /** ONS code. */
  code: string;
  name: string;
  /** Its place on the tile map: column from the west and row from the north, from 0. */
  tile?: readonly [column: number, row: number];
}

export interface Area {
  id: string;
  /** Two to four capital letters that start each reference, for example GM. */
  prefix: string;
  name: string;
  authority: string;
  region: string;
  /** London day on which referrals could first be sent, where the authority tells the public: published figures name it. */
  openedOn?: string;
  districts: District[];
  contact: { email: string; phone: string };
  parties: Party[];
  services: Service[];
  /** Gaps accepted by the catalogue check; any other gap is reported. */
  knownGaps?: KnownGap[];
  rules: Rules;
}

/** Its id, if it has left the register. */
export const partyName = (area: Pick<Area, 'parties'>, id: string): string =>
  area.parties.find((party) => party.id === id)?.name ?? id;

/**
 * The catalogue id of a service's party.
 * @throws RangeError for a party that is not a service; no route lets one through
 */
export function serviceIdOf({ id, kind }: Party): ServiceId {
  if (kind !== 'service' || !isServiceId(id)) throw new RangeError(`a party of kind ${kind} is not a service`);
  return id;
}

/** Active parties of the register that are watched for silence. */
export const watchedForSilence = (parties: readonly Party[]): (Party & { alarmWhenSilentFor: Duration })[] =>
  parties.flatMap((party) =>
    party.active && party.alarmWhenSilentFor ? [{ ...party, alarmWhenSilentFor: party.alarmWhenSilentFor }] : [],
  );

/** Active parties that are told nothing by e-mail, because the register has no address of theirs. Nobody waits for a test. */
export const partiesWithoutEmail = ({ parties }: Pick<Area, 'parties'>): Party[] =>
  parties.filter(({ active, emails = [], test }) => active && !test && emails.length === 0);
