/** The use cases with faults planted between them: what AWS may do, and what a crash leaves behind. */
import type { CaseChange } from '#src/domain/case/model.ts';
import type { Cases, HandOffQueue, LedgerRecord } from '#src/usecases/ports.ts';
import { SendFailed, Unavailable } from '#src/usecases/ports.ts';
import type { World } from '#test/support/world.ts';

/** The process ended here. No use case may catch it: what follows does not happen. */
export class Crash extends Error {
  override name = 'Crash';
}

export const faults = [
  /** Nothing of the transaction was written. */
  'crash-before-commit',
  /** The transaction stands; nothing after it happened. */
  'crash-after-commit',
  /** The transaction stands, and its answer was lost. */
  'commit-answer-lost',
  /** The queue did not take the message. */
  'send-fails',
  /** The queue took the message, and its answer was lost. */
  'send-answer-lost',
  'crash-before-send',
  'crash-after-send',
  'crash-before-mark',
  'crash-after-mark',
] as const;
export type Fault = (typeof faults)[number];

/** The world's dependencies, in which the next fault planted happens once. */
export function faulty(world: World): { deps: World['deps']; plant(fault: Fault | undefined): void } {
  let next: Fault | undefined;
  const happens = (fault: Fault): boolean => {
    if (next !== fault) return false;
    next = undefined;
    return true;
  };
  const queue: HandOffQueue = {
    async send(messages) {
      if (happens('crash-before-send')) throw new Crash();
      if (happens('send-fails')) throw new SendFailed(messages.map((message) => message.handOffId));
      await world.deps.queue.send(messages);
      if (happens('send-answer-lost')) throw new SendFailed(messages.map((message) => message.handOffId));
      if (happens('crash-after-send')) throw new Crash();
    },
  };
  const cases: Cases = {
    ...world.deps.cases,
    async commit(change: CaseChange, correction?: LedgerRecord) {
      if (happens('crash-before-commit')) throw new Crash();
      const done = await world.deps.cases.commit(change, correction);
      if (happens('crash-after-commit')) throw new Crash();
      if (happens('commit-answer-lost')) throw new Unavailable('TimeoutError');
      return done;
    },
    async erase(change: CaseChange) {
      if (happens('crash-before-commit')) throw new Crash();
      const done = await world.deps.cases.erase(change);
      if (happens('crash-after-commit')) throw new Crash();
      if (happens('commit-answer-lost')) throw new Unavailable('TimeoutError');
      return done;
    },
    async markSent(handOff) {
      if (happens('crash-before-mark')) throw new Crash();
      await world.deps.cases.markSent(handOff);
      if (happens('crash-after-mark')) throw new Crash();
    },
  };
  return {
    deps: { ...world.deps, queue, cases },
    plant(fault) {
      next = fault;
    },
  };
}
