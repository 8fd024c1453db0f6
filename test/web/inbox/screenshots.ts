/** Pictures of a service's desk in every state, for people to look at: node test/web/inbox/screenshots.ts <folder> [name …] */
import { startEmulator } from '#test/support/emulator.ts';
import { screenshotStates } from '../support/screenshot-states.ts';
import { deskStates } from './support/desk-states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
await screenshotStates(folder, only, await deskStates(emulator));
await emulator.stop();
