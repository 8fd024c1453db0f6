/** Parses EventBridge's rate(…) and cron(…) expressions, in UTC. */

/** Epoch milliseconds of the first run after `after`; undefined if there is none. */
export type NextRun = (after: number) => number | undefined;

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** @throws Error that quotes the expression if it is not supported */
export function parseSchedule(expression: string): NextRun {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const every = Number(rate[1]) * (unitMs[rate[2] ?? ''] ?? 0);
    return (after) => after + every;
  }
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (!cron) throw new Error(`The schedule ${expression} is not supported.`);
  const [minutes = never, hours = never, days = never, months = never, weekdays = never, years = never] = cron
    .slice(1)
    .map((text, index) => parseField(text, index, expression));
  const minutesOfDay = Array.from({ length: 1440 }, (_, minute) => minute).filter(
    (minute) => hours(Math.floor(minute / 60)) && minutes(minute % 60),
  );
  const onDay = (date: Date): boolean =>
    years(date.getUTCFullYear()) &&
    months(date.getUTCMonth() + 1) &&
    days(date.getUTCDate()) &&
    weekdays(date.getUTCDay() + 1);
  return (after) => {
    const start = new Date(after);
    for (let day = 0; day < 366 * 5; day++) {
      const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + day));
      const times = onDay(date) ? minutesOfDay.map((minute) => date.getTime() + minute * 60_000) : [];
      const due = times.find((time) => time > after);
      if (due !== undefined) return due;
    }
    return undefined;
  };
}

const never = (): boolean => false;
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Minimum and maximum of minutes, hours, days of the month, months, days of the week (Sunday is 1), years. */
const ranges: readonly [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
];

/** Parses one field: *, ?, numbers, names, ranges, steps and lists of them. L, W and # are not supported. */
function parseField(text: string, index: number, expression: string): (value: number) => boolean {
  const [min, max] = ranges[index] ?? [0, 0];
  const parts = text.split(',').map((part) => {
    const [, from, to, step] = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined) throw new Error(`The schedule ${expression} is not supported at ${part}.`);
    const every = step === undefined ? 1 : Number(step);
    if (from === '*' || from === '?') return { first: min, last: max, every };
    const first = parseValue(from, index, expression);
    const last = to === undefined ? (step === undefined ? first : max) : parseValue(to, index, expression);
    return { first, last, every };
  });
  return (value) =>
    parts.some(({ first, last, every }) => value >= first && value <= last && (value - first) % every === 0);
}

function parseValue(text: string, index: number, expression: string): number {
  const names = index === 3 ? monthNames : index === 4 ? dayNames : [];
  const named = names.indexOf(text.toUpperCase());
  const value = named < 0 ? Number(text) : named + 1;
  if (!Number.isInteger(value)) throw new Error(`The schedule ${expression} is not supported at ${text}.`);
  return value;
}
