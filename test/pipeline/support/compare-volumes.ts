/** Queries every measure by every dimension that the recount knows, or some of them, and compares the responses with it. */
import * as z from 'zod';
import type { Client } from '#demo/client.ts';
import { inParallel } from '#demo/parallel.ts';
import { type Dimension, dimensions, type Measure, measures } from '#src/domain/counting/model.ts';
import type { Recount } from './recount.ts';

export interface Comparison {
  /** The number of cells on either side. */
  cells: number;
  /** A sentence for each cell that differs. */
  differences: string[];
}

/** The whole range, or each month. */
export const intervals = { all: () => 'all', month: (day: string) => day.slice(0, 7) } as const;

/**
 * Dimensions that this recount does not know: they need the rules, earlier referrals of the person, the times of a case, or
 * what was asked for statistics alone. The recount of the history (`src/usecases/volumes/recount.ts`) compares those that have a history.
 */
const notRecounted: ReadonlySet<Dimension> = new Set<Dimension>([
  'priority',
  'repeat-victim',
  'home-district',
  'section-13',
  'time-to-referral',
  'time-to-contact',
  'time-to-support',
  'religion',
  'sexual-orientation',
  'armed-forces',
]);

interface Question {
  measure: Measure;
  by: Dimension | '';
}
const known = dimensions.filter((dimension) => !notRecounted.has(dimension));
const allQuestions: readonly Question[] = measures.flatMap((measure) =>
  (['', ...known] as const).map((by) => ({ measure, by })),
);
/** Each measure and each dimension, of which one that counts people: whatever is asked of one is added up as it is for the others. */
export const eachOnce: readonly Question[] = allQuestions.filter(
  ({ measure, by }) => by === '' || measure === 'referrals' || measure === 'victims',
);

const volumesAnswer = z.object({ rows: z.array(z.looseObject({ period: z.string(), count: z.number() })) });

/** @param range London days, both included */
export async function compareVolumes(
  client: Client,
  again: Recount,
  range: { from: string; to: string },
  interval: keyof typeof intervals,
  questions = allQuestions,
): Promise<Comparison> {
  const { clients } = client.endpoints;
  const manager = Object.keys(clients).find((id) => clients[id]?.kind === 'authority') ?? '';
  const expected = again.by(intervals[interval]);
  const compared: Comparison = { cells: 0, differences: [] };
  await inParallel(questions, 4, async ({ measure, by }) => {
    const question = new URLSearchParams({ measure, ...range, interval, ...(by === '' ? {} : { by }) });
    const answer = await client.call(manager, 'GET', `/v1/volumes?${question}`);
    if (answer.status !== 200) throw new Error(`Volumes were refused: ${answer.text}`);
    const { rows } = volumesAnswer.parse(answer.json);
    const counts = new Map(rows.map((row) => [`${row.period} ${by === '' ? '' : row[by]}`, row.count]));
    const wanted = expected.get(measure)?.get(by) ?? new Map<string, number>();
    for (const cell of new Set([...counts.keys(), ...wanted.keys()])) {
      const [left, right] = [counts.get(cell), wanted.get(cell) ?? 0];
      compared.cells += 1;
      if (left !== right) compared.differences.push(`${measure} ${by} ${cell}: answered ${left}, recounted ${right}`);
    }
  });
  return compared;
}
