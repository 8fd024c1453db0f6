/** Pictures of the pages for services, the hub and senders, for people to look at: node test/web/work/shots.ts <folder> [name …] */
import { startEmulator } from '#test/support/emulator.ts';
import { shootStates } from '../state-shots.ts';
import { workStates } from './states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
await shootStates(folder, only, await workStates(emulator));
await emulator.stop();
