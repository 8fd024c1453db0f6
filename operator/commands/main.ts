/** Entry point of the operator's command line. */
import { processIo } from '#client/commands/io.ts';
import { runOperator } from './program.ts';

// The reader of a pipe may stop early (such as head); Io.out reports that to the command.
process.stdout.on('error', () => undefined);

process.exitCode = await runOperator(process.argv.slice(2), processIo());
