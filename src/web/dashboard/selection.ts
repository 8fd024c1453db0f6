/** The manager's selection: parsed from the URL, validated by the API's rules, and written as a canonical URL. */
import { parseVolumesQuery, volumesLimits } from '#src/contracts/volumes.ts';
import type { Area } from '#src/domain/area.ts';
import type { Fault } from '#src/domain/decision.ts';
import { londonDate, yearOf } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { dateValues, readDate } from '../form/date.ts';
import { dateParts } from '../form/date-parts.ts';
import type { FormError, FormValues } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { dashboardPath, hrefWith } from './paths.ts';
import { customDates, type DateRange, dateRangeOf, defaultInterval, defaultPeriod } from './periods.ts';

/** How many earlier months the average month is compared with by default. */
export const defaultCompareMonths = 18;

export interface Selection {
  /** By input of the form, as entered. */
  values: FormValues;
  /** The shortest query parameters for the same selection, in a fixed order. */
  parameters: Record<string, string>;
  /** False if a browser has added a form's empty fields to the URL. */
  isCanonical: boolean;
  today: string;
}
export interface ValidSelection extends Selection {
  query: VolumesQuery & { compare: number };
}
export interface InvalidSelection extends Selection {
  errors: FormError[];
}

export const hrefOf = (parameters: Readonly<Record<string, string>>): string => hrefWith(dashboardPath, parameters);

const ownParameters = ['measure', 'period', 'interval', 'by', 'across', 'where', 'compare', 'publish'] as const;
const datePartNames = ['from', 'to'].flatMap((name) => dateParts.map((part) => `${name}-${part}`));

/** Reads the page's parameters and, where they differ, the API's too, so that an API query can be pasted. */
export function parseSelection(
  query: URLSearchParams,
  area: Area,
  now: Date,
  texts: Texts,
): ValidSelection | InvalidSelection {
  const today = londonDate(now);
  const raw: Record<string, string> = {};
  for (const [name, value] of query) raw[name] ??= value.trim();
  const period = selectedPeriod(raw);
  const dates = period === customDates ? parseDates(raw, today, texts) : parseNamedPeriod(period, today, texts);
  const range = 'from' in dates ? dates : undefined;
  const queryParameters = withDefaults(raw, range);
  const selection: Selection = {
    values: formValues(raw, queryParameters, period, range),
    parameters: canonicalParameters(queryParameters, raw.interval ?? '', period, range),
    isCanonical: [...query].every(
      ([name, value]) => value !== '' && name !== 'across' && !datePartNames.includes(name),
    ),
    today,
  };
  const knownNames: readonly string[] = [...ownParameters, 'from', 'to', ...datePartNames];
  const unknownParameters = Object.fromEntries(Object.entries(raw).filter(([name]) => !knownNames.includes(name)));
  const parsed = parseVolumesQuery({ ...withoutEmpty(queryParameters), ...unknownParameters, ...range }, area, today);
  const errors = [
    ...('errors' in dates ? dates.errors : []),
    ...('faults' in parsed ? parsed.faults.map((one) => formError(one, queryParameters, range, texts)) : []),
  ];
  if (errors.length > 0 || 'faults' in parsed) return { ...selection, errors: inFieldOrder(errors) };
  return { ...selection, query: { ...parsed.query, compare: parsed.query.compare ?? defaultCompareMonths } };
}

type RawParameters = Readonly<Record<string, string>>;
type QueryParameters = Record<'measure' | 'interval' | 'by' | 'where' | 'compare' | 'publish', string>;

/** The selected values, or the defaults, in the API's terms. */
function withDefaults(raw: RawParameters, range: DateRange | undefined): QueryParameters {
  const publish = raw.publish || 'false';
  const fittingInterval = range && publish === 'false' ? defaultInterval(range) : 'month';
  return {
    measure: raw.measure || 'referrals',
    interval: raw.interval || fittingInterval,
    by: breakdowns(raw).join(','),
    where: raw.where ?? '',
    compare: raw.compare || String(defaultCompareMonths),
    publish,
  };
}

const breakdowns = ({ by = '', across = '' }: RawParameters): string[] =>
  [...by.split(','), across].filter((one) => one !== '' && one !== 'none');

/** By input of the form. */
function formValues(
  raw: RawParameters,
  queryParameters: QueryParameters,
  period: string,
  range: DateRange | undefined,
): FormValues {
  const [by = '', across = ''] = breakdowns(raw);
  const dates =
    range && period === customDates ? { ...dateValues('from', range.from), ...dateValues('to', range.to) } : {};
  return { ...raw, ...queryParameters, interval: raw.interval ?? '', by, across, period, ...dates };
}

const withoutEmpty = (entries: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ''));

function selectedPeriod(raw: RawParameters): string {
  if (raw.period) return raw.period;
  return raw.from || raw.to || datePartNames.some((part) => raw[part]) ? customDates : defaultPeriod;
}

type Dates = DateRange | { errors: FormError[] };

function parseNamedPeriod(period: string, today: string, texts: Texts): Dates {
  return dateRangeOf(period, today) ?? { errors: [{ field: 'period', text: texts.dashboard.errors.period }] };
}

/** Reads dates from three inputs each, or in the API's form. The API's rules check their order. */
function parseDates(raw: RawParameters, today: string, texts: Texts): Dates {
  const words = texts.dashboard;
  const read = (name: 'from' | 'to'): { date: string } | { error: FormError } => {
    const iso = raw[name];
    const hasParts = dateParts.some((part) => raw[`${name}-${part}`]);
    const [year = '', month = '', day = ''] = (iso ?? '').split('-');
    const values = iso && !hasParts ? { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: day } : raw;
    const answer = readDate(values, name, { today });
    if ('date' in answer && answer.date !== undefined) return { date: answer.date };
    const fault = 'fault' in answer ? answer.fault : { code: 'missing' as const };
    const text = texts.forms.dateFault(words.filters[name], fault);
    return { error: { field: name, text, parts: 'fault' in answer ? answer.parts : dateParts } };
  };
  const from = read('from');
  const to = read('to');
  const errors = [from, to].flatMap((one) => ('error' in one ? [one.error] : []));
  if ('date' in from && 'date' in to) return { from: from.date, to: to.date };
  return { errors };
}

function canonicalParameters(
  queryParameters: QueryParameters,
  interval: string,
  period: string,
  range: DateRange | undefined,
): Record<string, string> {
  const dates = period === customDates ? { ...range } : { period: period === defaultPeriod ? '' : period };
  return withoutEmpty({
    measure: queryParameters.measure === 'referrals' ? '' : queryParameters.measure,
    ...dates,
    interval,
    by: queryParameters.by,
    where: queryParameters.where,
    compare: queryParameters.compare === String(defaultCompareMonths) ? '' : queryParameters.compare,
    publish: queryParameters.publish === 'false' ? '' : queryParameters.publish,
  });
}

/** Turns a fault of the API's rules into a form error at the input that corrects it. */
function formError(
  { pointer }: Fault,
  queryParameters: QueryParameters,
  range: DateRange | undefined,
  texts: Texts,
): FormError {
  const words = texts.dashboard.errors;
  switch (pointer) {
    case 'from':
    case 'to':
      return { field: 'from', text: rangeFaultText(range, texts), parts: dateParts };
    case 'interval': {
      const isTooFine = queryParameters.publish !== 'false' && ['day', 'week'].includes(queryParameters.interval);
      const isKnown = Object.hasOwn(texts.dashboard.interval, queryParameters.interval);
      return { field: 'interval', text: isTooFine ? words.publishInterval : isKnown ? words.tooMany : words.interval };
    }
    case 'compare':
      return { field: 'compare', text: words.compare(volumesLimits.compareMonths) };
    case 'measure':
    case 'by':
    case 'where':
      return { field: pointer, text: words[pointer] };
    default:
      return { field: 'period', text: words.address };
  }
}

function rangeFaultText(range: DateRange | undefined, texts: Texts): string {
  const words = texts.dashboard.errors;
  const { firstDay, lastDay, days } = volumesLimits;
  if (range && (range.from < firstDay || range.to > lastDay)) return words.years(yearOf(firstDay), yearOf(lastDay));
  return range && range.from > range.to ? words.order : words.tooLong(Math.floor(days / 366));
}

const fieldOrder = ['period', 'from', 'to', 'measure', 'by', 'where', 'interval', 'compare', 'publish'];
/** At most one error for each input, in the order of the form. */
const inFieldOrder = (errors: readonly FormError[]): FormError[] =>
  fieldOrder.flatMap((field) => errors.find((error) => error.field === field) ?? []);
