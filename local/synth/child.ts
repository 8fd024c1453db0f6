/**
 * Makes one area's template, in a process of its own: the CDK is large, and is not needed
 * once the template stands. Prints `{ template, files, sources, region }` as JSON; `sources`
 * are the project's own files that it was made from.
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
const { loadAreaFor } = await import('#areas/load.ts');
const { bundledFiles } = await import('#functions/bundled-files.ts');

const area = load(areaId);
const made = {
  template: synthTemplate(areaId),
  files: Object.fromEntries(Object.entries(bundledFiles(area)).map(([name, make]) => [name, JSON.stringify(make())])),
  sources: [...sources].sort(),
  region: area.region,
};
process.stdout.write(JSON.stringify(made));

/** What is wrong with the area's files is told as it is: where in this code it was found helps nobody. */
function load(id: string): ReturnType<typeof loadAreaFor> {
  try {
    return loadAreaFor(id, new Date());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(1);
  }
}
