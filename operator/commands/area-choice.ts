/** Chooses the area and finds its tables, for the authority's own commands. */
import path from 'node:path';
import { listAreas, loadArea } from '#areas/load.ts';
import { type ConnectionOptions, findEndpoints } from '#client/commands/connection.ts';
import { Failed, type Io, UsageError } from '#client/commands/io.ts';
import type { LocalStores } from '#operator/stores.ts';
import type { Area } from '#src/domain/area.ts';

export interface AreaOptions {
  area?: string;
  /** Folder of areas, instead of the project's own. */
  areas?: string;
}

const areasFolderOf = ({ areas }: AreaOptions, io: Io): string | undefined =>
  areas === undefined ? undefined : path.resolve(io.folder, areas);

export const listAreaIds = (options: AreaOptions, io: Io): string[] => listAreas(areasFolderOf(options, io));

/** The named area, else the one that the local run is of, else AREA of the environment, else the only one there is. */
export function chooseArea(options: AreaOptions & ConnectionOptions, io: Io): Area {
  const ids = listAreaIds(options, io);
  const named = options.area ?? findEndpoints(options, io)?.area ?? io.env['AREA'];
  const [id, ...others] = named === undefined ? ids : [named];
  if (id === undefined || others.length > 0)
    throw new UsageError('Say which area: --area <id>, or AREA in the environment.');
  if (!ids.includes(id)) throw new UsageError(`There is no area ${id}. There is ${ids.join(', ') || 'none'}.`);
  return loadArea(id, areasFolderOf(options, io));
}

/** Environment variables that name an area's tables and secret; the functions use the same names. */
const resourceVariables = {
  REFERRALS_TABLE: 'referrals',
  WORK_TABLE: 'work',
  COUNTERS_TABLE: 'counters',
  ERASURES_TABLE: 'erasures',
  WEB_TABLE: 'web',
  SECRET_ID: 'secret',
} as const;
type ResourceVariable = keyof typeof resourceVariables;

/** @throws UsageError or Failed naming each one that is missing */
export function findAreaResources<Name extends ResourceVariable>(
  names: readonly Name[],
  options: ConnectionOptions,
  io: Io,
): { resources: Record<Name, string>; local?: LocalStores } {
  const endpoints = findEndpoints(options, io);
  const { secret, tables = {}, dynamodbEndpoint } = endpoints ?? {};
  const localValue = (name: ResourceVariable) => (name === 'SECRET_ID' ? secret?.id : tables[resourceVariables[name]]);
  const values = names.map((name) => [name, endpoints ? localValue(name) : io.env[name]] as const);
  const missing = values.flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0 && endpoints) throw new Failed(`endpoints.json does not say where this is: ${missing}.`);
  if (missing.length > 0) {
    throw new UsageError(`Say where these are: with --endpoints <file>, or in the environment: ${missing.join(', ')}.`);
  }
  const resources = Object.fromEntries(values) as Record<Name, string>;
  if (dynamodbEndpoint === undefined) return { resources };
  return { resources, local: { dynamodb: dynamodbEndpoint, ...(secret ? { secrets: secret.endpoint } : {}) } };
}
