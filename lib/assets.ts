import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '#src/contracts/routes.ts';

/** Where Lambda unpacks a bundle. */
const unpackedAt = '/var/task';
export const bundledPath = (file: BundledFile): string => `${unpackedAt}/${file}`;

/** Files made at synthesis that travel in a function's bundle beside its code. */
export type BundledFile = 'area.json' | 'openapi.json' | 'pages.json';

export const filesOf = (name: FunctionName): readonly BundledFile[] =>
  name === 'web' ? ['area.json', 'openapi.json', 'pages.json'] : ['area.json'];

/** What each file holds; asked for only when code is bundled. */
export type FileContents = Record<BundledFile, () => unknown>;

/** Writes the file into the folder, which must be there, as JSON. */
export const writeBundledFile = (file: BundledFile, contents: FileContents, folder: string): void =>
  writeFileSync(join(folder, file), JSON.stringify(contents[file]()));
