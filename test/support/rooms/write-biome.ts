/** `npm run rooms:write`: makes the overrides of biome.json that hold the room rules from rules.ts. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { biomeOverrides } from './biome.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'biome.json');
const override = z.looseObject({
  linter: z.looseObject({ rules: z.looseObject({ style: z.record(z.string(), z.unknown()).optional() }) }),
});
const configuration = z.looseObject({ overrides: z.array(override) }).parse(JSON.parse(readFileSync(file, 'utf8')));

const others = configuration.overrides.filter(({ linter }) => !('noRestrictedImports' in (linter.rules.style ?? {})));
const overrides = [...others, ...biomeOverrides()];
writeFileSync(file, `${JSON.stringify({ ...configuration, overrides }, undefined, 2)}\n`);
const { status } = spawnSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', file], { stdio: 'inherit' });
process.exitCode = status ?? 1;
