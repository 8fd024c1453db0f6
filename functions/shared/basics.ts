/** What every function needs and none has to wait for: no table, key or queue. */
import type { Area } from '#src/domain/area.ts';
import { buildPartyRegister, type PartyRegister } from '#src/http/access.ts';
import { readArea } from '#src/platform/environment.ts';
import { logger } from '#src/platform/log.ts';
import type { Log } from '#src/usecases/ports/log.ts';

export const now = (): Date => new Date();

export function loadBasics(name: string, areaFile: string): { area: Area; log: Log } {
  return { area: readArea(areaFile), log: logger(name) };
}

export const partyRegister = (area: Area, clients: Readonly<Record<string, string>>): PartyRegister =>
  buildPartyRegister(area.parties, clients);
