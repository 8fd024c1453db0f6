/**
 * An area as the functions get it: checked when it was loaded (areas/load.ts), and carried as JSON.
 * This file is in every function's bundle, so it knows no schema: see ./area/parse.ts for those.
 */
import type { Area } from '#src/domain/area.ts';

/**
 * A loaded area that was written with JSON.stringify. It is not checked again, only known for what it is.
 * Throws a plain sentence when the text is not an area.
 */
export function areaFromJson(text: string): Area {
  const area: Area = JSON.parse(text);
  if (typeof area?.id !== 'string' || !Array.isArray(area.services) || typeof area.rules?.version !== 'string') {
    throw new Error('The configuration given to this function is not an area.');
  }
  return area;
}
