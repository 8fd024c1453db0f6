/** kill -9 of the whole run at random instants under load, and a start on the same data folder. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Drill } from './drill.ts';

const kills = 4;

export const killRun: Drill = async ({ run, traffic, options, random, say, auditAtRest }) => {
  for (let round = 1; round <= kills; round++) {
    await run.start();
    const share = options.seconds / kills;
    const afterMs = random.number.int({ min: 200 * share, max: 1000 * share });
    const before = traffic.answered.size;
    await traffic.runUntil(delay(afterMs).then(run.kill));
    say(`  killed after ${afterMs} ms of load, ${traffic.answered.size - before} answered in it`);
    await run.start();
    await auditAtRest(`kill ${round}`);
    await traffic.workQueues();
    await run.stop();
  }
  await run.start();
  await auditAtRest('worked on');
  return undefined;
};
