/** A validated volumes query, and the values of its dimensions. */
import { type Area, outOfArea } from '../area.ts';
import { isClosedDimension, valuesOf } from '../counting/codes.ts';
import { unknownDistrict } from '../counting/district.ts';
import { type CrossDimension, crossDimensions, type Dimension, type Measure } from '../counting/model.ts';
import { countedSenders, withoutTests } from '../test-party.ts';
import type { Interval } from './periods.ts';

export interface VolumesQuery {
  measure: Measure;
  /** London dates, both inclusive. */
  from: string;
  to: string;
  interval: Interval;
  /** No dimension, one, or one crossed with service, source or district. */
  by: readonly Dimension[];
  where?: { dimension: CrossDimension; value: string };
  /** Number of baseline months to compare with. */
  compare?: number;
  /** Whether the figures are made safe to publish. */
  publish?: true;
  format: 'json' | 'csv';
}

export const isCrossDimension = (dimension: string): dimension is CrossDimension =>
  crossDimensions.some((cross) => cross === dimension);

/** Every value of a dimension in this area, in display order, including services and parties that have ended. */
export function dimensionValues(dimension: Dimension, area: Area): string[] {
  if (isClosedDimension(dimension)) return valuesOf(dimension);
  switch (dimension) {
    case 'service':
      return withoutTests(area).services.map((service) => service.id);
    case 'source':
      return countedSenders(area);
    case 'district':
    case 'home-district':
      return [...area.districts.map(({ code }) => code), outOfArea, unknownDistrict];
    default:
      return dimension satisfies never;
  }
}
