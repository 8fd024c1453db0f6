/** Pictures of a service's desk in every state, for people to look at: node test/web/inbox/screenshots.ts <folder> [name …] */
import { memoryTables } from '#test/support/memory-tables.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { deskStates } from './support/desk-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
await screenshotStates(folder, only, await deskStates(memoryTables()));
