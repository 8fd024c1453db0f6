/** Plays histories until a number of steps is done. Each batch of them has a seed of its own, by which it is replayed. */
import * as fc from 'fast-check';
import { type FaultKind, faultKinds } from './faults.ts';
import { anyPlan, type Plan } from './plan.ts';
import { play } from './play.ts';
import type { Release } from './release.ts';

export interface Failure {
  /** For SIMULATE_SEED. */
  seed: number;
  /** As small as fast-check could make it. */
  plan: Plan;
  violations: string[];
  /** Steps of the whole run until it was first seen. */
  foundAfter: number;
}

export interface Totals {
  steps: number;
  histories: number;
  interleavings: number;
  fired: Record<FaultKind, number>;
  failures: Failure[];
}

export interface RunOptions {
  /** Stops after the batch in which this many calls were done. */
  steps: number;
  seed: number;
  /** Another release, whose use cases run beside this one's. */
  other?: Release | undefined;
  /** Stops after this many batches failed. */
  mostFailures?: number;
  onBatch?: (totals: Totals) => void;
}

const historiesInBatch = 20;
/** Histories played to make a failure smaller, and orders of calls tried for each smaller plan. */
const mostRetries = 400;
const ordersTried = 10;

export async function simulate({ steps, seed, other, mostFailures = 1, onBatch }: RunOptions): Promise<Totals> {
  const fired = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Totals['fired'];
  const totals: Totals = { steps: 0, histories: 0, interleavings: 0, fired, failures: [] };
  for (let batch = seed; totals.steps < steps && totals.failures.length < mostFailures; batch++) {
    const failure = await playBatch(batch, totals, other);
    if (failure) totals.failures.push(failure);
    onBatch?.(totals);
  }
  return totals;
}

async function playBatch(seed: number, totals: Totals, other: Release | undefined): Promise<Failure | undefined> {
  let smallest: Failure | undefined;
  let retries = 0;
  const playOnce = async (plan: Plan): Promise<void> => {
    const { violations, steps, interleavings, fired } = await play(plan, { other });
    totals.histories += 1;
    totals.steps += steps;
    totals.interleavings += interleavings;
    for (const kind of faultKinds) totals.fired[kind] += fired[kind];
    if (smallest) retries += 1;
    if (violations.length === 0) return;
    smallest = { seed, plan, violations, foundAfter: smallest?.foundAfter ?? totals.steps };
    throw new Error(violations.join('\n'));
  };
  const property = fc.asyncProperty(anyPlan, async (plan) => {
    // A plan with a step less has other draws behind it: the same moment may come with another order.
    const orders = smallest ? ordersTried : 1;
    for (let order = 0; order < orders && retries < mostRetries; order++) {
      await playOnce({ ...plan, order: plan.order + order });
    }
  });
  const { failed, errorInstance } = await fc.check(property, { seed, numRuns: historiesInBatch });
  if (failed && !smallest) throw errorInstance;
  return smallest;
}

/** @param options as they were given, so that the line plays the same again */
export const failureText = ({ seed, plan: { steps, ...plan }, violations }: Failure, options = ''): string =>
  [
    `SIMULATE_SEED=${seed} npm run simulate${options && ` -- ${options}`}`,
    JSON.stringify(plan),
    ...steps.map((step) => `  ${JSON.stringify(step)}`),
    ...violations,
  ].join('\n');
