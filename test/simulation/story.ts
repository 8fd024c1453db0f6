/** What one history knows of itself while it is played: what was answered, sent, delivered and taken from queues. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { referralIdentity } from '#src/domain/identity.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { addDays, londonDate } from '#src/domain/london.ts';
import type { Submission } from '#src/domain/submission.ts';
import { rowToHead } from '#src/store/case-rows.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import type { Evidence } from '#test/support/audit/evidence.ts';
import { explicitConsent, nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { type Actor, createScheduler, type Outcome, type Scheduler, type SchedulerOptions } from './scheduler.ts';
import { createSystem, type Deps, depsOf, keys, type System, tables } from './system.ts';

export interface Referral {
  id: ReferralId;
  sender: typeof police | typeof hospital;
  body: Submission;
}

export interface Story {
  system: System;
  scheduler: Scheduler;
  random: Random;
  referrals: Referral[];
  /** Ids, and the highest version, that a sender was told are stored. */
  answered: Map<ReferralId, number>;
  /** Submissions begun, those that were answered as new or refused, and those that were answered as known. */
  submitted: { begun: number; fresh: number; known: number };
  /** Messages that consumers took from their queues. */
  taken: Evidence['messages'];
  /** Sequence numbers of stream records that are done with. */
  delivered: Set<number>;
  /** What no fault explains. */
  violations: string[];
  headOf(id: string): CaseHead | undefined;
  /** Whether AWS failing explains it. */
  isExpected(error: Error): boolean;
  /** Starts a use case as a function of its own. */
  begin<Result>(name: string, act: (deps: Deps, actor: Actor) => Promise<Result>): () => Outcome<Result> | undefined;
  /** The same story, in which what begins has the stores of another release. */
  withDeps(make: typeof depsOf): Story;
}

/** Errors that a caller may see when AWS fails; any other is a fault of ours. */
export const expectedErrors = new Set([
  'Unavailable',
  'SendFailed',
  'TimeoutError',
  'RequestThrottled',
  // The recount reads without mapping errors: it fails as a whole, and is run again.
  'InternalServerError',
  'ProvisionedThroughputExceededException',
]);

export function createStory(plan: Plan, random: Random, onCall: SchedulerOptions['onCall']): Story {
  const start = new Date(plan.start);
  const system = createSystem(start, plan.repeatVictimMonths);
  const scheduler = createScheduler({
    ...system,
    seed: plan.order,
    faults: { rate: plan.faultRate },
    ...(onCall ? { onCall } : {}),
  });
  const violations: string[] = [];
  let begun = 0;
  const beginWith =
    (make: typeof depsOf): Story['begin'] =>
    (name, act) => {
      begun += 1;
      const label = `${begun} ${name}`;
      const task = scheduler.start(label, async (actor) => {
        try {
          return await act(make(actor, system), actor);
        } catch (error) {
          if (!(error instanceof Error) || !expectedErrors.has(error.name))
            violations.push(`${label}: ${stackOf(error)}`);
          throw error;
        }
      });
      return task.outcome;
    };
  const story: Story = {
    system,
    scheduler,
    random,
    referrals: plan.referrals.map((one, index) => createReferral(one, index, start)),
    answered: new Map(),
    submitted: { begun: 0, fresh: 0, known: 0 },
    taken: [],
    delivered: new Set(),
    violations,
    headOf(id) {
      const row = system.dynamo.rows(tables.work).find((one) => one.id === id && one.row === 'head');
      return row && rowToHead(row);
    },
    isExpected: (error) => expectedErrors.has(error.name),
    begin: beginWith(depsOf),
    withDeps: (make) => ({ ...story, begin: beginWith(make) }),
  };
  return story;
}

export const noteAnswer = ({ answered }: Story, { id, version }: { id: ReferralId; version: number }): void =>
  void answered.set(id, Math.max(version, answered.get(id) ?? 0));

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** One service, two, a reserve behind it, nobody to hand it to, two with a reserve. */
const shapes: Overrides<Submission>[] = [
  {},
  { needs: ['emotional-support', 'housing'] },
  { consent: explicitConsent, offence: { domesticAbuse: 'yes' } },
  { contact: { safe: nothingSafe } },
  { needs: ['emotional-support', 'housing'], consent: explicitConsent, offence: { domesticAbuse: 'yes' } },
];

const hourMs = 3_600_000;

function createReferral(
  { shape, person, byHospital }: Plan['referrals'][number],
  index: number,
  start: Date,
): Referral {
  const sender = byHospital ? hospital : police;
  const hoursBefore = (hours: number) => new Date(start.getTime() - hours * hourMs).toISOString();
  const body = submission({ ...shapes[shape], crimeReference: `06AB/${index % 3}/26`, reportedAt: hoursBefore(12) });
  body.victimReference = String(index);
  // Some are people of one event, and one a suspect who is released while the history is played.
  if (index % 2 === 0) body.groupReference = 'EVENT-1';
  if (index < 2) body.suspects = [{ releaseOn: addDays(londonDate(start), 3) }];
  body.victim.familyName = `Example-${'ab'[person]}`;
  body.offence.occurredOn = addDays(londonDate(start), -2);
  if ('obtainedAt' in body.consent) body.consent = { ...body.consent, obtainedAt: hoursBefore(11) };
  return { id: keys.identify(referralIdentity(sender.id, body)).id, sender, body };
}
