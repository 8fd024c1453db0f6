/** Plays one history to its end: its steps with interleaving and faults, then the audit of what is left. */
import { caseStore } from '#src/store/cases.ts';
import type { FaultKind } from './faults.ts';
import { countInterleavings } from './interleavings.ts';
import { createStream } from './jobs.ts';
import { documentClientOf } from './memory/clients.ts';
import type { Plan, Step } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { type Release, release } from './release.ts';
import { comeToRest } from './rest.ts';
import { createStory, type Referral, type Story } from './story.ts';
import { tables } from './system.ts';

export interface Played {
  violations: string[];
  /** Calls to tables and queues. */
  steps: number;
  interleavings: number;
  fired: Record<FaultKind, number>;
}

/** Calls done between two steps: fewer than a use case makes, so that steps run into each other. */
const callsBetweenSteps = 16;
const hourMs = 3_600_000;

interface PlayOptions {
  /** Told of every call, to look into one history. */
  onCall?: Parameters<typeof createStory>[2];
  /** A second release: each use case begins with one or the other. */
  other?: Release | undefined;
}

export async function play(plan: Plan, { onCall, other }: PlayOptions = {}): Promise<Played> {
  const interleavings = countInterleavings();
  const random = createRandom(plan.order).fork();
  const story = createStory(plan, random, (report) => {
    interleavings.onCall(report);
    onCall?.(report);
  });
  const { scheduler } = story;
  await beginSweeping(story);
  const choose = createChoice(story, random, other);
  const submit = createSubmitting(story, choose);
  const stream = createStream(story, plan.stream, choose);
  for (const step of plan.steps) {
    submit();
    stream.deliver(1 + random.below(4));
    await scheduler.runFor(random.below(callsBetweenSteps));
    await begin(story, step, choose);
  }
  await scheduler.run();
  const violations = await comeToRest(story, plan);
  const { calls, fired } = scheduler.counts;
  return { violations, steps: calls, interleavings: interleavings.count, fired };
}

type Choice = () => Release & { story: Story };

/** Whose code begins next. */
function createChoice(story: Story, random: Random, other: Release | undefined): Choice {
  const own = { ...release, story };
  if (!other) return () => own;
  const others = { ...other, story: story.withDeps(other.depsOf) };
  return () => (random.below(2) === 0 ? own : others);
}

/** Senders submit all at once, and again after a crash of theirs or ours, until each has an answer. */
function createSubmitting(story: Story, choose: Choice): () => void {
  const { referrals, answered } = story;
  const outcomes = new Map<Referral, () => unknown>();
  return () => {
    for (const referral of referrals) {
      const isUnderWay = outcomes.has(referral) && outcomes.get(referral)?.() === undefined;
      if (answered.has(referral.id) || isUnderWay) continue;
      const chosen = choose();
      outcomes.set(
        referral,
        chosen.story.begin('submit', (deps) => chosen.submitUntilAnswered(chosen.story, deps, referral)),
      );
    }
  };
}

/** A deployment sweeps from its first minute on, so that no sweep looks back too short a way. */
async function beginSweeping({ system }: Story): Promise<void> {
  const client = documentClientOf(async (command) => system.dynamo.execute(command));
  await caseStore(client, tables).setSweepMark({ hour: system.clock.now().toISOString().slice(0, 13) });
}

async function begin(story: Story, step: Step, choose: Choice): Promise<void> {
  const { system, scheduler, referrals } = story;
  if ('together' in step) {
    const referral = referrals[step.on % referrals.length];
    for (const act of referral ? step.together : []) {
      const chosen = choose();
      if (referral) chosen.startAct(chosen.story, referral, act);
    }
  } else if ('job' in step) {
    const chosen = choose();
    chosen.startJob(chosen.story, step);
  } else if ('waitS' in step) system.clock.advance(step.waitS * 1000);
  else if ('deploy' in step) {
    const services = system.area.services.filter(({ id }) => id !== 'general');
    system.deployed = step.deploy === 'whole' ? system.area : { ...system.area, services };
  } else {
    // No function runs for longer than a quarter of an hour: none is under way when hours pass.
    await scheduler.run();
    system.clock.advance(step.sleepH * hourMs);
  }
}
