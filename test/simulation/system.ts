/** The system in memory: its tables, its queues, and its use cases as one actor calls them. */
import { parseSubmission, readAsAccepted } from '#src/contracts/submission.ts';
import type { Area } from '#src/domain/area.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { countedSenders } from '#src/domain/test-party.ts';
import { printAreaSecret } from '#src/platform/area-secret.ts';
import { type AreaKeys, createKeys } from '#src/platform/keys.ts';
import { handOffQueue, parkedQueue } from '#src/queue/hand-off-queue.ts';
import { caseStore } from '#src/store/cases.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { counterWriter } from '#src/store/counters.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { monthCounters } from '#src/store/month-counters.ts';
import { monthHistory } from '#src/store/month-history.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import type { Log, LogEvent, LogFields } from '#src/usecases/ports/log.ts';
import { area, rules } from '#test/support/area-fixture.ts';
import { rotatedSecret } from '#test/support/test-secret.ts';
import type { QueueModel } from './memory/queue.ts';
import { createMemoryWorld, type MemoryWorld } from './memory/world.ts';
import type { Actor } from './scheduler.ts';

/** The tables have their plain names in the model. */
export const tables = { referrals: 'referrals', work: 'work', counters: 'counters', erasures: 'erasures' } as const;
const queuePrefix = 'https://queues.example.org/';
export const queueOf = (service: string): string => `${queuePrefix}${service}`;
export const deadLettersOf = (service: string): string => `${queuePrefix}${service}-dead`;
export const parkedUrl = `${queuePrefix}parked`;

const day = { hours: 24 } as const;
const week = { weeks: 1 } as const;
/** Deadlines and retention so short that a history comes to them. */
const createArea = (repeatVictimMonths: number): Area =>
  area({
    rules: {
      ...rules,
      repeatVictimMonths,
      respondWithin: { high: day, enhanced: day, standard: day },
      retention: { declined: week, 'not-reached': week, supported: week },
    },
  });
// Made once: deriving keys and compiling an area takes longer than a history.
const areas = new Map([0, 1].map((months) => [months, createArea(months)]));
/** Of an area that was rotated so often; each opens what any of them sealed. Index 0 seals by version 1. */
export const keysBySealVersion = [1, 2, 3, 4].map((current) =>
  createKeys(printAreaSecret(rotatedSecret(4, current)), 'EX'),
);
export const keys = keysBySealVersion[0] as AreaKeys;

export interface System extends MemoryWorld {
  area: Area;
  /** The area as it is deployed now: it may lack a service that referrals were routed to. */
  deployed: Area;
  log: Log;
  logged: { event: LogEvent; fields: LogFields }[];
  /** Keys of calls that begin now. */
  keys: AreaKeys;
}

export function createSystem(start: Date, repeatVictimMonths: number): System {
  const whole = areas.get(repeatVictimMonths) ?? createArea(repeatVictimMonths);
  const queues: Record<string, QueueModel> = { [parkedUrl]: {} };
  for (const { id } of whole.services) {
    queues[queueOf(id)] = { deadLetters: { url: deadLettersOf(id), maxReceiveCount: 3 } };
    queues[deadLettersOf(id)] = {};
  }
  const logged: System['logged'] = [];
  const note = (event: LogEvent, fields: LogFields = {}) => void logged.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note };
  return { ...createMemoryWorld(start, queues), area: whole, deployed: whole, log, logged, keys };
}

/** Everything that use cases need, with one actor's clients: as one running function has it. */
export function depsOf({ dynamo, sqs, pause }: Pick<Actor, 'dynamo' | 'sqs' | 'pause'>, system: System) {
  const { area: whole, deployed, log, clock } = system;
  const { now } = clock;
  return {
    area: deployed,
    rules: whole.rules,
    now,
    log,
    keys: system.keys,
    publicUrl: 'https://api.example.org',
    queue: handOffQueue(sqs, queuePrefix),
    parked: parkedQueue(sqs, parkedUrl),
    ledger: ledgerStore(dynamo, tables.referrals),
    cases: caseStore(dynamo, tables, now, pause),
    counters: counterWriter(dynamo, tables.counters, now, pause),
    readAsAccepted,
    parseSubmission: (body: unknown, sender: Sender, at: Date, accepted?: Submission) =>
      parseSubmission(body, sender, whole, at, accepted),
  };
}
export type Deps = ReturnType<typeof depsOf>;

/** As an operator's command has it. */
export const sealedSourceOf = ({ dynamo }: Pick<Actor, 'dynamo'>, { keys: current }: System) => ({
  client: dynamo,
  tables: { ...tables, web: 'web' },
  keys: current,
});

/** As the deployed job has it. */
export const recountMonthsDepsOf = ({ dynamo, pause }: Pick<Actor, 'dynamo' | 'pause'>, { area, clock }: System) => ({
  area,
  history: monthHistory(dynamo, tables.work, countedSenders(area)),
  counters: monthCounters(dynamo, tables.counters),
  people: monthPeople(dynamo, tables.counters),
  rollUpWriter: rollUpWriter(dynamo, tables.counters, clock.now, pause),
  now: clock.now,
});

export const recountDepsOf = ({ dynamo, pause }: Pick<Actor, 'dynamo' | 'pause'>, { clock }: System) => ({
  history: countedHistory(dynamo, tables.work),
  counters: storedCounters(dynamo, tables.counters),
  people: monthPeople(dynamo, tables.counters),
  rollUpWriter: rollUpWriter(dynamo, tables.counters, clock.now, pause),
  now: clock.now,
});
