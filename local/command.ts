/** The `npm start` command: runs the whole system on this machine until Ctrl-C. */
import { LocalRunError } from './data-folder/lock.ts';
import type { LocalSystem } from './local-system.ts';
import { type CommandLine, help, readOptions } from './options.ts';
import { formatStartupMessage } from './startup-message.ts';

// Lambda runs in UTC, so a time zone mistake shows up locally first.
process.env['TZ'] = 'UTC';

const logLine = (line: string) => process.stderr.write(`${line}\n`);

/** Resolves to the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  let options: CommandLine;
  try {
    options = readOptions(args);
  } catch (error) {
    logLine(`${messageOf(error)}\nSee npm start -- --help.`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    logLine(error instanceof LocalRunError ? error.message : stackOf(error));
    return 1;
  }
}

/** Resolves to the exit code when the run has ended. */
async function run(options: CommandLine): Promise<number> {
  const started = performance.now();
  const exitCode = Promise.withResolvers<number>();
  let isStopRequested = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isStopRequested = true;
      exitCode.resolve(0);
    });
  }
  const { startLocal } = await import('./system.ts');
  const starting = startLocal({
    ...options,
    progress: logLine,
    onError: (where, why) => logLine(`${where}: ${why}`),
    onFatalError(why) {
      logLine(why);
      exitCode.resolve(1);
    },
  });
  // A signal during start-up is handled after start-up, so that nothing half-created is left behind.
  const system = await starting;
  if (isStopRequested) return shutDown(system, 0);
  process.stdout.write(formatStartupMessage(system, options));
  logLine(`Started in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  process.stdout.write('ready\n');
  const code = await exitCode.promise;
  return shutDown(system, code);
}

async function shutDown(system: LocalSystem, code: number): Promise<number> {
  logLine('Ending …');
  // Exit even if something hangs; the next start cleans up after this one.
  const timeout = setTimeout(() => {
    logLine('It took too long to stop cleanly.');
    process.exit(code === 0 ? 1 : code);
  }, 8000);
  await system.stop();
  clearTimeout(timeout);
  return code;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
