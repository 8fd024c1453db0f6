/** Chance from a seed: the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  /** @throws RangeError for an empty list */
  pick<Item>(from: readonly Item[]): Item;
  /** A generator of its own, so that draws for one purpose do not move those for another. */
  fork(): Random;
}

/** Mulberry32: small, fast, and even enough to choose an order by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    chance: (probability) => next() / 0x1_0000_0000 < probability,
    pick(from) {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[below(from.length)] as (typeof from)[number];
    },
    fork: () => createRandom(next()),
  };
}
