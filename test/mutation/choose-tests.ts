/** Which test files reach a source file by their imports, the nearest first, without the slow ones of `suites`. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const importOf = /(?:from|import)\s*\(?\s*'([#.][^']+\.ts)'/g;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importOf)].map(([, name = '']) =>
    name.startsWith('#') ? name.slice(1) : normalize(join(dirname(file), name)),
  );
}

export function chooseTests(file: string, rooms: readonly string[]): string[] {
  const distances = new Map([[file, 0]]);
  const importedBy = new Map<string, string[]>();
  for (const path of globSync(['src/**/*.ts', 'test/**/*.ts', 'areas/**/*.ts', 'local/**/*.ts']))
    for (const name of importsOf(path)) importedBy.set(name, [...(importedBy.get(name) ?? []), path]);
  for (const [name, distance] of distances)
    for (const importer of importedBy.get(name) ?? [])
      if (!distances.has(importer)) distances.set(importer, distance + 1);
  const inRooms = (path: string) => rooms.some((room) => `${path}/`.startsWith(`test/${room}/`));
  const isSuite = (path: string) => path.includes('/suites/');
  return [...distances.keys()].filter((path) => path.endsWith('.test.ts') && inRooms(path) && !isSuite(path));
}
