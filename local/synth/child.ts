/**
 * Synthesises one area's template in a separate process, because the CDK is large and is not
 * needed afterwards. Prints `{ template, files, sources, region }` as JSON; `sources` are the
 * project's files that were loaded.
 */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(import.meta.dirname, '../..');
const sources = new Set<string>();
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) {
      const file = path.relative(root, fileURLToPath(url));
      if (!file.startsWith('node_modules') && !file.startsWith('..')) sources.add(file);
    }
    return next(url, context);
  },
});

const [areaId = ''] = process.argv.slice(2);
const { synthTemplate } = await import('#lib/synth.ts');
const { loadAreaForDeployment: loadAreaFor } = await import('#areas/load.ts');
const { bundledFiles } = await import('#functions/shared/bundled-files.ts');

const area = loadAreaOrExit(areaId);
const output = {
  template: synthTemplate(areaId, { local: true }),
  files: Object.fromEntries(Object.entries(bundledFiles(area)).map(([name, make]) => [name, JSON.stringify(make())])),
  sources: [...sources].sort(),
  region: area.region,
};
process.stdout.write(JSON.stringify(output));

/** Prints only the message if the area's files are invalid: a stack trace of this code would not help. */
function loadAreaOrExit(id: string): ReturnType<typeof loadAreaFor> {
  try {
    return loadAreaFor(id, new Date());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(1);
  }
}
