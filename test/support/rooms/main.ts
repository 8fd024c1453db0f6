/** `npm run check:rooms`: says what it read, each import that its room may not make, and each circle of imports. */
import { join } from 'node:path';
import { checkRooms } from './check.ts';

const root = process.argv[2] ?? join(import.meta.dirname, '../../..');
const { files, imports, violations, circles } = checkRooms(root);

for (const { file, line, specifier, why } of violations) {
  process.stderr.write(`${file}:${line} imports ${specifier}\n  ${why}\n`);
}
for (const circle of circles) {
  process.stderr.write(
    `These import one another; move what they share to a file of its own:\n  ${circle.join('\n  ')}\n`,
  );
}
process.stdout.write(
  `rooms: ${files} files, ${imports} imports read, ${violations.length} not allowed, ${circles.length} circles\n`,
);

if (files === 0 || imports === 0) process.stderr.write('It read nothing, and so it has checked nothing.\n');
if (files === 0 || imports === 0 || violations.length > 0 || circles.length > 0) process.exitCode = 1;
