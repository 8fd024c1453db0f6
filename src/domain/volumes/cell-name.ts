/** The name of a published cell: the same count has the same name in whatever answer it appears. */
import type { Area } from '../area.ts';
import { type Dimension, dimensions, type Measure } from '../counting/model.ts';
import { isSenderKind } from '../sender.ts';
import { withoutTests } from '../test-party.ts';
import type { PublishedPeriod } from './published-periods.ts';

export type CellValues = ReadonlyMap<Dimension, string>;

/** @param values one for each dimension that narrows the count */
export function cellName(
  measure: Measure,
  { level, label }: Pick<PublishedPeriod, 'level' | 'label'>,
  values: CellValues,
  area: Area,
): string {
  const canonical = withoutAlias(values, area);
  const parts = dimensions.flatMap((name) => {
    const value = canonical.get(name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return [measure, level, label, ...parts].join(' ');
}

/** A source has one kind, so the kind adds nothing to it; and a kind with one source is that source. */
function withoutAlias(values: CellValues, area: Area): CellValues {
  const kind = values.get('source-kind');
  if (kind === undefined) return values;
  const rest = new Map([...values].filter(([name]) => name !== 'source-kind'));
  if (rest.has('source')) return rest;
  const sources = withoutTests(area).parties.filter((party) => isSenderKind(party.kind) && party.kind === kind);
  const [only] = sources;
  return only && sources.length === 1 ? new Map([...rest, ['source', only.id]]) : values;
}
