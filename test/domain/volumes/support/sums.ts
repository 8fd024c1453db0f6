/** Every sum that must hold between published counts, and what follows from them. */
import type { Dimension, Measure } from '#src/domain/counting/model.ts';
import { dimensionDefinitions } from '#src/domain/counting/registry.ts';
import type { PublishedPeriod } from '#src/domain/volumes/published-periods.ts';
import { type Lines, nameOfLine, type Values } from './counted-lines.ts';

/** A whole is the sum of its parts; or, where parts may overlap or not be all, at most or at least that. */
export interface Sum {
  whole: number;
  parts: readonly number[];
  kind: 'equal' | 'at-most' | 'at-least';
  /** For how many cells in a row, from these on, the same holds: the periods of lines. */
  width: number;
}

type Starts = ReadonlyMap<string, number>;

export function sumsOverTime(lines: Lines, starts: Starts, periods: readonly PublishedPeriod[]): Sum[] {
  const within = periods.map(({ level, from, to }) => {
    const lower = { 'financial-year': 'quarter', year: 'quarter', quarter: 'month', month: undefined }[level];
    const isInside = (one: PublishedPeriod): boolean => one.level === lower && one.from >= from && one.to <= to;
    return periods.flatMap((one, index) => (isInside(one) ? [index] : []));
  });
  return [...lines].flatMap(([name, { measure }]) => {
    const start = starts.get(name) ?? 0;
    // A person may be in several parts.
    const kind = measure === 'victims' ? 'at-most' : 'equal';
    return within.flatMap((parts, index) =>
      parts.length === 0
        ? []
        : [{ whole: start + index, parts: parts.map((part) => start + part), kind, width: 1 } as const],
    );
  });
}

/** Measures whose every count is of one service. */
const ofOneService: readonly Measure[] = [
  'handed-off',
  'accepted',
  'declined',
  'contacted',
  'closed',
  'within-target',
  'suspended',
  'supporting',
  'expired',
];

/** Measures that are part of another, so that each cell is at most as large. */
const partOf: readonly (readonly [Measure, Measure])[] = [
  ['within-code', 'referrals'],
  ['within-target', 'contacted'],
  ['victims', 'referrals'],
];

/** By the names of lines. */
interface LineSum extends Pick<Sum, 'kind'> {
  whole: string;
  parts: readonly string[];
}

/** @param width how many periods each line has */
export function sumsOverValues(lines: Lines, starts: Starts, width: number): Sum[] {
  const named = [...[...divisionsOf(lines)].flatMap(sumsOfDivision), ...sumsOfMeasures(lines)];
  return named.flatMap(({ whole, parts, kind }) => {
    const start = starts.get(whole);
    // A line that is empty throughout is known to be: it adds nothing.
    const partStarts = parts.flatMap((part) => starts.get(part) ?? []);
    return start === undefined ? [] : [{ whole: start, parts: partStarts, kind, width }];
  });
}

function sumsOfDivision({ whole, parts, by, measure }: Division): LineSum[] {
  const isDivision = !dimensionDefinitions[by].isMultiValued || (by === 'service' && ofOneService.includes(measure));
  const together: LineSum = { whole, parts, kind: measure === 'victims' ? 'at-most' : 'equal' };
  const each = parts.map((part): LineSum => ({ whole, parts: [part], kind: 'at-least' }));
  if (!isDivision) return each;
  return measure === 'victims' ? [together, ...each] : [together];
}

function sumsOfMeasures(lines: Lines): LineSum[] {
  return [...lines].flatMap(([name, { measure, values }]): LineSum[] => {
    const wholes = partOf.filter(([part]) => part === measure).map(([, whole]) => nameOfLine(whole, values));
    // Every referral is handed off, or held, at least once; by service it is in the line of the service alone.
    const isOfAll = measure === 'referrals' && values.every(([one]) => one !== 'service');
    const steps = [nameOfLine('handed-off', values), nameOfLine('held', values)];
    return [
      ...wholes.map((whole): LineSum => ({ whole, parts: [name], kind: 'at-least' })),
      ...(isOfAll ? [{ whole: name, parts: steps, kind: 'at-most' } as const] : []),
    ];
  });
}

interface Division {
  whole: string;
  parts: string[];
  by: Dimension;
  measure: Measure;
}

/** Each line, and the lines that it is divided into by one more dimension. */
function divisionsOf(lines: Lines): Iterable<Division> {
  const divisions = new Map<string, Division>();
  const divide = (measure: Measure, whole: Values, by: Dimension, part: string): void => {
    const name = nameOfLine(measure, whole);
    const division = divisions.get(`${name} / ${by}`) ?? { whole: name, parts: [], by, measure };
    divisions.set(`${name} / ${by}`, division);
    division.parts.push(part);
  };
  for (const [name, { measure, values }] of lines) {
    values.forEach(([by], index) => {
      divide(measure, values.toSpliced(index, 1), by, name);
    });
  }
  return divisions.values();
}

/** Narrows what each count may be until no sum narrows any further. */
export function narrow({ least, most }: { least: Int32Array; most: Int32Array }, sums: readonly Sum[]): void {
  let isNarrowed = true;
  const raise = (at: number, to: number): void => {
    if (to <= (least[at] ?? 0)) return;
    least[at] = to;
    isNarrowed = true;
  };
  const lower = (at: number, to: number): void => {
    if (to >= (most[at] ?? 0)) return;
    most[at] = to;
    isNarrowed = true;
  };
  const sumOf = (bounds: Int32Array, parts: readonly number[], at: number): number => {
    let sum = 0;
    for (const part of parts) sum += bounds[part + at] ?? 0;
    return sum;
  };
  const isAtLeast = ({ whole, parts }: Sum, at: number): void => {
    const leastSum = sumOf(least, parts, at);
    raise(whole + at, leastSum);
    const room = (most[whole + at] ?? 0) - leastSum;
    for (const part of parts) lower(part + at, room + (least[part + at] ?? 0));
  };
  const isAtMost = ({ whole, parts }: Sum, at: number): void => {
    const mostSum = sumOf(most, parts, at);
    lower(whole + at, mostSum);
    const need = (least[whole + at] ?? 0) - mostSum;
    for (const part of parts) raise(part + at, need + (most[part + at] ?? 0));
  };
  const apply = (sum: Sum, at: number): void => {
    if (sum.kind !== 'at-most') isAtLeast(sum, at);
    if (sum.kind !== 'at-least') isAtMost(sum, at);
  };
  while (isNarrowed) {
    isNarrowed = false;
    for (const sum of sums) for (let at = 0; at < sum.width; at++) apply(sum, at);
  }
}
