/** The manager's selection: parsed from the URL, validated by the API's rules, and written as a canonical URL. */
import { parseVolumesQuery, volumesLimits } from '#src/contracts/volumes.ts';
import type { Area } from '#src/domain/area.ts';
import type { Fault } from '#src/domain/decision.ts';
import { londonDate, yearOf } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { dateParts, dateValues, readDate } from '../form/date.ts';
import type { FormError, Values } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { path } from './paths.ts';
import { ownDates, type Span, spanOf, usualInterval, usualPeriod } from './periods.ts';

/** How many earlier months the average month is compared with by default. */
export const usualCompare = 18;

export interface Asked {
  /** By input of the form, as entered. */
  values: Values;
  /** The shortest query parameters for the same selection, in a fixed order. */
  address: Record<string, string>;
  /** False if a browser has added a form's empty fields to the URL. */
  isShort: boolean;
  today: string;
}
export interface RightlyAsked extends Asked {
  query: VolumesQuery & { compare: number };
}
export interface WronglyAsked extends Asked {
  errors: FormError[];
}

export const hrefOf = (address: Readonly<Record<string, string>>): string => {
  const query = String(new URLSearchParams(address));
  return query === '' ? path : `${path}?${query}`;
};

const own = ['measure', 'period', 'interval', 'by', 'across', 'where', 'compare', 'publish'] as const;
const parts = ['from', 'to'].flatMap((name) => dateParts.map((part) => `${name}-${part}`));

/** Reads the page's parameters and, where they differ, the API's too, so that an API query can be pasted. */
export function readAsked(given: URLSearchParams, area: Area, now: Date, texts: Texts): RightlyAsked | WronglyAsked {
  const today = londonDate(now);
  const typed: Record<string, string> = {};
  for (const [name, value] of given) typed[name] ??= value.trim();
  const period = periodAsked(typed);
  const dates = period === ownDates ? datesAsked(typed, today, texts) : named(period, today, texts);
  const span = 'from' in dates ? dates : undefined;
  const chosen = chosenOf(typed, span);
  const asked: Asked = {
    values: valuesOf(typed, chosen, period, span),
    address: addressOf(chosen, typed.interval ?? '', period, span),
    isShort: [...given].every(([name, value]) => value !== '' && name !== 'across' && !parts.includes(name)),
    today,
  };
  const known: readonly string[] = [...own, 'from', 'to', ...parts];
  const others = Object.fromEntries(Object.entries(typed).filter(([name]) => !known.includes(name)));
  const parsed = parseVolumesQuery({ ...filled(chosen), ...others, ...span }, area, today);
  const errors = [
    ...('errors' in dates ? dates.errors : []),
    ...('faults' in parsed ? parsed.faults.map((one) => errorOf(one, chosen, span, texts)) : []),
  ];
  if (errors.length > 0 || 'faults' in parsed) return { ...asked, errors: inOrder(errors) };
  return { ...asked, query: { ...parsed.query, compare: parsed.query.compare ?? usualCompare } };
}

type Typed = Readonly<Record<string, string>>;
type Chosen = Record<'measure' | 'interval' | 'by' | 'where' | 'compare' | 'publish', string>;

/** The selected values, or the defaults, in the API's terms. */
function chosenOf(typed: Typed, span: Span | undefined): Chosen {
  const publish = typed.publish || 'false';
  const fitting = span && publish === 'false' ? usualInterval(span) : 'month';
  return {
    measure: typed.measure || 'referrals',
    interval: typed.interval || fitting,
    by: breakdowns(typed).join(','),
    where: typed.where ?? '',
    compare: typed.compare || String(usualCompare),
    publish,
  };
}

const breakdowns = ({ by = '', across = '' }: Typed): string[] =>
  [...by.split(','), across].filter((one) => one !== '' && one !== 'none');

/** By input of the form. */
function valuesOf(typed: Typed, chosen: Chosen, period: string, span: Span | undefined): Values {
  const [by = '', across = ''] = breakdowns(typed);
  const dates = span && period === ownDates ? { ...dateValues('from', span.from), ...dateValues('to', span.to) } : {};
  return { ...typed, ...chosen, interval: typed.interval ?? '', by, across, period, ...dates };
}

const filled = (given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));

function periodAsked(typed: Typed): string {
  if (typed.period) return typed.period;
  return typed.from || typed.to || parts.some((part) => typed[part]) ? ownDates : usualPeriod;
}

type Dates = Span | { errors: FormError[] };

function named(period: string, today: string, texts: Texts): Dates {
  return spanOf(period, today) ?? { errors: [{ field: 'period', text: texts.dashboard.errors.period }] };
}

/** Reads dates from three inputs each, or in the API's form. The API's rules check their order. */
function datesAsked(typed: Typed, today: string, texts: Texts): Dates {
  const words = texts.dashboard;
  const read = (name: 'from' | 'to'): { date: string } | { error: FormError } => {
    const iso = typed[name];
    const isTyped = dateParts.some((part) => typed[`${name}-${part}`]);
    const [year = '', month = '', day = ''] = (iso ?? '').split('-');
    const values = iso && !isTyped ? { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: day } : typed;
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

function addressOf(chosen: Chosen, interval: string, period: string, span: Span | undefined): Record<string, string> {
  const dates = period === ownDates ? { ...span } : { period: period === usualPeriod ? '' : period };
  return filled({
    measure: chosen.measure === 'referrals' ? '' : chosen.measure,
    ...dates,
    interval,
    by: chosen.by,
    where: chosen.where,
    compare: chosen.compare === String(usualCompare) ? '' : chosen.compare,
    publish: chosen.publish === 'false' ? '' : chosen.publish,
  });
}

/** Turns a fault of the API's rules into a form error at the input that corrects it. */
function errorOf({ pointer }: Fault, chosen: Chosen, span: Span | undefined, texts: Texts): FormError {
  const words = texts.dashboard.errors;
  switch (pointer) {
    case 'from':
    case 'to':
      return { field: 'from', text: spanFault(span, texts), parts: dateParts };
    case 'interval': {
      const isTooFine = chosen.publish !== 'false' && ['day', 'week'].includes(chosen.interval);
      const isKnown = Object.hasOwn(texts.dashboard.interval, chosen.interval);
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

function spanFault(span: Span | undefined, texts: Texts): string {
  const words = texts.dashboard.errors;
  const { firstDay, lastDay, days } = volumesLimits;
  if (span && (span.from < firstDay || span.to > lastDay)) return words.years(yearOf(firstDay), yearOf(lastDay));
  return span && span.from > span.to ? words.order : words.tooLong(Math.floor(days / 366));
}

const order = ['period', 'from', 'to', 'measure', 'by', 'where', 'interval', 'compare', 'publish'];
/** At most one error for each input, in the order of the form. */
const inOrder = (errors: readonly FormError[]): FormError[] =>
  order.flatMap((field) => errors.find((error) => error.field === field) ?? []);
