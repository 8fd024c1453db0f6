/** Names of periods and dimension values in tables and charts. */
import type { ClosedDimension } from '#src/domain/counting/codes.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import type { Section13Kind } from '#src/domain/counting/monitoring-model.ts';
import type { TimeBand } from '#src/domain/counting/time-bands.ts';
import type { Period } from '#src/domain/volumes/periods.ts';
import type { Labels } from './labels.ts';
import { words } from './words.ts';

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const shortMonth = (day: string): string => shortMonths[Number(day.slice(5, 7)) - 1] ?? '';
const shortDay = (day: string): string => `${Number(day.slice(8))} ${shortMonth(day)} ${day.slice(0, 4)}`;
export const monthYear = (day: string): string => `${shortMonth(day)} ${day.slice(0, 4)}`;

/** Used in tables instead of the forms' "I do not know". */
const notKnown = 'Not known';

const notAsked = 'Not asked';
const notAnswered = { 'not-asked': notAsked, 'prefer-not-to-say': 'Preferred not to say' };

const section13: Labels<Section13Kind> = {
  domestic: 'Domestic abuse',
  sexual: 'Sexual violence',
  'serious-violence': 'Serious violence',
  none: 'None of these',
};

const timeBand: Labels<TimeBand> = {
  'under-1-hour': 'Under 1 hour',
  '1-to-4-hours': '1 to 4 hours',
  '4-to-12-hours': '4 to 12 hours',
  '12-to-24-hours': '12 to 24 hours',
  '1-to-2-days': '1 to 2 days',
  '2-to-3-days': '2 to 3 days',
  '3-to-4-days': '3 to 4 days',
  '4-to-5-days': '4 to 5 days',
  '5-to-7-days': '5 to 7 days',
  '7-to-10-days': '7 to 10 days',
  '10-to-14-days': '10 to 14 days',
  '14-to-21-days': '14 to 21 days',
  '21-to-28-days': '21 to 28 days',
  '28-to-56-days': '28 to 56 days',
  '56-days-or-more': '56 days or more',
  unknown: notKnown,
};

const valueNames: Record<ClosedDimension, Readonly<Record<string, string>>> = {
  'source-kind': words.partyKind,
  offence: words.offenceCategory,
  'age-band': words.ageBand,
  sex: words.sex,
  ethnicity: { ...words.ethnicity, NS: 'Preferred not to say' },
  risk: words.riskLevel,
  'enhanced-rights': words.enhancedRight,
  'domestic-abuse': words.triState,
  'knife-enabled': words.triState,
  'hate-strand': words.hateStrand,
  'location-type': words.locationType,
  method: words.method,
  alcohol: words.triState,
  'time-of-day': words.timeOfDay,
  'day-of-week': words.dayOfWeek,
  occupation: words.occupation,
  outcome: words.outcome,
  'decline-reason': words.declineReason,
  'held-reason': words.heldReason,
  'not-referred-reason': words.notReferredReason,
  'suspend-reason': words.suspendReason,
  'return-reason': words.returnReason,
  'withdraw-reason': words.withdrawReason,
  need: words.need,
  'victim-role': words.victimRole,
  priority: words.priority,
  'consent-basis': words.consentBasis,
  'repeat-victim': words.triState,
  'modern-slavery': words.triState,
  'honour-based': words.triState,
  firearm: words.triState,
  'child-exploitation': words.triState,
  'suspect-relationship': words.suspectRelationship,
  'section-13': section13,
  disability: { ...words.disability, none: 'None', 'not-asked': notAsked },
  'sexual-orientation': { ...words.sexualOrientation, ...notAnswered },
  religion: { ...words.religion, ...notAnswered },
  'armed-forces': { ...words.armedForces, ...notAnswered },
  'time-to-referral': timeBand,
  'time-to-contact': timeBand,
  'time-to-support': timeBand,
};

export const valueTexts = {
  monthYear,
  outsideArea: 'Outside the area',
  notKnown,
  valueName: (dimension: ClosedDimension, value: string): string =>
    value === 'unknown' ? notKnown : (valueNames[dimension][value] ?? value),
  /** A value with its dimension, for a list of values of several dimensions. */
  whereName: (dimension: Extract<Dimension, 'service' | 'source' | 'district'>, name: string): string =>
    `${{ service: 'Service', source: 'Referrer', district: 'District' }[dimension]}: ${name}`,
  /** A period's label on the axis; `from` and `to` are those of the whole period, not limited to the selected dates. */
  periodName: (interval: string, { label, from, to }: Pick<Period, 'label' | 'from' | 'to'>): string => {
    switch (interval) {
      case 'day':
      case 'week':
        return shortDay(from);
      case 'month':
        return monthYear(from);
      case 'quarter':
        return `${shortMonth(from)} to ${monthYear(to)}`;
      case 'all':
        return `${shortDay(from)} to ${shortDay(to)}`;
      default:
        return label;
    }
  },
};
