/** The lines of every published table: the total, each value of each dimension, and each crossing. */
import { valuesOfCase } from '#src/domain/counting/cells.ts';
import { type Count, crossDimensions, type Dimension, dimensions, type Measure } from '#src/domain/counting/model.ts';
import { monthOf } from '#src/domain/london.ts';

export type Values = readonly (readonly [Dimension, string])[];

export interface CountedLine {
  measure: Measure;
  values: Values;
  /** `people` only where people are counted. */
  byMonth: { count: number; people: readonly string[] }[];
}
export type Lines = ReadonlyMap<string, CountedLine>;

export const nameOfValues = (values: Values): string => values.map(([name, value]) => `${name}=${value}`).join(',');
export const nameOfLine = (measure: Measure, values: Values): string => `${measure} ${nameOfValues(values)}`;

const isCross = (name: Dimension): boolean => crossDimensions.some((cross) => cross === name);

/** Two cross dimensions make one table. */
const crossesOf = (name: Dimension): Dimension[] =>
  crossDimensions.filter((cross) => cross !== name && !(isCross(name) && cross < name));

function linesOf(count: Count): Values[] {
  const valuesOf = (name: Dimension): Values =>
    valuesOfCase[name](count.facts, count).map((value) => [name, value] as const);
  const alone = dimensions.flatMap(valuesOf);
  const crossed = alone.flatMap((one) =>
    crossesOf(one[0]).flatMap((cross) => valuesOf(cross).map((other): Values => [one, other])),
  );
  return [[], ...alone.map((one): Values => [one]), ...crossed];
}

/** @param months 2026-11, in order */
export function countLines(counts: readonly Count[], months: readonly string[]): Lines {
  const lines = new Map<string, CountedLine>();
  for (const [index, count] of counts.entries()) {
    const month = months.indexOf(monthOf(count.day));
    if (month < 0) continue;
    for (const values of linesOf(count)) {
      const name = nameOfLine(count.measure, values);
      const line = lines.get(name) ?? { measure: count.measure, values, byMonth: [] };
      lines.set(name, line);
      const { count: before = 0, people = [] } = line.byMonth[month] ?? {};
      const person = count.measure === 'victims' ? [count.person ?? `nobody-${index}`] : [];
      line.byMonth[month] = { count: before + 1, people: [...people, ...person] };
    }
  }
  return lines;
}
