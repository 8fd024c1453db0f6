/**
 * An area's published figures of one period, in a form that stays, so that areas can lay theirs side by side. Every
 * number is safe to publish (docs/adr/0031-publishing-by-cell-keys.md).
 */
import * as z from 'zod';
import { dimensions, measures } from '#src/domain/counting/model.ts';

export const publishedFiguresForm = 'victim-referral-intake/published-figures/1';

const count = z.int().nullable();

export const publishedFiguresSchema = z.object({
  form: z.literal(publishedFiguresForm),
  area: z.object({ id: z.string(), name: z.string() }),
  /** London days, both included: one calendar month, quarter, year or financial year. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** RFC 3339, UTC. */
  asOf: z.string(),
  publish: z.object({ method: z.string(), k: z.int() }),
  notes: z.array(z.string()),
  /** Null where it cannot be said from what is published; 0 stands for none, or for a few. */
  measures: z.array(
    z.object({
      measure: z.enum(measures),
      title: z.string(),
      definition: z.string(),
      total: count,
      months: z.array(z.object({ month: z.string(), count })),
    }),
  ),
  /** Of referrals. */
  breakdowns: z.array(
    z.object({
      by: z.enum(dimensions),
      title: z.string(),
      rows: z.array(z.object({ value: z.string(), name: z.string(), count })),
    }),
  ),
});
export type PublishedFigures = z.infer<typeof publishedFiguresSchema>;
