/** Display names of dimension values: from the area's configuration, or from the texts. */
import { type Area, outOfArea } from '#src/domain/area.ts';
import { isClosedDimension } from '#src/domain/counting/codes.ts';
import { unknownDistrict } from '#src/domain/counting/district.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import type { Texts } from '../texts/en.ts';

export function valueName(texts: Texts, area: Area, dimension: Dimension, value: string): string {
  const words = texts.dashboard;
  if (isClosedDimension(dimension)) return words.valueName(dimension, value);
  switch (dimension) {
    case 'service':
      return area.services.find(({ id }) => id === value)?.name ?? value;
    case 'source':
      return area.parties.find(({ id }) => id === value)?.name ?? value;
    case 'district':
    case 'home-district':
      if (value === outOfArea) return words.outsideArea;
      if (value === unknownDistrict) return words.notKnown;
      return area.districts.find(({ code }) => code === value)?.name ?? value;
    default:
      return dimension satisfies never;
  }
}

/** The area, and the selected part of it. */
export function placeName(texts: Texts, area: Area, where: VolumesQuery['where']): string {
  if (!where) return area.name;
  const { whereName, lead } = texts.dashboard;
  return lead.narrowed(area.name, whereName(where.dimension, valueName(texts, area, where.dimension, where.value)));
}
