import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { openApiDocument } from './interim.ts';

/** Where Lambda unpacks a bundle. */
const unpackedAt = '/var/task';
export const bundledPath = (file: BundledFile): string => `${unpackedAt}/${file}`;

/** Files made at synthesis that travel in a function's bundle beside its code. */
export type BundledFile = 'area.json' | 'openapi.json';

export const filesOf = (name: FunctionName): readonly BundledFile[] =>
  name === 'web' ? ['area.json', 'openapi.json'] : ['area.json'];

/** Writes the file for this area under the folder, and returns its path. */
export function writeBundledFile(file: BundledFile, area: Area, folder: string): string {
  const path = join(folder, file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(content[file](area)));
  return path;
}

const content: Record<BundledFile, (area: Area) => unknown> = {
  'area.json': (area) => area,
  'openapi.json': (area) => openApiDocument(area),
};
