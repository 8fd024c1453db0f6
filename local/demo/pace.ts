/** Records where the demo's time goes, and by month, to show whether it slows down. */
export interface Pace {
  sent: number;
  /** Messages that services received. */
  taken: number;
  ms: number;
}

export interface Paces {
  /** Milliseconds by activity. */
  times: Map<string, number>;
  /** By month of the run's clock. */
  pace: Map<string, Pace>;
  timed(day: string, what: string, work: () => Promise<unknown>): Promise<void>;
}

/** @param progress returns the counts so far */
export function paces(done: () => Omit<Pace, 'ms'>): Paces {
  const times = new Map<string, number>();
  const pace = new Map<string, Pace>();
  return {
    times,
    pace,
    async timed(day, what, work) {
      const began = performance.now();
      const before = done();
      await work();
      const ms = performance.now() - began;
      const after = done();
      times.set(what, (times.get(what) ?? 0) + ms);
      const month = day.slice(0, 7);
      const so = pace.get(month) ?? { sent: 0, taken: 0, ms: 0 };
      pace.set(month, {
        sent: so.sent + after.sent - before.sent,
        taken: so.taken + after.taken - before.taken,
        ms: so.ms + ms,
      });
    },
  };
}
