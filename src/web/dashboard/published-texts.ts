/** The texts of figures that are safe to publish, where 0 stands for a few as well as for none. */
import type { Texts } from '../texts/en.ts';

export const publishedTexts = (texts: Texts): Texts => ({
  ...texts,
  charts: {
    ...texts.charts,
    count: (value) => (value === 0 ? texts.dashboard.published.small : texts.charts.number(value)),
  },
  dashboard: {
    ...texts.dashboard,
    services: { ...texts.dashboard.services, ...texts.dashboard.published.services },
  },
});
