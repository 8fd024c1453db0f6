/** `npm run check:rooms`: says what it read, and each import that its room may not make. */
import { join } from 'node:path';
import { checkRooms } from './check.ts';

const root = process.argv[2] ?? join(import.meta.dirname, '../../..');
const { files, imports, violations } = checkRooms(root);

for (const { file, line, specifier, why } of violations) {
  process.stderr.write(`${file}:${line} imports ${specifier}\n  ${why}\n`);
}
process.stdout.write(`rooms: ${files} files, ${imports} imports read, ${violations.length} not allowed\n`);

if (files === 0 || imports === 0) process.stderr.write('It read nothing, and so it has checked nothing.\n');
if (files === 0 || imports === 0 || violations.length > 0) process.exitCode = 1;
