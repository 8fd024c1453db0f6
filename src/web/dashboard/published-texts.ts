/** The texts of figures that are safe to publish, where 0 stands for any count under k. */
import type { Texts } from '../texts/en.ts';

export const publishedTexts = (texts: Texts, k: number): Texts => ({
  ...texts,
  charts: {
    ...texts.charts,
    count: (value) => (value === 0 ? texts.dashboard.published.small(k) : texts.charts.number(value)),
  },
});
