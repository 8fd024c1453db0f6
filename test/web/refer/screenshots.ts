/** Pictures of the journey's pages in every state, for people to look at: node test/web/refer/screenshots.ts <folder> [name …] */
import { startEmulator } from '#test/support/emulator.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { allStates } from './support/page-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
await screenshotStates(folder, only, await allStates(emulator));
await emulator.stop();
