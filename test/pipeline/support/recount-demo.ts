/**
 * `npm run demo:recount -- --endpoints <file>`: recounts a demo from its own files and compares every measure
 * by every dimension with the run's figures, in total and by month. It is valid for a run to which
 * nothing but that one demo was sent.
 */
import '#local/support/require-node.ts';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '#demo/client.ts';
import type { Endpoints } from '#local/endpoints.ts';
import { compareVolumes, type intervals } from './compare-volumes.ts';
import { londonDay, readDemoFiles } from './demo-files.ts';
import { recount } from './recount.ts';

const { values } = parseArgs({ options: { endpoints: { type: 'string', default: '.local/endpoints.json' } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!existsSync(values.endpoints)) {
  process.stderr.write(
    `No run is up at ${values.endpoints}. Start it: npm start -- --data-dir <folder of that file>.\n`,
  );
  process.exit(2);
}
const client = connect(JSON.parse(readFileSync(values.endpoints, 'utf8')) as Endpoints);
const files = readDemoFiles(path.join(path.dirname(values.endpoints), 'demo'));
const again = recount(files);
const days = [...files.sent.map(({ day }) => day), ...files.moved.map(({ until }) => londonDay(until))].sort();
const range = { from: days[0] ?? '', to: days.at(-1) ?? '' };
const wrong = [...again.contradictions];
for (const interval of ['all', 'month'] as const satisfies (keyof typeof intervals)[]) {
  const { cells, differences } = await compareVolumes(client, again, range, interval);
  say(`${range.from} to ${range.to}, ${interval}: ${cells} cells compared, ${cells - differences.length} agree`);
  wrong.push(...differences);
}
for (const one of wrong) say(one);
if (wrong.length > 0) {
  say(
    'Only what this one demo sent and did is counted again: anything else that was sent to the run shows as a difference.',
  );
}
client.close();
process.exit(wrong.length === 0 ? 0 : 1);
