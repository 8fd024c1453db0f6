/** `npm run demo`: sends made-up referrals over HTTP, has services work them, shows the volumes and reconciles them. */
import '#local/support/require-node.ts';
import path from 'node:path';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { findRun } from './find-run.ts';
import { type DemoOptions, help, readDemoOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { fetchTotal, isBalanced, reconcile } from './reconciliation.ts';
import { describeVolumes, formatNextSteps, formatPace, formatReconciliation, formatTimes } from './report.ts';
import { runDemo } from './run-demo.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  let options: DemoOptions;
  try {
    options = readDemoOptions(process.argv.slice(2));
  } catch (error) {
    log(`${error instanceof Error ? error.message : String(error)}\nSee npm run demo -- --help.`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    log(
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
  const targetRun = await findRun(options, log);
  const { client, endpointsFile } = targetRun;
  const { clients } = client.endpoints;
  const manager = Object.keys(clients).find((id) => clients[id]?.kind === 'authority') ?? '';
  // If the demo started the run, its emulators must stop with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void targetRun.stop().finally(() => process.exit(1)));
  }
  try {
    const before = {
      referrals: await fetchTotal(client, manager, 'referrals'),
      notReferred: await fetchTotal(client, manager, 'not-referred'),
    };
    const started = performance.now();
    const bar = createProgress(options.referrals);
    const folder = path.join(path.dirname(endpointsFile), 'demo');
    const { referrals, seed, year } = options;
    const days = year === undefined ? undefined : { from: `${year}-01-01`, to: `${year}-12-31` };
    const result = await runDemo(client, { referrals, seed, days, folder, progress: bar.update }).finally(bar.end);
    const reconciliation = await reconcile(client, manager, result.sent, before);
    process.stdout.write(
      `${await describeVolumes(client, manager, result.range)}\n${formatReconciliation(reconciliation)}\n`,
    );
    const totalMs = performance.now() - started;
    process.stdout.write(`${formatTimes(new Map([...result.times, ['all', totalMs]]), referrals)}\n`);
    process.stdout.write(formatPace(result.pace));
    const startAgain = options.keep ? undefined : targetRun.restartCommand;
    const nextSteps = { endpoints: endpointsFile, demoFolder: folder, restartCommand: startAgain, range: result.range };
    process.stdout.write(formatNextSteps(client, nextSteps));
    for (const refused of result.refused) log(`A request was refused: ${refused}`);
    if (options.keep && targetRun.restartCommand !== undefined) await waitForSignal();
    return isBalanced(reconciliation) && result.refused.length === 0 ? 0 : 1;
  } finally {
    await targetRun.stop();
  }
}

function waitForSignal(): Promise<void> {
  log('The run continues until Ctrl-C.');
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.removeAllListeners(signal).once(signal, () => resolve());
  });
}

process.exit(await main());
