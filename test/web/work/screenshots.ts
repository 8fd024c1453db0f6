/** Pictures of the pages for services, triage and senders, for people to look at: node test/web/work/screenshots.ts <folder> [name …] */
import { memoryTables } from '#test/support/memory-tables.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { workStates } from './support/page-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
await screenshotStates(folder, only, await workStates(memoryTables()));
