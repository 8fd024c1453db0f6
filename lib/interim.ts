/** Stands in for rooms that are still being built; it goes when they stand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from '#src/domain/area.ts';

const root = join(import.meta.dirname, '..');
const openApi = join(root, 'src/http/openapi.ts');

export const { openApiDocument }: { openApiDocument: (area: Area) => unknown } = existsSync(openApi)
  ? await import(openApi)
  : { openApiDocument: () => ({}) };

export const entryOf = (name: string): string =>
  existsSync(join(root, `functions/${name}/handler.ts`)) ? `functions/${name}/handler.ts` : `functions/${name}/env.ts`;
