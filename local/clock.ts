/**
 * The clock of the local run: real time plus a shift that only grows. The shift is in shared
 * memory, so that Date in every function's thread follows at once (workarounds/shifted-date.ts).
 */
export interface LocalClock {
  /** Epoch milliseconds, shifted. */
  now(): number;
  shiftMs(): number;
  /** Moves forward to the instant. Returns false and does nothing when it is in the past. */
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

/** Parses an RFC 3339 date-time with an offset to epoch milliseconds; undefined for anything else. */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(instant) ? undefined : instant;
}
