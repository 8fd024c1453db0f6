/** Chooses the area and finds its tables, for the authority's own commands. */
import path from 'node:path';
import { listAreas, loadArea } from '#areas/load.ts';
import type { LocalStores } from '#client/operator/stores.ts';
import type { Area } from '#src/domain/area.ts';
import { type ConnectionOptions, findEndpoints } from './connection.ts';
import { Failed, type Io, UsageError } from './io.ts';

export interface WhichArea {
  area?: string;
  /** Folder of areas, instead of the project's own. */
  areas?: string;
}

const folderOf = ({ areas }: WhichArea, io: Io): string | undefined =>
  areas === undefined ? undefined : path.resolve(io.folder, areas);

export const areaIds = (which: WhichArea, io: Io): string[] => listAreas(folderOf(which, io));

/** The named area, or the only one there is. */
export function chosenArea(which: WhichArea, io: Io): Area {
  const known = areaIds(which, io);
  const [id, ...more] = which.area === undefined ? known : [which.area];
  if (id === undefined || more.length > 0) throw new UsageError('Say which area: --area <id>.');
  if (!known.includes(id)) throw new UsageError(`There is no area ${id}. There is ${known.join(', ') || 'none'}.`);
  return loadArea(id, folderOf(which, io));
}

/** Environment variables that name an area's tables and secret; the functions use the same names. */
const needs = {
  REFERRALS_TABLE: 'referrals',
  WORK_TABLE: 'work',
  COUNTERS_TABLE: 'counters',
  SECRET_ID: 'secret',
} as const;
type Need = keyof typeof needs;

/** @throws UsageError or Failed naming each one that is missing */
export function ownPlaces<Name extends Need>(
  names: readonly Name[],
  options: ConnectionOptions,
  io: Io,
): { at: Record<Name, string>; local?: LocalStores } {
  const endpoints = findEndpoints(options, io);
  const { secret, tables = {}, dynamodbEndpoint } = endpoints ?? {};
  const localValue = (name: Need) => (name === 'SECRET_ID' ? secret?.id : tables[needs[name]]);
  const found = names.map((name) => [name, endpoints ? localValue(name) : io.env[name]] as const);
  const missing = found.flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0 && endpoints) throw new Failed(`endpoints.json does not say where this is: ${missing}.`);
  if (missing.length > 0) {
    throw new UsageError(`Say where these are: with --endpoints <file>, or in the environment: ${missing.join(', ')}.`);
  }
  const at = Object.fromEntries(found) as Record<Name, string>;
  if (dynamodbEndpoint === undefined) return { at };
  return { at, local: { dynamodb: dynamodbEndpoint, ...(secret ? { secrets: secret.endpoint } : {}) } };
}
