/** What the demo's parties have planned, by day. */
import { addDays, dayNumber, londonDate, weekdayOf } from '#src/domain/london.ts';
import type { Client } from './client.ts';
import { inParallel } from './parallel.ts';

/** @param now RFC 3339: the run's clock */
export type Step = (now: string) => Promise<void>;

export interface Agenda {
  schedule(day: string, step: Step): void;
  /** The day after that many days, moved to Monday if it falls on a weekend; the same day in a demo of one day. */
  workingDayAfter(now: string, days: number, urgent?: boolean): string;
  /** Does everything due by this day, and what that makes due. */
  work(day: string): Promise<void>;
}

const width = 8;

/** @param isSpreadOverDays false does everything at once, for a demo of one day */
export function createAgenda(client: Pick<Client, 'readClock'>, isSpreadOverDays: boolean): Agenda {
  const planned = new Map<string, Step[]>();
  return {
    schedule(day, step) {
      planned.set(day, [...(planned.get(day) ?? []), step]);
    },
    workingDayAfter(now, days, urgent = false) {
      const day = addDays(londonDate(new Date(now)), isSpreadOverDays ? days : 0);
      const weekday = weekdayOf(dayNumber(day));
      return !isSpreadOverDays || urgent || weekday < 5 ? day : addDays(day, 7 - weekday);
    },
    async work(day) {
      for (;;) {
        const due = [...planned.keys()].filter((one) => one <= day).sort();
        const steps = due.flatMap((one) => planned.get(one) ?? []);
        if (steps.length === 0) return;
        for (const one of due) planned.delete(one);
        const now = await client.readClock();
        await inParallel(steps, width, (step) => step(now));
      }
    },
  };
}
