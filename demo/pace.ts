/** Records where the demo's time goes, and by month, to show whether it slows down. */
export interface MonthlyPace {
  sentCount: number;
  /** Messages that services received. */
  messageCount: number;
  ms: number;
}

export interface PaceRecorder {
  /** Milliseconds by activity. */
  times: Map<string, number>;
  /** By month of the run's clock. */
  pace: Map<string, MonthlyPace>;
  measure(day: string, what: string, work: () => Promise<unknown>): Promise<void>;
}

/** @param progress returns the counts so far */
export function createPaceRecorder(progress: () => Omit<MonthlyPace, 'ms'>): PaceRecorder {
  const times = new Map<string, number>();
  const pace = new Map<string, MonthlyPace>();
  return {
    times,
    pace,
    async measure(day, what, work) {
      const started = performance.now();
      const before = progress();
      await work();
      const ms = performance.now() - started;
      const after = progress();
      times.set(what, (times.get(what) ?? 0) + ms);
      const month = day.slice(0, 7);
      const previous = pace.get(month) ?? { sentCount: 0, messageCount: 0, ms: 0 };
      pace.set(month, {
        sentCount: previous.sentCount + after.sentCount - before.sentCount,
        messageCount: previous.messageCount + after.messageCount - before.messageCount,
        ms: previous.ms + ms,
      });
    },
  };
}
