/**
 * Every closed vocabulary, defined once. Types, schemas, OpenAPI, counters, pages and tests are derived from these.
 *
 * Values are in display order. Never rename or reuse one: stored referrals and counter rows contain them.
 */

/** Kinds of organisation in the area's register. */
export const partyKinds = ['police', 'statutory', 'voluntary', 'service', 'authority'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** Kinds of party that may refer a victim. */
export const senderKinds = ['police', 'statutory', 'voluntary'] as const satisfies readonly PartyKind[];
export type SenderKind = (typeof senderKinds)[number];

/** What a person may do for their party on the pages. Who has none acts with all but the administrator's. */
export const staffRoles = ['worker', 'manager', 'triage', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** OAuth scopes: what an access token allows. The party claim says for whom. */
export const scopes = ['referrals/submit', 'referrals/hand-offs', 'referrals/triage', 'referrals/volumes'] as const;
export type Scope = (typeof scopes)[number];

/** A question that nobody asked is not the same as one answered no. */
export const triStates = ['yes', 'no', 'unknown'] as const;
export type TriState = (typeof triStates)[number];

/** Offence groups of the Home Office Counting Rules, combined where services do not differ. */
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

/** Yes/no questions about the offence, independent of its category. */
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

/** Who counts as a victim: Victims and Prisoners Act 2024, section 1, and the Victims' Code. */
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

/** Police self-defined ethnicity, 18+1 codes, plus W4 (Roma, our own). NS is "not stated": asked, not answered. */
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

/** Ways to reach a person; a referral marks each as safe, unsafe or unknown. */
export const channels = ['call', 'voicemail', 'text', 'email', 'post'] as const;
export type Channel = (typeof channels)[number];

/** Channels that use the same number. */
export const phoneChannels = ['call', 'voicemail', 'text'] as const satisfies readonly Channel[];

/** Whose number is called, in this order. */
export const phoneOwners = ['person', 'guardian', 'alternative'] as const;
export type PhoneOwner = (typeof phoneOwners)[number];

/** Why a channel is not safe. */
export const unsafeReasons = [
  'said-to-be-unsafe',
  'calling-is-unsafe',
  'suspect-has-access',
  'suspect-at-home',
] as const;
export type UnsafeReason = (typeof unsafeReasons)[number];

/** Whether the person knows of the referral. */
export const awarenessAnswers = [...triStates, 'not-stated'] as const;
export type AwarenessAnswer = (typeof awarenessAnswers)[number];

export const consentBases = ['explicit-consent', 'public-task', 'legal-obligation', 'safeguarding-override'] as const;
export type ConsentBasis = (typeof consentBases)[number];

export const consentGivers = ['victim', 'parent-guardian', 'spokesperson'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export const consentMethods = ['verbal', 'written', 'electronic'] as const;
export type ConsentMethod = (typeof consentMethods)[number];

export const riskTools = ['dash', 'merit', 'other', 'none'] as const;
export type RiskTool = (typeof riskTools)[number];

/** In ascending order: risk levels are compared by position. */
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

/** Categories of victim with enhanced rights under the Victims' Code; they overlap. */
export const enhancedRights = ['most-serious-crime', 'persistently-targeted', 'vulnerable-or-intimidated'] as const;
export type EnhancedRight = (typeof enhancedRights)[number];

/** Whole years. Bands begin at 16, 18 and 25 so that totals for under 16, under 18 and under 25 can be added up. */
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

/** Why a referral cannot be handed to a service yet. */
export const heldReasons = ['no-safe-contact', 'no-eligible-service', 'out-of-scope', 'guardian-needed'] as const;
export type HeldReason = (typeof heldReasons)[number];

/** Why a service declined a hand-off. */
export const declineReasons = [
  'no-capacity',
  'not-eligible',
  'unable-to-meet-needs',
  'already-supported',
  'insufficient-information',
  'other',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** Why a service or triage returned a referral to its referrer. */
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

/** Why a service stopped trying to reach a person until a correction gives another way. */
export const suspendReasons = ['wrong-contact-details', 'unsafe-to-contact'] as const satisfies readonly ReturnReason[];
export type SuspendReason = (typeof suspendReasons)[number];

/** How an attempt to reach a person ended. */
export const attemptResults = [
  'no-answer',
  'left-message',
  'wrong-number',
  'someone-else-answered',
  'not-now',
] as const;
export type AttemptResult = (typeof attemptResults)[number];

/** Retention classes of a case that is over (Victim Support's), shortest first. The area's rules set the periods. */
export const retentionClasses = ['declined', 'not-reached', 'supported'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** Why the authority erases a referral before its retention period ends (UK GDPR, article 17). */
export const erasureReasons = ['asked-by-person', 'should-not-be-held', 'ordered-by-law'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** Why a referrer, or triage for them, withdrew a referral. */
export const withdrawReasons = ['consent-withdrawn', 'sent-in-error', 'duplicate'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];

/** Why somebody who was asked was not referred. */
export const notReferredReasons = ['opted-out', 'consent-refused', 'not-wanted'] as const;
export type NotReferredReason = (typeof notReferredReasons)[number];

/** How support ended. */
export const supportOutcomes = [
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
export type SupportOutcome = (typeof supportOutcomes)[number];

/** How soon a service should act; derived from risk and enhanced rights. */
export const priorities = ['high', 'enhanced', 'standard'] as const;
export type Priority = (typeof priorities)[number];
