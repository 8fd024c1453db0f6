/** Pauses and kills the DynamoDB emulator under load; then kills it so often that the run gives up. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Drill, DrillContext } from './drill.ts';
import type { RunProcess } from './run-process.ts';

const answersAgain = 'The DynamoDB emulator answers again.';
/** Within a minute the run starts it again three times. */
const killsBorne = 3;
const pauses = 3;

export const emulatorDrill: Drill = async (context) => {
  const { run, traffic, options, say, auditAtRest, violate } = context;
  await run.start();
  await traffic.runUntil(pauseAndKill(context));
  await auditAtRest(`${pauses} pauses and ${killsBorne} kills`);
  if (traffic.tally.failed > 0) violate(`${traffic.tally.failed} requests got a 5xx that does not ask to try again`);

  const quiet = delay(options.seconds * 100);
  await traffic.runUntil(quiet.then(() => killUntilRunEnds(context)));
  const code = await run.ended();
  const advice = run.output.find((line) => line.includes('npm start -- --data-dir'));
  say(`  killed until the run gave up: exit ${code}, said “${advice?.trim() ?? 'nothing'}”`);
  if (code !== 1 || advice === undefined) violate('the run did not say how to continue');
  await run.start();
  await auditAtRest('started again');
  return undefined;
};

async function pauseAndKill({ run, options, random, violate }: DrillContext): Promise<void> {
  const stepMs = (options.seconds * 1000) / (pauses + killsBorne);
  for (let step = 0; step < pauses + killsBorne; step++) {
    await delay(random.number.int({ min: 300, max: Math.max(400, stepMs / 2) }));
    const pid = run.emulatorPid();
    if (pid === undefined) violate('the emulator was not started again');
    else if (step % 2 === 0) {
      process.kill(pid, 'SIGSTOP');
      await delay(random.number.int({ min: 300, max: Math.max(400, stepMs / 2) }));
      process.kill(pid, 'SIGCONT');
    } else await killOnce(run, pid);
  }
}

async function killUntilRunEnds({ run }: DrillContext): Promise<void> {
  for (let kill = 0; kill <= killsBorne; kill++) {
    const pid = run.emulatorPid();
    if (pid !== undefined) await killOnce(run, pid);
  }
}

/** Resolves when it answers again, or the run has said that it gives up. */
async function killOnce({ output }: RunProcess, pid: number): Promise<void> {
  const seen = output.length;
  process.kill(pid, 'SIGKILL');
  for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 20) {
    if (output.slice(seen).some((line) => line === answersAgain || line.includes('within a minute'))) return;
    await delay(20);
  }
  throw new Error('The run said nothing of its emulator within 20 s.');
}
