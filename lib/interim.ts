/** Stands in for rooms that are still being built; it goes when they stand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Area, Party, Service } from '#src/domain/area.ts';

const root = join(import.meta.dirname, '..');
const areasLoader = join(root, 'areas/load.ts');
const openApi = join(root, 'src/http/openapi.ts');

const party = (id: string, kind: Party['kind']): Party => ({ id, kind, name: id, clients: [], active: true });
const service = (id: string): Service => ({
  id,
  name: id,
  description: id,
  general: true,
  specialism: 0,
  priority: 0,
  contract: { from: '2026-01-01' },
  availability: 'open',
  criteria: {},
  meets: [],
  sharing: [],
});

const stand: Area = {
  id: 'greater-manchester',
  prefix: 'GM',
  name: 'Greater Manchester',
  authority: 'Greater Manchester Combined Authority',
  region: 'E47000001',
  districts: [{ code: 'E08000003', name: 'Manchester' }],
  contact: { email: 'hub@example.org', phone: '0161 496 0000' },
  parties: [
    party('gmp', 'police'),
    party('hub', 'authority'),
    party('general', 'service'),
    party('specialist', 'service'),
  ],
  services: [service('general'), service('specialist')],
  rules: {} as Area['rules'],
};

export const { listAreas, loadArea }: { listAreas: () => string[]; loadArea: (id: string) => Area } = existsSync(
  areasLoader,
)
  ? await import(areasLoader)
  : { listAreas: () => ['greater-manchester'], loadArea: () => stand };

export const { openApiDocument }: { openApiDocument: (area: Area) => unknown } = existsSync(openApi)
  ? await import(openApi)
  : { openApiDocument: () => ({}) };

export const entryOf = (name: string): string =>
  existsSync(join(root, `functions/${name}/handler.ts`)) ? `functions/${name}/handler.ts` : `functions/${name}/env.ts`;
