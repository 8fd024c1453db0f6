/** Records where the demo's time goes, and by month, to show whether it slows down. */
export interface MonthlyPace {
  sentCount: number;
  /** Messages that services received. */
  messageCount: number;
  /** Without the recount, which goes through all that was ever counted. */
  ms: number;
  recountMs: number;
}

/** What some work took beside itself: jobs of the system by name, in milliseconds. */
export type JobTimes = ReadonlyMap<string, number>;

export interface PaceRecorder {
  /** Milliseconds by activity; each job of the system stands by itself. */
  times: Map<string, number>;
  /** By month of the run's clock. */
  pace: Map<string, MonthlyPace>;
  /** @param work what it returns are the jobs that it waited for */
  measure(day: string, what: string, work: () => Promise<JobTimes | undefined>): Promise<void>;
}

/** @param progress returns the counts so far */
export function createPaceRecorder(progress: () => Pick<MonthlyPace, 'sentCount' | 'messageCount'>): PaceRecorder {
  const times = new Map<string, number>();
  const pace = new Map<string, MonthlyPace>();
  const add = (what: string, ms: number) => times.set(what, (times.get(what) ?? 0) + ms);
  return {
    times,
    pace,
    async measure(day, what, work) {
      const started = performance.now();
      const before = progress();
      const jobs = (await work()) ?? new Map<string, number>();
      const ms = performance.now() - started;
      const after = progress();
      for (const [job, jobMs] of jobs) add(`job: ${job}`, jobMs);
      add(what, ms - [...jobs.values()].reduce((sum, jobMs) => sum + jobMs, 0));
      const recountMs = jobs.get('recount') ?? 0;
      const month = day.slice(0, 7);
      const previous = pace.get(month) ?? { sentCount: 0, messageCount: 0, ms: 0, recountMs: 0 };
      pace.set(month, {
        sentCount: previous.sentCount + after.sentCount - before.sentCount,
        messageCount: previous.messageCount + after.messageCount - before.messageCount,
        ms: previous.ms + ms - recountMs,
        recountMs: previous.recountMs + recountMs,
      });
    },
  };
}
