/** The default bus of EventBridge, for what this machine's emulators tell: rules by pattern, and their functions. */
import type { Invocation } from '#local/functions/invocation.ts';
import type { EventRule } from '#local/template/model.ts';
import { recordFilter } from './filter.ts';

export interface EventBus {
  put(event: object): void;
  /** Resolves when all events so far were delivered, or given up. */
  waitUntilIdle(): Promise<void>;
}

export function openEventBus(
  rules: readonly EventRule[],
  invoke: (functionName: string, event: unknown) => Promise<Invocation>,
): EventBus {
  const delivering = new Set<Promise<void>>();
  const targets = rules.map((rule) => ({ ...rule, matches: recordFilter([rule.pattern]) }));
  const deliver = async ({ functionName, maxRetries }: EventRule, event: object): Promise<void> => {
    for (let tries = 0; tries <= maxRetries; tries++) {
      if ((await invoke(functionName, event)).ok) return;
    }
  };
  return {
    put(event) {
      for (const rule of targets.filter(({ matches }) => matches(event))) {
        const delivery = deliver(rule, event).finally(() => delivering.delete(delivery));
        delivering.add(delivery);
      }
    },
    async waitUntilIdle() {
      await Promise.all(delivering);
    },
  };
}
