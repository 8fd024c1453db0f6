/**
 * A one-character code for each value of each counted vocabulary. DynamoDB bills attribute names like values, so
 * counter cells are named by these codes; ids of services, parties and districts are used unchanged. Stored rows
 * contain the codes: never change or reuse one.
 */
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
  WithdrawReason,
} from '../vocabulary.ts';
import { codesOf } from './code-table.ts';
import type { Dimension } from './model.ts';
import { monitoringValueCodes, triState } from './monitoring-codes.ts';

/** Dimensions whose values are ids of the area's own. */
export const openDimensions = [
  'service',
  'source',
  'district',
  'home-district',
] as const satisfies readonly Dimension[];

/** Dimensions whose values are a closed vocabulary. */
export type ClosedDimension = Exclude<Dimension, (typeof openDimensions)[number]>;

/** Value codes by dimension, in display order. */
export const valueCodes = {
  'source-kind': codesOf<SenderKind>()({ police: 'p', statutory: 's', voluntary: 'v' }),
  offence: codesOf<OffenceCategory>()({
    homicide: 'h',
    'violence-with-injury': 'v',
    'violence-without-injury': 'w',
    'stalking-harassment': 's',
    rape: 'r',
    'other-sexual': 'x',
    robbery: 'b',
    weapons: 'k',
    'public-order': 'p',
    arson: 'a',
    'theft-burglary': 't',
    fraud: 'f',
    other: 'o',
  }),
  'age-band': codesOf<AgeBand>()({
    '0-9': '0',
    '10-12': '1',
    '13-15': '2',
    '16-17': '3',
    '18-24': '4',
    '25-34': '5',
    '35-44': '6',
    '45-54': '7',
    '55-64': '8',
    '65-74': '9',
    '75+': 'a',
    unknown: 'u',
  }),
  sex: codesOf<Sex>()({ female: 'f', male: 'm', other: 'o', unknown: 'u' }),
  ethnicity: codesOf<Ethnicity | 'unknown'>()({
    W1: '1',
    W2: '2',
    W3: '3',
    W4: '4',
    W9: '9',
    M1: 'm',
    M2: 'n',
    M3: 'o',
    M9: 'p',
    A1: 'a',
    A2: 'b',
    A3: 'c',
    A4: 'd',
    A9: 'e',
    B1: 'f',
    B2: 'g',
    B9: 'h',
    O2: 'x',
    O9: 'y',
    NS: 's',
    unknown: 'u',
  }),
  risk: codesOf<RiskLevel | 'unknown'>()({ standard: 's', medium: 'm', high: 'h', unknown: 'u' }),
  'enhanced-rights': codesOf<EnhancedRight>()({
    'most-serious-crime': 'm',
    'persistently-targeted': 'p',
    'vulnerable-or-intimidated': 'v',
  }),
  'domestic-abuse': triState,
  'knife-enabled': triState,
  'hate-strand': codesOf<HateStrand>()({
    race: 'r',
    religion: 'f',
    'sexual-orientation': 's',
    disability: 'd',
    transgender: 't',
  }),
  'location-type': codesOf<LocationType>()({
    home: 'h',
    'other-home': 'i',
    street: 's',
    'licensed-premises': 'l',
    school: 'e',
    workplace: 'w',
    transport: 't',
    park: 'p',
    online: 'n',
    'custody-care': 'c',
    other: 'o',
    unknown: 'u',
  }),
  method: codesOf<Method>()({
    body: 'b',
    knife: 'k',
    'blunt-object': 'l',
    firearm: 'f',
    corrosive: 'c',
    vehicle: 'v',
    threat: 't',
    online: 'n',
    other: 'o',
    unknown: 'u',
  }),
  alcohol: triState,
  'time-of-day': codesOf<TimeOfDay>()({
    '00-03': '0',
    '04-07': '1',
    '08-11': '2',
    '12-15': '3',
    '16-19': '4',
    '20-23': '5',
    unknown: 'u',
  }),
  'day-of-week': codesOf<DayOfWeek>()({
    monday: '1',
    tuesday: '2',
    wednesday: '3',
    thursday: '4',
    friday: '5',
    saturday: '6',
    sunday: '7',
    unknown: 'u',
  }),
  occupation: codesOf<Occupation>()({
    'in-education': 'e',
    employed: 'w',
    'not-working': 'n',
    retired: 'r',
    other: 'o',
    unknown: 'u',
  }),
  outcome: codesOf<SupportOutcome>()({
    'support-completed': 's',
    disengaged: 'd',
    'declined-by-victim': 'v',
    'no-contact-after-attempts': 'n',
    'unsafe-to-contact': 'u',
    'wrong-contact-details': 'w',
    'out-of-area': 'a',
    'out-of-scope': 'o',
    'referred-on': 'r',
    duplicate: 'p',
    'consent-withdrawn': 'c',
    deceased: 'x',
  }),
  'decline-reason': codesOf<DeclineReason>()({
    'no-capacity': 'c',
    'not-eligible': 'e',
    'unable-to-meet-needs': 'n',
    'already-supported': 's',
    'insufficient-information': 'i',
    other: 'o',
  }),
  'held-reason': codesOf<HeldReason>()({
    'no-safe-contact': 'c',
    'no-eligible-service': 's',
    'out-of-scope': 'o',
    'guardian-needed': 'g',
  }),
  'not-referred-reason': codesOf<NotReferredReason>()({
    'opted-out': 'o',
    'consent-refused': 'c',
    'not-wanted': 'n',
  }),
  'suspend-reason': codesOf<SuspendReason>()({ 'wrong-contact-details': 'w', 'unsafe-to-contact': 'u' }),
  'return-reason': codesOf<ReturnReason>()({
    'unsafe-to-contact': 'u',
    'wrong-contact-details': 'w',
    'insufficient-information': 'i',
    'consent-missing': 'c',
    'out-of-scope': 's',
    duplicate: 'd',
    other: 'o',
  }),
  'withdraw-reason': codesOf<WithdrawReason>()({ 'consent-withdrawn': 'c', 'sent-in-error': 'e', duplicate: 'd' }),
  ...monitoringValueCodes,
} as const satisfies Record<ClosedDimension, Readonly<Record<string, string>>>;

/** One character per dimension. */
export const dimensionCodes = codesOf<Dimension>()({
  service: 'S',
  source: 'P',
  district: 'D',
  'source-kind': 'k',
  offence: 'o',
  'age-band': 'a',
  sex: 's',
  ethnicity: 'e',
  risk: 'r',
  'enhanced-rights': 'x',
  'domestic-abuse': 'd',
  'knife-enabled': 'f',
  'hate-strand': 'h',
  'location-type': 'l',
  method: 'm',
  alcohol: 'c',
  'time-of-day': 't',
  'day-of-week': 'w',
  occupation: 'j',
  outcome: 'u',
  'decline-reason': 'y',
  'held-reason': 'z',
  'not-referred-reason': 'n',
  'suspend-reason': 'p',
  'return-reason': 'b',
  'withdraw-reason': 'i',
  need: 'N',
  'victim-role': 'v',
  priority: 'q',
  'consent-basis': 'C',
  'repeat-victim': 'R',
  'modern-slavery': 'M',
  'honour-based': 'B',
  firearm: 'F',
  'child-exploitation': 'E',
  'home-district': 'H',
  'suspect-relationship': 'g',
  'section-13': 'V',
  disability: 'L',
  'sexual-orientation': 'X',
  religion: 'G',
  'armed-forces': 'A',
  'time-to-referral': 'T',
  'time-to-contact': 'K',
  'time-to-support': 'Y',
});

export const isClosedDimension = (dimension: Dimension): dimension is ClosedDimension => dimension in valueCodes;

/** The values of a closed dimension, in display order. */
export const valuesOf = (dimension: ClosedDimension): string[] => Object.keys(valueCodes[dimension]);

/** The cell that counts one value of one dimension. @throws for a value outside a closed vocabulary */
export function cellOf(dimension: Dimension, value: string): string {
  if (!isClosedDimension(dimension)) return dimensionCodes[dimension] + value;
  const codes: Readonly<Record<string, string>> = valueCodes[dimension];
  const code = codes[value];
  if (code === undefined) throw new Error(`${dimension} has no such value`);
  return dimensionCodes[dimension] + code;
}

/** The cell that counts everything in the row. */
export const totalCell = 'n';
