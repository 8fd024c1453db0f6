/** Names of the domain's vocabularies. Typed, so that a new value without a name does not compile. */

import type {
  AgeBand,
  Channel,
  ConsentBasis,
  ConsentGiver,
  ConsentMethod,
  DayOfWeek,
  EnhancedRight,
  Ethnicity,
  HateStrand,
  LocationType,
  Method,
  Need,
  Occupation,
  OffenceCategory,
  OffenceFlag,
  PartyKind,
  RiskLevel,
  RiskTool,
  Sex,
  TimeOfDay,
  TriState,
  VictimRole,
} from '#src/domain/vocabulary.ts';
import { caseWords } from './case-words.ts';
import { characteristicsWords } from './characteristics-words.ts';
import type { Labels } from './labels.ts';
import { suspectWords } from './suspect-words.ts';

const partyKind: Labels<PartyKind> = {
  police: 'Police',
  statutory: 'Public body',
  voluntary: 'Charity or voluntary organisation',
  service: 'Support service',
  authority: 'Authority',
};
const triState: Labels<TriState> = { yes: 'Yes', no: 'No', unknown: 'I do not know' };
const offenceCategory: Labels<OffenceCategory> = {
  homicide: 'Murder or manslaughter',
  'violence-with-injury': 'Violence with injury',
  'violence-without-injury': 'Violence or threats without injury',
  'stalking-harassment': 'Stalking or harassment',
  rape: 'Rape',
  'other-sexual': 'Another sexual offence',
  robbery: 'Robbery',
  weapons: 'Carrying or using a weapon',
  'public-order': 'Public order, such as threatening behaviour',
  arson: 'Arson',
  'theft-burglary': 'Theft or burglary',
  fraud: 'Fraud',
  other: 'Something else',
};
const offenceFlag: Labels<OffenceFlag> = {
  domesticAbuse: 'Domestic abuse',
  knifeEnabled: 'A knife or other blade was used or threatened',
  firearm: 'A gun was used or threatened',
  honourBased: 'So-called honour-based abuse',
  modernSlavery: 'Modern slavery or trafficking',
  childExploitation: 'Child criminal exploitation',
};
const hateStrand: Labels<HateStrand> = {
  race: 'Race',
  religion: 'Religion',
  'sexual-orientation': 'Sexual orientation',
  disability: 'Disability',
  transgender: 'Being transgender',
};
const locationType: Labels<LocationType> = {
  home: 'The person’s home',
  'other-home': 'Another home',
  street: 'Street or other public place',
  'licensed-premises': 'Pub, bar or club',
  school: 'School, college or university',
  workplace: 'Workplace',
  transport: 'Public transport or a station',
  park: 'Park or open space',
  online: 'Online or by phone',
  'custody-care': 'Prison, custody or care home',
  other: 'Somewhere else',
  unknown: 'I do not know',
};
const method: Labels<Method> = {
  body: 'Hands, feet or body',
  knife: 'Knife or blade',
  'blunt-object': 'Blunt object',
  firearm: 'Gun',
  corrosive: 'Acid or another corrosive',
  vehicle: 'Vehicle',
  threat: 'Threat only',
  online: 'Online or by phone',
  other: 'Something else',
  unknown: 'I do not know',
};
const occupation: Labels<Occupation> = {
  'in-education': 'In education',
  employed: 'Working',
  'not-working': 'Not working',
  retired: 'Retired',
  other: 'Something else',
  unknown: 'I do not know',
};
const victimRole: Labels<VictimRole> = {
  direct: 'The crime was against them',
  'witness-harmed': 'They saw or heard it and were harmed by it',
  'bereaved-relative': 'A close relative was killed',
  'child-domestic-abuse': 'They are a child who lives with domestic abuse',
  'born-of-offence': 'They were born as a result of the crime',
  'parent-guardian': 'They are the parent or guardian of a victim under 18',
  spokesperson: 'They speak for a victim who cannot',
};
const sex: Labels<Sex> = { female: 'Female', male: 'Male', other: 'Another', unknown: 'I do not know' };
const ethnicity: Labels<Ethnicity> = {
  W1: 'White: English, Welsh, Scottish, Northern Irish or British',
  W2: 'White: Irish',
  W3: 'White: Gypsy or Irish Traveller',
  W4: 'White: Roma',
  W9: 'Any other White background',
  M1: 'Mixed: White and Black Caribbean',
  M2: 'Mixed: White and Black African',
  M3: 'Mixed: White and Asian',
  M9: 'Any other Mixed or multiple background',
  A1: 'Asian or Asian British: Indian',
  A2: 'Asian or Asian British: Pakistani',
  A3: 'Asian or Asian British: Bangladeshi',
  A4: 'Asian or Asian British: Chinese',
  A9: 'Any other Asian background',
  B1: 'Black or Black British: Caribbean',
  B2: 'Black or Black British: African',
  B9: 'Any other Black background',
  O2: 'Arab',
  O9: 'Any other ethnic group',
  NS: 'They prefer not to say',
};
const channel: Labels<Channel> = {
  call: 'Phone call',
  voicemail: 'Voicemail',
  text: 'Text message',
  email: 'Email',
  post: 'Post',
};
const consentBasis: Labels<ConsentBasis> = {
  'explicit-consent': 'They agreed to this referral',
  'public-task': 'Public task: a public body may refer without asking',
  'legal-obligation': 'The law requires this referral',
  'safeguarding-override': 'They did not agree, and it is needed to protect someone',
};
const consentGiver: Labels<ConsentGiver> = {
  victim: 'The person themselves',
  'parent-guardian': 'Their parent or guardian',
  spokesperson: 'Someone who speaks for them',
};
const consentMethod: Labels<ConsentMethod> = {
  verbal: 'By word of mouth',
  written: 'In writing',
  electronic: 'Online or by email',
};
const riskTool: Labels<RiskTool> = { dash: 'DASH', merit: 'MeRIT', other: 'Another tool', none: 'None' };
const riskLevel: Labels<RiskLevel> = { standard: 'Standard', medium: 'Medium', high: 'High' };
const need: Labels<Need> = {
  'emotional-support': 'Emotional support',
  safety: 'Staying safe',
  housing: 'Housing',
  advocacy: 'Someone to speak up for them',
  health: 'Health',
  finance: 'Money',
  children: 'Support for children',
  'drugs-alcohol': 'Drugs or alcohol',
  'restorative-justice': 'Restorative justice',
};
const enhancedRight: Labels<EnhancedRight> = {
  'most-serious-crime': 'Victim of one of the most serious crimes',
  'persistently-targeted': 'Persistently targeted',
  'vulnerable-or-intimidated': 'Vulnerable or intimidated',
};
const ageRange = (value: string): string => value.replace('-', ' to ');
const ageBand: Labels<AgeBand> = {
  '0-9': ageRange('0-9'),
  '10-12': ageRange('10-12'),
  '13-15': ageRange('13-15'),
  '16-17': ageRange('16-17'),
  '18-24': ageRange('18-24'),
  '25-34': ageRange('25-34'),
  '35-44': ageRange('35-44'),
  '45-54': ageRange('45-54'),
  '55-64': ageRange('55-64'),
  '65-74': ageRange('65-74'),
  '75+': '75 and over',
  unknown: 'Not known',
};
const timeOfDay: Labels<TimeOfDay> = {
  '00-03': 'Midnight to 4am',
  '04-07': '4am to 8am',
  '08-11': '8am to midday',
  '12-15': 'Midday to 4pm',
  '16-19': '4pm to 8pm',
  '20-23': '8pm to midnight',
  unknown: 'Not known',
};
const dayOfWeek: Labels<DayOfWeek> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
  unknown: 'Not known',
};
export const words = {
  partyKind,
  triState,
  offenceCategory,
  offenceFlag,
  hateStrand,
  locationType,
  method,
  occupation,
  victimRole,
  sex,
  ethnicity,
  channel,
  consentBasis,
  consentGiver,
  consentMethod,
  riskTool,
  riskLevel,
  need,
  enhancedRight,
  ageBand,
  timeOfDay,
  dayOfWeek,
  ...suspectWords,
  ...characteristicsWords,
  ...caseWords,
};
