/** `npm run drill`: breaks a local run on purpose, under load, and audits what is left. Prints a report. */
import '#local/support/require-node.ts';
import { deadConsumer } from './dead-consumer.ts';
import { diskDrill } from './disk.ts';
import { type Drill, runDrill } from './drill.ts';
import { emulatorDrill } from './emulator.ts';
import { killRun } from './kill-run.ts';
import { meetingsDrill } from './meetings.ts';
import { type DrillName, type DrillOptions, help, readDrillOptions } from './options.ts';
import { pairsDrill } from './pairs.ts';

const drills: Record<DrillName, { what: string; drill: Drill }> = {
  kill: { what: 'kill -9 of the run at random instants', drill: killRun },
  emulator: { what: 'the DynamoDB emulator paused and killed', drill: emulatorDrill },
  disk: { what: 'the disk full, then freed', drill: diskDrill },
  consumer: { what: 'a consumer dead for an hour, another for good', drill: deadConsumer },
  pairs: { what: 'two services of a case act in the same moment', drill: pairsDrill },
  meetings: { what: 'two parties act on one case in the same moment', drill: meetingsDrill },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let options: DrillOptions;
  try {
    options = readDrillOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nSee npm run drill -- --help.\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const outcomes: string[] = [];
  let violations = 0;
  for (const name of options.only) {
    const { what, drill } = drills[name];
    say(`${name}: ${what}, seed ${options.seed}`);
    const result = await runDrill(name, drill, options, say);
    violations += result.violations.length;
    const faults = `${result.violations.length} faults found`;
    const outcome = result.skipped === undefined ? `${faults}; ${result.summary}` : `SKIPPED, ${result.skipped}`;
    outcomes.push(`  ${name}: ${outcome}`);
  }
  say(['Report', ...outcomes].join('\n'));
  return violations > 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
