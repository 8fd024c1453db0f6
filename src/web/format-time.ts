/** Formats instants in London time. */
import { lazyValue } from '#src/domain/lazy-value.ts';
import { londonDate, yearOf } from '#src/domain/london.ts';

const dateTime = lazyValue(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      hour12: true,
    }),
);

const hourMs = 3_600_000;

/** For example "Friday 27 November, 5:00pm". */
export function formatDateTime(instant: string): string {
  const parts = new Map(
    dateTime()
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  const day = `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`;
  return `${day}, ${parts.get('hour')}:${parts.get('minute')}${parts.get('dayPeriod')?.toLowerCase().replaceAll('.', '') ?? ''}`;
}

/** Turns "21:30" into 9:30pm. */
export function formatTimeOfDay(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  const hour = Number(hours);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** For example "Friday 27 November 2026, 5:00pm": for what is shown for longer than a few weeks. */
export const formatDateTimeWithYear = (instant: string): string =>
  formatDateTime(instant).replace(',', ` ${yearOf(londonDate(new Date(instant)))},`);

/** With the year where it is not this year's. */
export const formatDateTimeNear = (instant: string, now: Date): string =>
  yearOf(londonDate(new Date(instant))) === yearOf(londonDate(now))
    ? formatDateTime(instant)
    : formatDateTimeWithYear(instant);

/** For example "Friday 27 November 2026". */
export const formatDateWithYear = (instant: string): string => formatDateTimeWithYear(instant).split(',')[0] ?? '';

export interface TimeRemaining {
  overdue: boolean;
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

/** Time until a deadline, or since it: in whole days from 48 hours, else whole hours, else minutes (at least 1). */
export function timeRemaining(deadline: string, now: Date): TimeRemaining {
  const remainingMs = Date.parse(deadline) - now.getTime();
  const distanceMs = Math.abs(remainingMs);
  const overdue = remainingMs < 0;
  if (distanceMs >= 48 * hourMs) return { overdue, unit: 'days', count: Math.floor(distanceMs / (24 * hourMs)) };
  if (distanceMs >= hourMs) return { overdue, unit: 'hours', count: Math.floor(distanceMs / hourMs) };
  return { overdue, unit: 'minutes', count: Math.max(1, Math.floor(distanceMs / 60_000)) };
}
