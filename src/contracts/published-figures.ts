/**
 * An area's published figures of one period, in a form that stays, so that areas can lay theirs side by side. Every
 * number is safe to publish (docs/adr/0031-publishing-by-cell-keys.md).
 */
import * as z from 'zod';
import { dimensions, measures } from '#src/domain/counting/model.ts';

export const publishedFiguresForm = 'victim-referral-intake/published-figures/1';

const count = z.int().nullable().meta({
  description: 'A multiple of k. 0: none, or a few. null: cannot be said from what is published.',
});
const described = (description: string) => z.string().meta({ description });

export const publishedFiguresSchema = z
  .object({
    form: z.literal(publishedFiguresForm).meta({
      description: 'Fields may be added. Anything else makes it another form: refuse one that you do not know.',
    }),
    area: z.object({ id: described('Short name, as in addresses.'), name: described('Name to show.') }),
    from: z.iso
      .date()
      .meta({ description: 'First London day of one calendar month, quarter, year or financial year.' }),
    to: z.iso.date().meta({ description: 'Its last London day.' }),
    asOf: described('When it was counted: RFC 3339, UTC.'),
    publish: z.object({
      method: described('How the counts were made safe to publish.'),
      k: z.int().meta({ description: 'No count from 1 to k-1 can be told from 0 or from another.' }),
    }),
    notes: z.array(z.string()).meta({ description: 'What a reader must know, one sentence each.' }),
    uncountedMonths: z.array(z.string()).default([]).meta({
      description:
        'Months before the area opened, where its authority tells the day: their 0 stands for no count, and an average leaves them out.',
    }),
    measures: z.array(
      z.object({
        measure: z.enum(measures),
        title: described('Name to show.'),
        definition: described('What is counted, in words.'),
        total: count,
        months: z.array(z.object({ month: described('For example 2026-01.'), count })),
      }),
    ),
    breakdowns: z
      .array(
        z.object({
          by: z.enum(dimensions),
          title: described('Name to show.'),
          rows: z.array(z.object({ value: described('Code.'), name: described('Name to show.'), count })),
        }),
      )
      .meta({ description: 'Of referrals received, over the whole period.' }),
  })
  .meta({ title: publishedFiguresForm });
export type PublishedFigures = z.infer<typeof publishedFiguresSchema>;

/** As input, because that allows fields that are added later. */
export const publishedFiguresJsonSchema = (): object => z.toJSONSchema(publishedFiguresSchema, { io: 'input' });
