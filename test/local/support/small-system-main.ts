/** The local run of the small stack as a separate process, to be killed. Takes the data folder; prints `ready`. */
import { startLocal } from '#local/system.ts';
import { smallStack } from './small-stack.ts';

const system = await startLocal({ dataDir: process.argv[2] ?? '', port: 0, area: 'mini', synthesised: smallStack });
process.on('SIGTERM', () => void system.stop().then(() => process.exit(0)));
process.stdout.write('ready\n');
