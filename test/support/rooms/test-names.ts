/** Finds tests that do not bear the name of what they test. CONTRIBUTING.md says the rule. */
import { existsSync, globSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** Rooms whose tests are of the whole system or of files outside `src`, named by what they test. */
const namedFreely = ['browser', 'docs', 'infra', 'local', 'pipeline', 'privacy', 'simulation'];
/** Rooms that are not in `src`. */
const topFolders = ['areas', 'client', 'functions', 'operator'];
const extensions = ['.ts', '.mjs'];

/** Test files without a source file of the same path and name. */
export const findMisnamedTests = (root: string): string[] =>
  globSync('test/*/**/*.test.ts', { cwd: root })
    .map((path) => path.split(sep).join(posix.sep))
    .filter((test) => !isNamedFreely(test) && !extensions.some((one) => existsSync(join(root, sourceOf(test) + one))))
    .sort();

function isNamedFreely(test: string): boolean {
  const [, room = '', ...rest] = test.split('/');
  return namedFreely.includes(room) || rest.includes('suites') || posix.basename(test) === 'properties.test.ts';
}

/** Without its extension: `test/store/erasure.race.test.ts` is about `src/store/erasure`. */
function sourceOf(test: string): string {
  const [, room = '', ...rest] = posix.dirname(test).split('/');
  const [name = ''] = posix.basename(test).split('.');
  return posix.join(topFolders.includes(room) ? '' : 'src', room, ...rest, name);
}
