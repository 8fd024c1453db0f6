/** Pictures of the journey's pages in every state, for people to look at: node test/web/refer/screenshots.ts <folder> [name …] */
import { memoryTables } from '#test/support/memory-tables.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { allStates } from './support/page-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
await screenshotStates(folder, only, await allStates(memoryTables()));
