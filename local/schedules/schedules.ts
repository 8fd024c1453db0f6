/** Invokes functions by the local clock, as EventBridge's scheduled rules do. */
import { randomUUID } from 'node:crypto';
import type { LocalClock } from '#local/clock.ts';
import type { Kept } from '#local/data-folder/kept.ts';
import type { Invocation } from '#local/functions/host.ts';
import type { Schedule } from '#local/template/model.ts';
import { nextDue } from './expression.ts';

export interface Schedules {
  /** Runs what moving the clock made due, each once, in the template's order; resolves when all have ended. */
  runAll(): Promise<void>;
  stop(): void;
}

export interface SchedulePorts {
  clock: LocalClock;
  kept: Kept;
  invoke(functionName: string, event: unknown): Promise<Invocation>;
  region: string;
  account: string;
}

/** The longest delay of a Node timer. */
const longestWaitMs = 2 ** 31 - 1;

export function runSchedules(schedules: readonly Schedule[], ports: SchedulePorts): Schedules {
  const timers = new Map<Schedule, NodeJS.Timeout>();
  let stopped = false;

  const run = async (schedule: Schedule): Promise<void> => {
    ports.kept.set(lastRun(schedule), String(ports.clock.now()));
    for (let tries = 0; tries <= schedule.retries && !stopped; tries++) {
      const invocation = await ports.invoke(schedule.functionName, eventOf(schedule, ports));
      if (invocation.ok) return;
    }
  };

  /** A rate is due at every move of the clock; a cron expression only if its time has passed. */
  const isDue = ({ expression }: Schedule, since: number): boolean =>
    expression.startsWith('rate(') || (nextDue(expression)(since) ?? Number.POSITIVE_INFINITY) <= ports.clock.now();

  /** A run that became due while the system was stopped happens once, at the start. */
  const arm = (schedule: Schedule, after: number): void => {
    clearTimeout(timers.get(schedule));
    const due = nextDue(schedule.expression)(after);
    if (due === undefined || stopped) return;
    const wait = Math.max(0, due - ports.clock.now());
    timers.set(
      schedule,
      setTimeout(
        () => {
          if (ports.clock.now() < due) return arm(schedule, after);
          arm(schedule, ports.clock.now());
          void run(schedule);
        },
        Math.min(wait, longestWaitMs),
      ),
    );
  };

  for (const schedule of schedules) {
    const last = ports.kept.get(lastRun(schedule), () => String(ports.clock.now()));
    arm(schedule, Math.min(Number(last), ports.clock.now()));
  }
  return {
    async runAll() {
      for (const schedule of schedules) {
        const due = isDue(schedule, Number(ports.kept.get(lastRun(schedule), () => String(ports.clock.now()))));
        arm(schedule, ports.clock.now());
        if (due) await run(schedule);
      }
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

const lastRun = (schedule: Schedule): string => `last run of ${schedule.logicalId}`;

function eventOf(schedule: Schedule, { clock, region, account }: SchedulePorts): unknown {
  if (schedule.input !== undefined) return JSON.parse(schedule.input);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [schedule.arn],
    detail: {},
  };
}
