/** Invokes functions by the local clock, as EventBridge's scheduled rules do. */
import { randomUUID } from 'node:crypto';
import type { LocalClock } from '#local/clock.ts';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import type { Invocation } from '#local/functions/invocation.ts';
import type { Schedule } from '#local/template/model.ts';
import { parseSchedule } from './expression.ts';

export interface Schedules {
  /**
   * Runs what moving the clock made due, each once, in the template's order, and resolves when all have ended.
   * @returns how long each function ran, in milliseconds
   */
  runDue(): Promise<RunTimes>;
  /** Runs a function's schedules now, as if they were due. */
  runOf(functionName: string): Promise<void>;
  stop(): void;
}

export type RunTimes = ReadonlyMap<string, number>;

export interface SchedulePorts {
  clock: LocalClock;
  savedValues: SavedValues;
  invoke(functionName: string, event: unknown): Promise<Invocation>;
  region: string;
  account: string;
}

/** The longest delay of a Node timer. */
const maxTimerMs = 2 ** 31 - 1;

export function startSchedules(schedules: readonly Schedule[], ports: SchedulePorts): Schedules {
  const timers = new Map<Schedule, NodeJS.Timeout>();
  let isStopped = false;
  const running = new Map<Schedule, Promise<void>>();

  /** One after another: the functions on schedules reserve one execution each. A run that is rejected ends no schedule. */
  const run = (schedule: Schedule): Promise<void> => {
    const next = (running.get(schedule) ?? Promise.resolve()).then(() => runOnce(schedule));
    running.set(
      schedule,
      next.catch(() => undefined),
    );
    return next;
  };

  const runOnce = async (schedule: Schedule): Promise<void> => {
    ports.savedValues.set(lastRunKey(schedule), String(ports.clock.now()));
    for (let tries = 0; tries <= schedule.maxRetries && !isStopped; tries++) {
      const invocation = await ports.invoke(schedule.functionName, toEvent(schedule, ports));
      if (invocation.ok) return;
    }
  };

  /** A rate is due at every move of the clock; a cron expression only if its time has passed. */
  const isDue = ({ expression }: Schedule, since: number): boolean =>
    expression.startsWith('rate(') ||
    (parseSchedule(expression)(since) ?? Number.POSITIVE_INFINITY) <= ports.clock.now();

  /** A run that became due while the system was stopped happens once, at the start. */
  const scheduleNext = (schedule: Schedule, after: number): void => {
    clearTimeout(timers.get(schedule));
    const due = parseSchedule(schedule.expression)(after);
    if (due === undefined || isStopped) return;
    const wait = Math.max(0, due - ports.clock.now());
    timers.set(
      schedule,
      setTimeout(
        () => {
          if (ports.clock.now() < due) return scheduleNext(schedule, after);
          scheduleNext(schedule, ports.clock.now());
          run(schedule).catch((error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            process.stderr.write(`The schedule of ${schedule.functionName} was not run: ${reason}\n`);
          });
        },
        Math.min(wait, maxTimerMs),
      ),
    );
  };

  for (const schedule of schedules) {
    const last = ports.savedValues.getOrCreate(lastRunKey(schedule), () => String(ports.clock.now()));
    scheduleNext(schedule, Math.min(Number(last), ports.clock.now()));
  }
  return {
    async runDue() {
      const times = new Map<string, number>();
      for (const schedule of schedules) {
        const due = isDue(
          schedule,
          Number(ports.savedValues.getOrCreate(lastRunKey(schedule), () => String(ports.clock.now()))),
        );
        scheduleNext(schedule, ports.clock.now());
        if (!due) continue;
        const started = performance.now();
        await run(schedule);
        times.set(schedule.functionName, (times.get(schedule.functionName) ?? 0) + performance.now() - started);
      }
      return times;
    },
    async runOf(functionName) {
      for (const schedule of schedules) if (schedule.functionName === functionName) await run(schedule);
    },
    stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

const lastRunKey = (schedule: Schedule): string => `last run of ${schedule.logicalId}`;

function toEvent(schedule: Schedule, { clock, region, account }: SchedulePorts): unknown {
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
