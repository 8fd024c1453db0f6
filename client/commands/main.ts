/** Entry point of the command line. */
import { processIo } from './io.ts';
import { run } from './program.ts';

// The reader of a pipe may stop early (such as head); Io.out reports that to the command.
process.stdout.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), processIo());
