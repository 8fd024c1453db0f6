import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { findCircles } from './circles.ts';
import { computed, importsOf } from './imports.ts';
import { isWithin, roomOf } from './rules.ts';

export interface Violation {
  file: string;
  line: number;
  specifier: string;
  why: string;
}

export interface Findings {
  files: number;
  imports: number;
  violations: Violation[];
  /** Files that import one another, types included: each circle with all its files, sorted. */
  circles: string[][];
}

const sources = '**/*.{ts,mts,cts,js,mjs,cjs}';
const notOurs = ['node_modules', 'cdk.out', 'coverage', 'dist', '.local', '.git'];

/** Reads every source file under the folder, and checks each import against its room's rules. */
export function checkRooms(root: string): Findings {
  const files = globSync(sources, {
    cwd: root,
    exclude: (path) => notOurs.some((name) => path.split(sep).includes(name)),
  });
  const findings: Findings = { files: files.length, imports: 0, violations: [], circles: [] };
  const targets = new Map<string, string[]>();
  for (const path of files.sort()) {
    const file = path.split(sep).join(posix.sep);
    const imports = importsOf(readFileSync(join(root, path), 'utf8'));
    targets.set(
      file,
      imports.map(({ specifier }) => targetOf(file, specifier)),
    );
    for (const { specifier, line } of imports) {
      findings.imports += 1;
      const why = fault(file, specifier);
      if (why !== undefined) findings.violations.push({ file, line, specifier, why });
    }
  }
  findings.circles = findCircles(targets);
  return findings;
}

/** Why the file may not import this, or undefined where it may. */
function fault(file: string, specifier: string): string | undefined {
  const room = roomOf(file);
  if (room === undefined) return 'It stands in no room: give its folder rules in test/support/rooms/rules.ts.';
  if (room.may === 'anything') return undefined;
  if (specifier === computed) return room.folder === 'local' ? undefined : 'Nobody can tell what this loads.';
  const target = targetOf(file, specifier);
  const allowed = isWithin(target, room.folder) || room.may.some((path) => matches(target, path));
  return allowed ? undefined : room.why;
}

/** A path from the project's root, or a package, or `node:`. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(file), specifier));
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('/')) return relative('/', specifier);
  return specifier.startsWith('node:') ? 'node:' : specifier;
}

/** A star in a rule matches a name or a part of one. */
function matches(target: string, path: string): boolean {
  if (!path.includes('*')) return isWithin(target, path);
  const pattern = path.split('*').map((part) => part.replace(/[.]/g, '\\.'));
  return new RegExp(`^${pattern.join('[^/]*')}$`).test(target);
}
