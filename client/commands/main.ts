/** The command line's entry: words in, an exit code out. */
import { processIo } from './io.ts';
import { run } from './program.ts';

// Whoever reads the data may stop before its end (head, for one); each write tells it to who wrote.
process.stdout.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), processIo());
