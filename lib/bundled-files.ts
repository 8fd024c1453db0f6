import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '#src/contracts/routes.ts';

/** Lambda's task root, into which it unpacks the bundle. */
const taskRoot = '/var/task';
export const bundledPath = (file: BundledFile): string => `${taskRoot}/${file}`;

/** JSON files written at synthesis into a function's bundle. */
export type BundledFile = 'area.json' | 'openapi.json' | 'pages.json';

export const bundledFilesOf = (name: FunctionName): readonly BundledFile[] =>
  name === 'web' ? ['area.json', 'openapi.json', 'pages.json'] : ['area.json'];

/** Content of each file, computed only when code is bundled. */
export type FileContents = Record<BundledFile, () => unknown>;

/** Writes the file as JSON. @param folder must exist */
export const writeBundledFile = (file: BundledFile, contents: FileContents, folder: string): void =>
  writeFileSync(join(folder, file), JSON.stringify(contents[file]()));
