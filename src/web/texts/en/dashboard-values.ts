/** Names of periods and of the values that figures are broken down by, as they stand in tables and charts. */
import type { ClosedDimension } from '#src/domain/counting/codes.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import type { Period } from '#src/domain/volumes/periods.ts';
import { words } from './words.ts';

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const shortMonth = (day: string): string => shortMonths[Number(day.slice(5, 7)) - 1] ?? '';
const shortDay = (day: string): string => `${Number(day.slice(8))} ${shortMonth(day)} ${day.slice(0, 4)}`;
const monthYear = (day: string): string => `${shortMonth(day)} ${day.slice(0, 4)}`;

/** Where a form says "I do not know", a table says this. */
const notKnown = 'Not known';

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
};

export const values = {
  monthYear,
  outsideArea: 'Outside the area',
  notKnown,
  valueName: (dimension: ClosedDimension, value: string): string =>
    value === 'unknown' ? notKnown : (valueNames[dimension][value] ?? value),
  /** The kind of a value in one list of several kinds. */
  whereName: (dimension: Extract<Dimension, 'service' | 'source' | 'district'>, name: string): string =>
    `${{ service: 'Service', source: 'Referrer', district: 'District' }[dimension]}: ${name}`,
  /** A period as it stands under a line; `from` and `to` are its own, not cut to the dates asked. */
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
