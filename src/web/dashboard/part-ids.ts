/** The ids of the headings that the top of the page links to. */
import type { Dimension } from '#src/domain/counting/model.ts';

export const partIds = {
  keyFigures: 'key-figures',
  averageMonth: 'average-month',
  wentWrong: 'went-wrong',
  howFast: 'how-fast',
  services: 'services',
  districts: 'districts',
  by: (dimensions: readonly Dimension[]): string => ['by', ...dimensions].join('-'),
} as const;
