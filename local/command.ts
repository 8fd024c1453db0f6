/** The `npm start` command: runs the whole system on this machine until Ctrl-C. */
import { LocalRunError } from './data-folder/lock.ts';
import { describe } from './describe.ts';
import { type CommandLine, help, readOptions } from './options.ts';
import type { LocalSystem } from './system.ts';

// Lambda runs in UTC, so a time zone mistake shows up locally first.
process.env['TZ'] = 'UTC';

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Resolves to the exit code. */
export async function command(words: readonly string[]): Promise<number> {
  let options: CommandLine;
  try {
    options = readOptions(words);
  } catch (error) {
    say(`${messageOf(error)}\nSee npm start -- --help.`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    say(error instanceof LocalRunError ? error.message : stackOf(error));
    return 1;
  }
}

/** Resolves to the exit code when the run has ended. */
async function run(options: CommandLine): Promise<number> {
  const began = performance.now();
  const ending = Promise.withResolvers<number>();
  let ended = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ended = true;
      ending.resolve(0);
    });
  }
  const { startLocal } = await import('./system.ts');
  const starting = startLocal({
    ...options,
    progress: say,
    onTrouble: (where, why) => say(`${where}: ${why}`),
    onEnd(why) {
      say(why);
      ending.resolve(1);
    },
  });
  // A signal during start-up is handled after start-up, so that nothing half-created is left behind.
  const system = await starting;
  if (ended) return end(system, 0);
  process.stdout.write(describe(system, options));
  say(`Started in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  process.stdout.write('ready\n');
  const code = await ending.promise;
  return end(system, code);
}

async function end(system: LocalSystem, code: number): Promise<number> {
  say('Ending …');
  // Exit even if something hangs; the next start cleans up after this one.
  const tooLong = setTimeout(() => {
    say('It took too long to stop cleanly.');
    process.exit(code === 0 ? 1 : code);
  }, 8000);
  await system.stop();
  clearTimeout(tooLong);
  return code;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
