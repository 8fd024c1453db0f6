/**
 * Builds the package: plain JavaScript and declarations in dist. With --types it writes the library's types from the
 * contract and ends.
 *
 *   node client/build/main.ts [--types]
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildPackage } from './package.ts';
import { printTypes } from './types.ts';

const clientFolder = path.join(import.meta.dirname, '..');

if (process.argv.includes('--types')) writeFileSync(path.join(clientFolder, 'library', 'api-types.ts'), printTypes());
else await buildPackage(clientFolder);
