/** What every drill has in common: its run, its load, and the audit after each fault. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SimpleFaker } from '@faker-js/faker';
import { type Evidence, evidenceOf } from '#test/support/audit/evidence.ts';
import { audit } from '#test/support/auditor.ts';
import type { DrillOptions } from './options.ts';
import { createRunProcess, type RunProcess } from './run-process.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export interface DrillContext {
  run: RunProcess;
  traffic: Traffic;
  options: DrillOptions;
  /** Random choices of the drill itself, such as instants. */
  random: SimpleFaker;
  /** Writes a line of the report. */
  say(line: string): void;
  /** Names a violation. */
  violate(fault: string): void;
  /**
   * Brings the run to rest: what was not answered is sent again, what fell due is done. Then it must be as an
   * auditor wants it.
   */
  auditAtRest(what: string): Promise<Evidence>;
}

export interface DrillResult {
  violations: string[];
  /** How many requests there were, and what came of them. */
  summary: string;
  /** Undefined where this machine does not allow the drill. */
  skipped?: string;
}

/** @returns why this machine does not allow it, or nothing */
export type Drill = (context: DrillContext) => Promise<string | undefined>;

/** The sweep leaves what is newer than half a minute to the stream. */
const sweepAfterMs = 2 * 60_000;

export async function runDrill(
  name: string,
  drill: Drill,
  options: DrillOptions,
  say: (line: string) => void,
): Promise<DrillResult> {
  const dataDir = mkdtempSync(path.join(tmpdir(), `victim-referral-intake-drill-${name}-`));
  const run = await createRunProcess(dataDir);
  const traffic = createTraffic({ client: run.client, seed: options.seed, maxReferrals: options.referrals });
  const violations: string[] = [];
  const violate = (fault: string): void => {
    violations.push(fault);
    say(`  VIOLATION ${fault}`);
  };
  const context: DrillContext = {
    run,
    traffic,
    options,
    random: new SimpleFaker({ seed: options.seed }),
    say,
    violate,
    async auditAtRest(what) {
      await traffic.sendUnanswered();
      await advance(run, 2 * sweepAfterMs);
      const evidence = await evidenceOf(run.client(), traffic.taken);
      const faults = await audit(evidence, { answered: traffic.answered });
      traffic.addTaken(evidence.messages.slice(traffic.taken.length));
      say(`  ${what}: ${evidence.referrals.length} rows in the ledger, ${faults.length} faults found by the auditor`);
      for (const fault of faults) violate(fault);
      return evidence;
    },
  };
  const started = performance.now();
  const summarise = () => `${describe(traffic)}; ${((performance.now() - started) / 1000).toFixed(0)} s`;
  try {
    const skipped = await drill(context);
    for (const fault of traffic.faults) violate(fault);
    return { violations, summary: summarise(), ...(skipped === undefined ? {} : { skipped }) };
  } catch (error) {
    violate(`the drill could not be finished: ${error instanceof Error ? error.message : String(error)}`);
    for (const line of run.output.slice(-10)) say(`    ${line}`);
    return { violations, summary: summarise() };
  } finally {
    await run.stop();
    if (options.keep) say(`  data folder: ${dataDir}`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Moves the run's clock; resolves when everything that this made due is done. */
export async function advance({ client }: RunProcess, ms: number): Promise<void> {
  await client().moveClock(new Date(Date.parse(await client().readClock()) + ms).toISOString());
}

function describe({ tally, answered }: Traffic): string {
  const { requests, unavailable, failed, brokenOff, reports } = tally;
  return (
    `${requests} requests, ${answered.size} referrals answered 2xx, ${reports} reports of services taken; ` +
    `${unavailable} answered 503 with Retry-After, ${failed} other 5xx, ${brokenOff} broken off`
  );
}
