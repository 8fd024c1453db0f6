/** Pictures of the journey's pages in every state, for people to look at: node test/web/refer/shots.ts <folder> [name …] */
import { startEmulator } from '#test/support/emulator.ts';
import { shootStates } from '../state-shots.ts';
import { allStates } from './states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
await shootStates(folder, only, await allStates(emulator));
await emulator.stop();
