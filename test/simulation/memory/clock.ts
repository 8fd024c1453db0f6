/** Time that only the simulation moves. */
export interface VirtualClock {
  now(): Date;
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** Moves time forward by milliseconds. */
  advance(by: number): void;
}

export function createClock(start: Date): VirtualClock {
  let ms = start.getTime();
  return {
    now: () => new Date(ms),
    get ms() {
      return ms;
    },
    advance(by) {
      if (!(by >= 0)) throw new RangeError(`time does not go back: ${by} ms`);
      ms += by;
    },
  };
}
