/**
 * `npm run check:rooms`: says what it read, each import that its room may not make, each circle of imports, and each
 * test that does not bear its source file's name.
 */
import { join } from 'node:path';
import { checkRooms } from './check.ts';
import { findMisnamedTests } from './test-names.ts';

const root = process.argv[2] ?? join(import.meta.dirname, '../../..');
const { files, imports, violations, circles } = checkRooms(root);
const misnamedTests = findMisnamedTests(root);

for (const { file, line, specifier, why } of violations) {
  process.stderr.write(`${file}:${line} imports ${specifier}\n  ${why}\n`);
}
for (const circle of circles) {
  process.stderr.write(
    `These import one another; move what they share to a file of its own:\n  ${circle.join('\n  ')}\n`,
  );
}
for (const test of misnamedTests) {
  process.stderr.write(`${test} has no source file of its name; CONTRIBUTING.md says how tests are named\n`);
}
process.stdout.write(
  `rooms: ${files} files, ${imports} imports read, ${violations.length} not allowed, ${circles.length} circles\n`,
);

if (files === 0 || imports === 0) process.stderr.write('It read nothing, and so it has checked nothing.\n');
if (files === 0 || imports === 0 || violations.length + circles.length + misnamedTests.length > 0) process.exitCode = 1;
