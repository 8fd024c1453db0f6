/**
 * Deadlines: for the referral (Victims' Code, Right 4: within 2 working days of the report) and for each service's
 * response. A working day is Monday to Friday, except bank holidays in England and Wales.
 */
import type { Duration, Rules, Service } from '../area.ts';
import { addDays, addMonths, dateOfDay, dayNumber, endOfDay, londonDate, weekdayOf, yearOf } from '../london.ts';
import { type Priority, priorities } from '../vocabulary.ts';
import { calculateBankHolidays } from './bank-holidays.ts';

type Calendar = Pick<Rules, 'bankHolidays' | 'bankHolidaysCover'>;

const holidaySets = new WeakMap<readonly string[], ReadonlySet<number>>();

/** The bank holidays as day numbers, cached per list. */
function holidaysOf({ bankHolidays }: Calendar): ReadonlySet<number> {
  const cached = holidaySets.get(bankHolidays);
  if (cached) return cached;
  const holidays = new Set(bankHolidays.map(dayNumber));
  holidaySets.set(bankHolidays, holidays);
  return holidays;
}

const isWeekend = (day: number): boolean => weekdayOf(day) > 4;

const calculatedYears = new Map<string, ReadonlySet<number>>();

/** The bank holidays of a year by rule, as day numbers. */
function calculatedHolidays(year: string): ReadonlySet<number> {
  const holidays = calculatedYears.get(year) ?? new Set(calculateBankHolidays(Number(year)).map(dayNumber));
  calculatedYears.set(year, holidays);
  return holidays;
}

/**
 * After the last covered day bank holidays are reckoned by rule, so that intake never stops; the deadline is then
 * provisional. Before the first covered day only weekends are skipped: only very old reports reach it, and their
 * deadlines have long passed.
 */
function isWorkingDay(day: number, calendar: Calendar): boolean {
  if (isWeekend(day)) return false;
  const date = dateOfDay(day);
  if (isProvisional(date, calendar)) return !calculatedHolidays(yearOf(date)).has(day);
  return !holidaysOf(calendar).has(day);
}

/** Whether somebody works at the hub on this London date. */
export const isWorkingDate = (date: string, calendar: Calendar): boolean => isWorkingDay(dayNumber(date), calendar);

/** Whether a date lies after the last bank holidays on record, so that one more may yet be proclaimed before it. */
export const isProvisional = (date: string, { bankHolidaysCover }: Calendar): boolean => date > bankHolidaysCover.to;

/** Adds working days to a date; the date itself is day 0. */
export function addWorkingDays(date: string, days: number, calendar: Calendar): string {
  let day = dayNumber(date);
  for (let remaining = days; remaining > 0; ) {
    day += 1;
    if (isWorkingDay(day, calendar)) remaining -= 1;
  }
  return dateOfDay(day);
}

/** Counts working days back from a date; the date itself is day 0. */
export function subtractWorkingDays(date: string, days: number, calendar: Calendar): string {
  let day = dayNumber(date);
  for (let remaining = days; remaining > 0; ) {
    day -= 1;
    if (isWorkingDay(day, calendar)) remaining -= 1;
  }
  return dateOfDay(day);
}

/** The last London date on which a crime reported at this instant can be referred in time. */
export const referByDate = (reportedAt: Date, rules: Rules): string =>
  addWorkingDays(londonDate(reportedAt), rules.referWithinWorkingDays, rules);

/** Whether a referral received at this instant is in time. A late referral is accepted and flagged. */
export const isWithinCode = (receivedAt: Date, referByDate: string): boolean => londonDate(receivedAt) <= referByDate;

/** The instant a duration ends: after a number of hours, or at the end of a working day. */
export function deadlineAfter(from: Date, within: Duration, calendar: Calendar): Date {
  if ('hours' in within) return new Date(from.getTime() + within.hours * 3_600_000);
  return endOfDay(addWorkingDays(londonDate(from), within.workingDays, calendar));
}

/** Returns a service's deadline to respond, RFC 3339 in UTC. */
export type DeadlineCalculator = (service: Pick<Service, 'respondWithin'>, priority: Priority) => string;

/**
 * Calculates deadlines for a referral handed off at this instant. A deadline is never later than a less urgent
 * priority would give: 24 hours can end after one working day, and higher risk must not wait longer.
 * @param maracOn the day of a Marac, before which each service answers
 */
export function deadlineCalculator(from: Date, rules: Rules, maracOn?: string): DeadlineCalculator {
  const latest = maracOn === undefined ? Number.POSITIVE_INFINITY : latestBeforeMarac(maracOn, from, rules);
  const ends = new Map<number, number>();
  const endOf = (within: Duration): number => {
    if ('hours' in within) return deadlineAfter(from, within, rules).getTime();
    const cached = ends.get(within.workingDays);
    if (cached !== undefined) return cached;
    const end = deadlineAfter(from, within, rules).getTime();
    ends.set(within.workingDays, end);
    return end;
  };
  return (service, priority) => {
    let soonest = latest;
    for (let index = priorities.indexOf(priority); index < priorities.length; index += 1) {
      const level = priorities[index] ?? priority;
      soonest = Math.min(soonest, endOf(service.respondWithin?.[level] ?? rules.respondWithin[level]));
    }
    return new Date(soonest).toISOString();
  };
}

/** A service has at least this long to answer before a Marac. */
const shortestBeforeMaracMs = 4 * 3_600_000;

/**
 * The end of the last working day before a Marac, or of the last day if there is no working day left; never less than
 * four hours from now. A Marac that is over limits nothing.
 */
function latestBeforeMarac(maracOn: string, from: Date, calendar: Calendar): number {
  const today = londonDate(from);
  if (maracOn < today) return Number.POSITIVE_INFINITY;
  let day = dayNumber(maracOn) - 1;
  while (day > dayNumber(today) && !isWorkingDay(day, calendar)) day -= 1;
  const lastDay = isWorkingDay(day, calendar) ? dateOfDay(day) : addDays(maracOn, -1);
  return Math.max(endOfDay(lastDay).getTime(), from.getTime() + shortestBeforeMaracMs);
}

/** The deadline for one service, RFC 3339 in UTC. */
export const serviceDeadline = (
  service: Pick<Service, 'respondWithin'>,
  { priority, maracOn }: { priority: Priority; maracOn?: string },
  from: Date,
  rules: Rules,
): string => deadlineCalculator(from, rules, maracOn)(service, priority);

/** The same as if no bank holidays were listed: what it was before its year's were. */
export const deadlineByRule: typeof serviceDeadline = (service, urgency, from, rules) =>
  serviceDeadline(service, urgency, from, { ...rules, bankHolidays: [], bankHolidaysCover: { from: '', to: '' } });

/** How many months of bank holidays should lie ahead: with fewer, the hub and whoever runs the system are told. */
export const calendarMarginMonths = 6;

/** Days for which bank holidays are still listed, where that is less than the margin. */
export function findDaysOfCalendarLeft({ bankHolidaysCover: { to } }: Calendar, today: string): number | undefined {
  return to < addMonths(today, calendarMarginMonths) ? Math.max(0, dayNumber(to) - dayNumber(today)) : undefined;
}

/** What is wrong with an area's calendar on this day, one sentence each. That it ends soon is not. */
export function findCalendarProblems(calendar: Calendar, today: string): string[] {
  const { bankHolidays, bankHolidaysCover: cover } = calendar;
  const problems: string[] = [];
  if (cover.from > cover.to) problems.push('bankHolidaysCover ends before it begins.');
  if (cover.from > today) problems.push(`Bank holidays are known only from ${cover.from}, which is still to come.`);
  for (const date of bankHolidays) {
    if (date < cover.from || date > cover.to) problems.push(`The bank holiday ${date} is outside bankHolidaysCover.`);
    else if (isWeekend(dayNumber(date)))
      problems.push(`The bank holiday ${date} falls on a weekend: substitute days are meant.`);
  }
  for (let year = Number(cover.from.slice(0, 4)); year <= Number(cover.to.slice(0, 4)); year += 1) {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    const isCovered = cover.from <= first && cover.to >= last;
    const count = bankHolidays.filter((date) => date >= first && date <= last).length;
    // England and Wales have had eight a year since 1978; extra ones are added only by proclamation.
    if (isCovered && count < 8)
      problems.push(`${year} has only ${count} bank holidays; England and Wales have at least 8.`);
  }
  return problems;
}
