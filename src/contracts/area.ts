/**
 * Reads an area from the JSON in a function's bundle; areas/load.ts validated it before. This file is in every
 * bundle, so it imports no schemas: those are in ./area/parse.ts.
 */
import type { Area } from '#src/domain/area.ts';

/** @throws Error when the text is JSON but not an area; a cheap check, not a validation */
export function areaFromJson(text: string): Area {
  const area: Area = JSON.parse(text);
  if (typeof area?.id !== 'string' || !Array.isArray(area.services) || typeof area.rules?.version !== 'string') {
    throw new Error('The configuration given to this function is not an area.');
  }
  return area;
}
