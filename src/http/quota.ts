/**
 * How often a party may call, where the register sets it. Counted in the memory of each running function: approximate, as AWS
 * runs several at a time under load, and without a write for each request.
 */
import type { Party } from '#src/domain/area.ts';

export interface Quota {
  /** @returns in how many whole seconds the next call is taken; undefined where this one is */
  take(party: Pick<Party, 'id' | 'callsPerMinute'>): number | undefined;
}

/**
 * A minute's calls may come at once; then one for each part of a minute.
 * @param elapsedMs a clock that never goes back
 */
export function createQuota(elapsedMs: () => number = () => performance.now()): Quota {
  const left = new Map<string, { calls: number; at: number }>();
  return {
    take({ id, callsPerMinute }) {
      if (callsPerMinute === undefined) return undefined;
      const at = elapsedMs();
      const perMs = callsPerMinute / 60_000;
      const last = left.get(id) ?? { calls: callsPerMinute, at };
      const calls = Math.min(callsPerMinute, last.calls + (at - last.at) * perMs);
      const isTaken = calls >= 1;
      left.set(id, { calls: isTaken ? calls - 1 : calls, at });
      return isTaken ? undefined : Math.max(1, Math.ceil((1 - calls) / perMs / 1000));
    },
  };
}
