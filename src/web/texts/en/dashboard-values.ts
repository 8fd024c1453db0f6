/** Names of periods and dimension values in tables and charts. */
import type { ClosedDimension } from '#src/domain/counting/codes.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import type { Period } from '#src/domain/volumes/periods.ts';
import { words } from './words.ts';

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const shortMonth = (day: string): string => shortMonths[Number(day.slice(5, 7)) - 1] ?? '';
const shortDay = (day: string): string => `${Number(day.slice(8))} ${shortMonth(day)} ${day.slice(0, 4)}`;
const monthYear = (day: string): string => `${shortMonth(day)} ${day.slice(0, 4)}`;

/** Used in tables instead of the forms' "I do not know". */
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
  'not-referred-reason': words.notReferredReason,
  'suspend-reason': words.suspendReason,
  'return-reason': words.returnReason,
  'withdraw-reason': words.withdrawReason,
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
