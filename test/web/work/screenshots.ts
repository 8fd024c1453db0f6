/** Pictures of the pages for services, triage and senders, for people to look at: node test/web/work/screenshots.ts <folder> [name …] */
import { startEmulator } from '#test/support/emulator.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { workStates } from './support/page-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
await screenshotStates(folder, only, await workStates(emulator));
await emulator.stop();
