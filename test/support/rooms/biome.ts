import { type Room, rooms } from './rules.ts';

/**
 * The part of biome.json that says the room rules to editors: for each room, everything
 * is refused but what is listed. It sees an import as written, so a path that climbs out
 * of its room, and a type import() inline, are left to the check.
 */
export const biomeOverrides = (): object[] =>
  rooms
    .filter(({ may }) => may !== 'anything')
    .map((room) => ({
      includes: [`${room.folder}/**`, ...roomsWithin(room).map(({ folder }) => `!${folder}/**`)],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: { patterns: [{ group: group(room), message: room.why }] },
            },
          },
        },
      },
    }));

/** Rooms of their own inside a room: in biome.json what comes later would hold there too. */
const roomsWithin = ({ folder }: Room): Room[] => rooms.filter((other) => other.folder.startsWith(`${folder}/`));

const group = ({ folder, may }: Room): string[] => [
  '**',
  '!./**',
  '!../**',
  `!#${folder}/**`,
  ...(may === 'anything' ? [] : may.flatMap(asWritten)),
];

/** A path of the project, a scope of packages, or a package and what lies under it. */
function asWritten(path: string): string[] {
  const ours = rooms.some(({ folder }) => folder !== '' && (path === folder || path.startsWith(`${folder}/`)));
  if (ours || path === 'src') return [path.endsWith('.ts') ? `!#${path}` : `!#${path}/**`];
  if (path === 'node:') return ['!node:*', '!node:*/**'];
  return path.startsWith('@') && !path.includes('/') ? [`!${path}/**`] : [`!${path}`, `!${path}/**`];
}
