/**
 * The clock of the local run: real time and a shift that only grows. The shift stands in
 * shared memory, so that every function's Date follows at once (functions/shifted-date.ts).
 */
export interface LocalClock {
  /** Milliseconds since 1970, shifted. */
  now(): number;
  shiftMs(): number;
  /** Moves forward to the instant; false, and nothing moved, when that is in the past. */
  moveTo(instant: number): boolean;
  readonly memory: SharedArrayBuffer;
}

export function localClock(startAt?: number): LocalClock {
  const memory = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const shift = new Float64Array(memory);
  shift[0] = startAt === undefined ? 0 : startAt - Date.now();
  const shiftMs = () => shift[0] ?? 0;
  const now = () => Math.floor(Date.now() + shiftMs());
  return {
    memory,
    now,
    shiftMs,
    moveTo(instant) {
      if (instant < now()) return false;
      shift[0] = instant - Date.now();
      return true;
    },
  };
}

/** RFC 3339 with an offset; undefined for anything else. */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(instant) ? undefined : instant;
}
