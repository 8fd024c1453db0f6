/** GET /v1/volumes: query parameters and response schema. */
import * as z from 'zod';
import type { Area } from '#src/domain/area.ts';
import { crossDimensions, type Dimension, dimensions, measures } from '#src/domain/counting/model.ts';
import { describeDimension, metrics } from '#src/domain/counting/registry.ts';
import type { Fault } from '#src/domain/decision.ts';
import { addDays, addMonths } from '#src/domain/london.ts';
import { startOfMonth } from '#src/domain/months.ts';
import { countDays, intervals, periodOf, periodsIn } from '#src/domain/volumes/periods.ts';
import { buildPlan } from '#src/domain/volumes/plan.ts';
import { isPublishedLevel, publishedLevels } from '#src/domain/volumes/published-periods.ts';
import { dimensionValues, isCrossDimension, type VolumesQuery } from '#src/domain/volumes/query.ts';

/** Limits that keep a response within API Gateway's size limit, and years at four digits. */
export const volumesLimits = {
  days: 3660,
  rows: 25_000,
  /** Each row of a file says what it counts. */
  csvRows: 15_000,
  compareMonths: 120,
  firstDay: '1900-01-01',
  lastDay: '2199-12-31',
} as const;

const londonDay = z.iso
  .date({ error: 'Give a date such as 2026-01-31.', abort: true })
  .refine((day) => day >= volumesLimits.firstDay && day <= volumesLimits.lastDay, 'Give a day from 1900 to 2199.');
const joinWithOr = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
const dimension = z.enum(dimensions, `Give one of ${dimensions.join(', ')}.`);

/** At most two dimensions; of two, one must be a cross dimension. */
const by = z
  .string()
  .transform((text) => (text === '' || text === 'none' ? [] : text.split(',')))
  .pipe(
    z
      .array(dimension)
      .max(2, 'Give at most two dimensions.')
      .refine((parameters) => new Set(parameters).size === parameters.length, 'Give two different dimensions.')
      .refine(
        (parameters) => new Set(parameters).size < 2 || parameters.some(isCrossDimension),
        `Of two dimensions one must be ${joinWithOr(crossDimensions)}.`,
      ),
  );

/** service:<id>, source:<id> or district:<code>. */
const where = z.string().transform((text, context) => {
  const [name = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (isCrossDimension(name) && value !== '') return { dimension: name, value };
  context.addIssue({
    code: 'custom',
    message: `Give ${joinWithOr(crossDimensions.map((cross) => `${cross}:<value>`))}.`,
  });
  return z.NEVER;
});

const compare = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'Give a whole number of months.')
  .transform(Number)
  .refine((months) => months <= volumesLimits.compareMonths, `Give at most ${volumesLimits.compareMonths} months.`);

/** Validates each parameter by itself and refuses unknown ones. */
export const volumesParameters = z.strictObject({
  measure: z
    .enum(measures, `Give one of ${measures.join(', ')}.`)
    .default('referrals')
    .meta({
      description: measures.map((name) => `${name}: ${metrics[name].definition}`).join('\n'),
      example: 'referrals',
    }),
  from: londonDay.optional().meta({
    description: 'First London day. Left out: the first of the month eleven months before `to`.',
    example: '2026-10-01',
  }),
  to: londonDay.optional().meta({
    description: 'Last London day, included. Left out: today, or `from` where that is later.',
    example: '2026-12-31',
  }),
  interval: z
    .enum(intervals, `Give one of ${intervals.join(', ')}.`)
    .default('month')
    .meta({
      description: 'The periods of the rows; all: one for the whole range.',
      example: 'month',
    }),
  by: by.default([]).meta({
    description: `One dimension, or two with a comma between, one of them ${joinWithOr(crossDimensions)}.\n${dimensions
      .map((name) => `${name}: ${describeDimension(name)}`)
      .join('\n')}`,
    example: 'offence',
  }),
  where: where
    .optional()
    .meta({ description: 'Narrows to one service, source or district: service:<id>.', example: 'district:E08000003' }),
  compare: compare.optional().meta({
    description: 'Compares the mean of the complete months asked with that of so many months before.',
    example: '18',
  }),
  publish: z.enum(['true', 'false'], 'Give true or false.').default('false').meta({
    description:
      'true: safe to publish. Counts that are too small are 0, all others are moved a little and rounded. Of whole calendar months, quarters and years that are over only; anything else is 400.',
    example: 'true',
  }),
  format: z.enum(['json', 'csv'], 'Give json or csv.').default('json').meta({
    description: 'json, or csv: a file for a spreadsheet.',
    example: 'csv',
  }),
});

const dimensionShape = Object.fromEntries(dimensions.map((name) => [name, z.string().optional()])) as Record<
  Dimension,
  z.ZodOptional<z.ZodString>
>;
const count = z.int().nullable();
const mean = z.object({ months: z.int(), mean: z.number().nullable() });

export const volumesResponseSchema = z
  .object({
    measure: z.enum(measures),
    from: z.string().meta({ description: 'First London day asked about' }),
    to: z.string().meta({ description: 'Last London day asked about' }),
    interval: z.enum(intervals),
    by: z.array(dimension),
    where: z.string().optional(),
    publish: z
      .object({
        method: z.string().meta({ description: 'How the figures were made safe' }),
        k: z.int().meta({ description: 'No count from 1 to k-1 can be told from what is published' }),
      })
      .optional(),
    rows: z
      .array(
        z.object({
          period: z.string().meta({ description: '2026-01-31, 2026-W05, 2026-01, 2026-Q1, 2026, 2026-27 or all' }),
          ...dimensionShape,
          count: count.meta({ description: 'null where it cannot be said from what is published' }),
          suppressed: z.literal(true).optional(),
        }),
      )
      .meta({ description: 'In order of period, then of value. Every value is there, also at 0.' }),
    total: count.meta({
      description:
        'Over the whole range, or of figures to publish over its whole months that are over, each once: not the sum of rows where one may be in several. null where it cannot be said from what is published.',
    }),
    asOf: z.string().meta({ description: 'RFC 3339, UTC' }),
    partialPeriods: z.array(z.string()).optional().meta({
      description:
        'Periods of the rows that are not counted whole: cut by the dates asked for, not over yet, or begun before counting did. Do not compare them with whole ones. Not said of figures to publish: it would tell that somebody was counted.',
    }),
    compare: z
      .object({
        current: mean.extend({ from: z.string().nullable(), to: z.string().nullable() }),
        baseline: mean.extend({ from: z.string().nullable(), to: z.string().nullable() }),
        changePercent: z.int().nullable(),
        reason: z
          .enum(['no-complete-month', 'months-missing', 'suppressed', 'baseline-zero'])
          .optional()
          .meta({ description: 'Why there is no percentage' }),
        missingMonths: z.array(z.string()).optional(),
      })
      .optional(),
    notes: z.array(z.string()).optional().meta({ description: 'What a reader should know of this answer' }),
  })
  .meta({ id: 'Volumes' });
export type VolumesResponse = z.infer<typeof volumesResponseSchema>;

/**
 * The query, or all of its faults. A fault's pointer is the parameter's name.
 * @param parameters URL parameters, in which a name can be repeated, or one value per name
 * @param today London day
 */
export function parseVolumesQuery(
  parameters: URLSearchParams | Readonly<Record<string, string>>,
  area: Area,
  today: string,
): { query: VolumesQuery } | { faults: Fault[] } {
  const values = parameters instanceof URLSearchParams ? Object.fromEntries(parameters) : parameters;
  const parsed = volumesParameters.safeParse(values);
  const faults = [...repeatedParameters(parameters), ...(parsed.error?.issues ?? []).flatMap(faultsOfIssue)];
  if (!parsed.success || faults.length > 0) {
    const { data: filter } = where.safeParse(values.where);
    return { faults: [...faults, ...unknownFilterValue(filter, area)] };
  }
  const { publish, where: filter, compare: months, from, to, ...rest } = parsed.data;
  const latest = publish === 'true' ? lastPublishedDay(rest.interval, today) : today;
  const lastDay = to ?? (from !== undefined && from > latest ? from : latest);
  const query: VolumesQuery = {
    ...rest,
    to: lastDay,
    from: from ?? addMonths(startOfMonth(lastDay), -11),
    ...(filter ? { where: filter } : {}),
    ...(months === undefined ? {} : { compare: months }),
    ...(publish === 'true' ? { publish: true as const } : {}),
  };
  const queryFaults = [...unknownFilterValue(filter, area), ...crossParameterFaults(query, area)];
  return queryFaults.length > 0 ? { faults: queryFaults } : { query };
}

/** The last day of the last period of the interval that is over; of all intervals, that of a month. */
function lastPublishedDay(interval: VolumesQuery['interval'], today: string): string {
  const level = interval === 'all' ? 'financial-year' : isPublishedLevel(interval) ? interval : 'month';
  return addDays(periodOf(level, today).from, -1);
}

/**
 * Figures to publish are of whole calendar periods that are over: with any other range a count could be told from the
 * difference between two.
 * @param today London day
 */
export function publishedRangeFaults({ from, to, interval, publish }: VolumesQuery, today: string): Fault[] {
  if (!publish || from > to) return [];
  const levels = isPublishedLevel(interval) ? [interval] : publishedLevels;
  const isSingle = interval === 'all';
  const name = isPublishedLevel(interval) ? interval : 'month';
  const begins = levels.filter((level) => periodOf(level, from).from === from);
  const ends = levels.filter((level) => periodOf(level, to).to === to);
  const ending =
    to >= today
      ? `Figures to publish are of periods that are over: the last ${name} that is over ended on ${addDays(periodOf(name, today).from, -1)}.`
      : ends.length === 0 && `Figures to publish end with the last day of a ${name}.`;
  const faults = [
    ...(begins.length === 0 ? [fault('from', `Figures to publish begin with the first day of a ${name}.`)] : []),
    ...(ending ? [fault('to', ending)] : []),
  ];
  if (faults.length > 0 || !isSingle || begins.some((level) => periodOf(level, from).to === to)) return faults;
  return [fault('interval', 'All in one is published of one calendar month, quarter, year or financial year.')];
}

const fault = (pointer: string, detail: string, code = 'invalid-value'): Fault => ({ pointer, code, detail });

/** A repeated parameter is refused, because it is unclear which value is meant. */
function repeatedParameters(parameters: URLSearchParams | Readonly<Record<string, string>>): Fault[] {
  if (!(parameters instanceof URLSearchParams)) return [];
  const known = new Set<string>(Object.keys(volumesParameters.shape));
  const names = [...new Set(parameters.keys())].filter((name) => known.has(name) && parameters.getAll(name).length > 1);
  return names.map((name) =>
    fault(name, name === 'by' ? 'Give it once, two dimensions with a comma between.' : 'Give it once.'),
  );
}

function faultsOfIssue(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      fault(/^[\w-]{1,40}$/.test(key) ? key : 'query', 'There is no such parameter.', 'unknown-field'),
    );
  return [fault(String(issue.path[0] ?? 'query'), issue.message)];
}

const unknownFilterValue = (filter: VolumesQuery['where'], area: Area): Fault[] =>
  filter && !dimensionValues(filter.dimension, area).includes(filter.value)
    ? [fault('where', `This area has no such ${filter.dimension}.`)]
    : [];

/** Faults in the combination of parameters that are valid by themselves. */
function crossParameterFaults(query: VolumesQuery, area: Area): Fault[] {
  const { from, to, by: dims, where: filter, publish, interval, format } = query;
  const faults: Fault[] = [];
  if (from > to) faults.push(fault('from', '`from` must not be after `to`.'));
  else if (countDays(from, to) > volumesLimits.days)
    faults.push(fault('from', `Ask for at most ${volumesLimits.days} days.`));
  if (filter && dims.length === 2 && !dims.includes(filter.dimension))
    faults.push(fault('where', 'With two dimensions, `where` must be on one of them.'));
  if (publish && (interval === 'day' || interval === 'week'))
    faults.push(fault('interval', 'Figures to publish are by month, quarter, year, financial-year or all.'));
  if (faults.length > 0) return faults;
  const rows = buildPlan(query, area).lines.length * periodsIn(interval, from, to).length;
  const most = format === 'csv' ? volumesLimits.csvRows : volumesLimits.rows;
  if (rows > most)
    faults.push(fault('interval', `That is ${rows} rows; ask for at most ${most}: a longer interval, or fewer days.`));
  return faults;
}
