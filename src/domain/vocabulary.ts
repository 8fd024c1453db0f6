/**
 * Every closed list of words the system knows, each once. Types, schemas, OpenAPI,
 * counters, pages and tests are made from these.
 *
 * Order is the order in which people read the values. Values are never renamed or
 * reused: they stand in stored referrals and in counter rows.
 */

/** What kind of organisation a party in the area's register is. */
export const partyKinds = ['police', 'statutory', 'voluntary', 'service', 'authority'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** Kinds of party that may refer a victim. */
export const senderKinds = ['police', 'statutory', 'voluntary'] as const satisfies readonly PartyKind[];
export type SenderKind = (typeof senderKinds)[number];

/** What an access token allows; the party claim says who. */
export const scopes = ['referrals/submit', 'referrals/hand-offs', 'referrals/triage', 'referrals/volumes'] as const;
export type Scope = (typeof scopes)[number];

/** A flag that nobody asked about is not the same as a flag answered no. */
export const triStates = ['yes', 'no', 'unknown'] as const;
export type TriState = (typeof triStates)[number];

/** Offence groups as police and Home Office counting rules use them, joined where services do not differ. */
export const offenceCategories = [
  'homicide',
  'violence-with-injury',
  'violence-without-injury',
  'stalking-harassment',
  'rape',
  'other-sexual',
  'robbery',
  'weapons',
  'public-order',
  'arson',
  'theft-burglary',
  'fraud',
  'other',
] as const;
export type OffenceCategory = (typeof offenceCategories)[number];

/** Questions about the offence that stand apart from its category. */
export const offenceFlags = [
  'domesticAbuse',
  'knifeEnabled',
  'firearm',
  'honourBased',
  'modernSlavery',
  'childExploitation',
] as const;
export type OffenceFlag = (typeof offenceFlags)[number];

/** The five centrally monitored strands of hate crime. */
export const hateStrands = ['race', 'religion', 'sexual-orientation', 'disability', 'transgender'] as const;
export type HateStrand = (typeof hateStrands)[number];

export const locationTypes = [
  'home',
  'other-home',
  'street',
  'licensed-premises',
  'school',
  'workplace',
  'transport',
  'park',
  'online',
  'custody-care',
  'other',
  'unknown',
] as const;
export type LocationType = (typeof locationTypes)[number];

export const methods = [
  'body',
  'knife',
  'blunt-object',
  'firearm',
  'corrosive',
  'vehicle',
  'threat',
  'online',
  'other',
  'unknown',
] as const;
export type Method = (typeof methods)[number];

export const occupations = ['in-education', 'employed', 'not-working', 'retired', 'other', 'unknown'] as const;
export type Occupation = (typeof occupations)[number];

/** Victims and Prisoners Act 2024, section 1, and Victims' Code. */
export const victimRoles = [
  'direct',
  'witness-harmed',
  'bereaved-relative',
  'child-domestic-abuse',
  'born-of-offence',
  'parent-guardian',
  'spokesperson',
] as const;
export type VictimRole = (typeof victimRoles)[number];

export const sexes = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

/** Police self-defined ethnicity, 18+1 codes, and W4 (Roma, ours). NS is "not stated": asked and refused. */
export const ethnicities = [
  'W1',
  'W2',
  'W3',
  'W4',
  'W9',
  'M1',
  'M2',
  'M3',
  'M9',
  'A1',
  'A2',
  'A3',
  'A4',
  'A9',
  'B1',
  'B2',
  'B9',
  'O2',
  'O9',
  'NS',
] as const;
export type Ethnicity = (typeof ethnicities)[number];

/** Ways to reach a person, each safe, unsafe or not known to be either. */
export const channels = ['call', 'voicemail', 'text', 'email', 'post'] as const;
export type Channel = (typeof channels)[number];

export const consentBases = ['explicit-consent', 'public-task', 'legal-obligation', 'safeguarding-override'] as const;
export type ConsentBasis = (typeof consentBases)[number];

export const consentGivers = ['victim', 'parent-guardian', 'spokesperson'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export const consentMethods = ['verbal', 'written', 'electronic'] as const;
export type ConsentMethod = (typeof consentMethods)[number];

export const riskTools = ['dash', 'merit', 'other', 'none'] as const;
export type RiskTool = (typeof riskTools)[number];

/** From least to most; comparing positions compares risk. */
export const riskLevels = ['standard', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

export const needs = [
  'emotional-support',
  'safety',
  'housing',
  'advocacy',
  'health',
  'finance',
  'children',
  'drugs-alcohol',
  'restorative-justice',
] as const;
export type Need = (typeof needs)[number];

/** Victims' Code: who has enhanced rights. Categories overlap. */
export const enhancedRights = ['most-serious-crime', 'persistently-targeted', 'vulnerable-or-intimidated'] as const;
export type EnhancedRight = (typeof enhancedRights)[number];

/** Lower bounds in whole years; under 16, under 18 and under 25 roll up from them. */
export const ageBands = [
  '0-9',
  '10-12',
  '13-15',
  '16-17',
  '18-24',
  '25-34',
  '35-44',
  '45-54',
  '55-64',
  '65-74',
  '75+',
  'unknown',
] as const;
export type AgeBand = (typeof ageBands)[number];

export const timesOfDay = ['00-03', '04-07', '08-11', '12-15', '16-19', '20-23', 'unknown'] as const;
export type TimeOfDay = (typeof timesOfDay)[number];

export const daysOfWeek = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'unknown',
] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/** Why a referral could not be handed to a service. */
export const heldReasons = ['no-safe-contact', 'no-eligible-service', 'out-of-scope', 'guardian-needed'] as const;
export type HeldReason = (typeof heldReasons)[number];

/** Why a service said no. */
export const declineReasons = [
  'no-capacity',
  'not-eligible',
  'unable-to-meet-needs',
  'already-supported',
  'insufficient-information',
  'other',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** Why a service or the victim hub gave a referral back to its referrer. */
export const returnReasons = [
  'unsafe-to-contact',
  'wrong-contact-details',
  'insufficient-information',
  'consent-missing',
  'out-of-scope',
  'duplicate',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** Why a referrer, or the victim hub for them, took a referral back. */
/**
 * Why a case that is over is kept for as long as it is, the shortest first (Victim Support's classes). The periods
 * stand in the area's rules.
 */
export const keepClasses = ['declined', 'not-reached', 'supported'] as const;
export type KeepClass = (typeof keepClasses)[number];

/** Why the authority has a referral erased before its time (UK GDPR, article 17). */
export const erasureReasons = ['asked-by-person', 'should-not-be-held', 'ordered-by-law'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export const withdrawReasons = ['consent-withdrawn', 'sent-in-error', 'duplicate'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];

/** How support ended. */
export const outcomes = [
  'support-completed',
  'disengaged',
  'declined-by-victim',
  'no-contact-after-attempts',
  'unsafe-to-contact',
  'wrong-contact-details',
  'out-of-area',
  'out-of-scope',
  'referred-on',
  'duplicate',
  'consent-withdrawn',
  'deceased',
] as const;
export type Outcome = (typeof outcomes)[number];

/** How soon a service should act, derived from risk and enhanced rights. */
export const priorities = ['high', 'enhanced', 'standard'] as const;
export type Priority = (typeof priorities)[number];
