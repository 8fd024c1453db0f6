/** `npm run demo`: sends made-up referrals over HTTP, has services work them, shows the volumes and reconciles them. */
import '../support/require-node.ts';
import path from 'node:path';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { accountsOf, balances, totalOf } from './accounts.ts';
import { findRun } from './find-run.ts';
import { type DemoOptions, help, readDemoOptions } from './options.ts';
import { progress } from './progress.ts';
import { showAccounts, showNext, showPace, showTimes, showVolumes } from './show.ts';
import { play } from './year.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  let options: DemoOptions;
  try {
    options = readDemoOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nSee npm run demo -- --help.`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    say(
      error instanceof LocalRunError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
    return 1;
  }
}

async function run(options: DemoOptions): Promise<number> {
  const found = await findRun(options, say);
  const { client, endpointsFile } = found;
  const { clients } = client.endpoints;
  const manager = Object.keys(clients).find((id) => clients[id]?.kind === 'authority') ?? '';
  // If the demo started the run, its emulators must stop with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void found.stop().finally(() => process.exit(1)));
  }
  try {
    const before = await totalOf(client, manager, 'referrals');
    const began = performance.now();
    const bar = progress(options.referrals);
    const folder = path.join(path.dirname(endpointsFile), 'demo');
    const { referrals, seed, year } = options;
    const days = year === undefined ? undefined : { from: `${year}-01-01`, to: `${year}-12-31` };
    const played = await play(client, { referrals, seed, days, folder, progress: bar.at }).finally(bar.end);
    const lines = await accountsOf(client, manager, played.sent, before);
    process.stdout.write(`${await showVolumes(client, manager, played.range)}\n${showAccounts(lines)}\n`);
    const all = performance.now() - began;
    process.stdout.write(`${showTimes(new Map([...played.times, ['all', all]]), referrals)}\n`);
    process.stdout.write(showPace(played.pace));
    const startAgain = options.keep ? undefined : found.startAgain;
    const next = { endpoints: endpointsFile, kept: folder, start: startAgain, range: played.range };
    process.stdout.write(showNext(client, next));
    for (const refused of played.refused) say(`A service was refused: ${refused}`);
    if (options.keep && found.startAgain !== undefined) await untilEnded();
    return balances(lines) && played.refused.length === 0 ? 0 : 1;
  } finally {
    await found.stop();
  }
}

function untilEnded(): Promise<void> {
  say('The run continues until Ctrl-C.');
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.removeAllListeners(signal).once(signal, () => resolve());
  });
}

process.exit(await main());
