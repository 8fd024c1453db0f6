/** Brings a history to rest without faults, and says everything that is wrong then. */

import { countSeals, resealRows } from '#operator/reseal.ts';
import { canonicalJson } from '#src/domain/canonical.ts';
import { handOffStatuses, isOpenHandOff } from '#src/domain/states.ts';
import type { Submission } from '#src/domain/submission.ts';
import { counterReader } from '#src/store/counters.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import type { SeenInMonth } from '#src/usecases/ports/counters.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { recountMonths } from '#src/usecases/volumes/recount-months.ts';
import { casesOf } from '#test/support/audit/cases.ts';
import { eventsWithVersions } from '#test/support/audit/corrections.ts';
import { type Evidence, messageSchema, volumesOf } from '#test/support/audit/evidence.ts';
import { audit } from '#test/support/auditor.ts';
import { referralId } from '#test/support/ids.ts';
import { leftWithoutFaults } from './duplicates.ts';
import { createStream, redrive } from './jobs.ts';
import { documentClientOf } from './memory/clients.ts';
import type { Plan } from './plan.ts';
import { silentlySentFaults } from './refusals.ts';
import type { Actor } from './scheduler.ts';
import { expectedErrors, type Story } from './story.ts';
import {
  type Deps,
  deadLettersOf,
  keys,
  parkedUrl,
  queueOf,
  recountDepsOf,
  recountMonthsDepsOf,
  type System,
  sealedSourceOf,
  tables,
} from './system.ts';

const hourMs = 3_600_000;
/** All that a history of some weeks can count. */
const years = { from: '2026-01-01', to: '2027-12-31' } as const;

/** @returns what must not be; nothing wrong is an empty list */
export async function comeToRest(story: Story, plan: Plan): Promise<string[]> {
  const { scheduler, system, violations } = story;
  const { clock } = system;
  scheduler.setFaults({ rate: 0 });
  system.deployed = system.area;
  await scheduler.run();
  clock.advance(60_000);
  await deliverAll(story, plan);
  // The stream records a correction that its request could not, and the sweep sends it: once it is no longer fresh.
  clock.advance(60_000);
  while (system.sqs.bodies(parkedUrl).length > 0) {
    await runAlone(story, 'redrive', redrive);
    clock.advance(31_000);
  }
  const first = await runAlone(story, 'sweep', (deps) => sweep(deps));
  if (first && (first.failed || first.parked || first.settled))
    violations.push(`a sweep says ${JSON.stringify(first)}`);
  const second = await runAlone(story, 'sweep', (deps) => sweep(deps));
  if (second && Object.values(second).some(Boolean)) violations.push(`a second sweep says ${JSON.stringify(second)}`);
  if (plan.endsLate) await letTimeRunOut(story);
  await eraseAll(story);
  await resealAll(story);
  return [...violations, ...loggedFaults(system), ...(await auditStory(story, plan))];
}

/** Runs a use case with nobody beside it: it must succeed. */
async function runAlone<Result>(
  story: Story,
  name: string,
  act: (deps: Deps, actor: Actor) => Promise<Result>,
): Promise<Result | undefined> {
  const outcome = story.begin(name, act);
  await story.scheduler.run();
  const reached = outcome();
  if (reached?.status === 'done') return reached.value;
  story.violations.push(`${name} fails without faults: ${JSON.stringify(reached)}`);
  return undefined;
}

async function deliverAll(story: Story, plan: Plan): Promise<void> {
  const stream = createStream(story, plan.stream);
  for (let batch = 0; stream.hasPending(); batch++) {
    if (batch > 50) {
      story.violations.push('the stream is stuck');
      return;
    }
    stream.deliver(10);
    await story.scheduler.run();
  }
}

/** Nobody answers until every hand-off is past its deadline, and all that is over is past its retention. */
async function letTimeRunOut(story: Story): Promise<void> {
  const { clock } = story.system;
  let moved = 1;
  for (let days = 0; days < 10 || moved > 0; days++) {
    clock.advance(25 * hourMs);
    const result = await runAlone(story, 'deadlines', (deps) => processDeadlines(deps));
    moved = result?.moved ?? 0;
    if (result?.failed) story.violations.push(`deadlines fail without faults: ${JSON.stringify(result)}`);
    if (days > 30) {
      story.violations.push('deadlines never end');
      return;
    }
  }
}

/** What an interrupted run left half done is done by the next; after that there is nothing to do. */
async function eraseAll(story: Story): Promise<void> {
  // Twice: the first run may erase what is said of a person, and the second forget them.
  for (const name of ['erase', 'erase again', 'erase for the last time']) {
    const result = await runAlone(story, name, (deps) => eraseDue(deps));
    if (result?.failed) story.violations.push(`${name} fails without faults: ${JSON.stringify(result)}`);
    if (name !== 'erase' && result?.erased)
      story.violations.push(`${name}: ${result.erased} were left by the run before`);
  }
}

/** Nothing moves: one run leaves every seal of the current version, and none that its place does not open. */
async function resealAll(story: Story): Promise<void> {
  const { system, violations } = story;
  const done = await runAlone(story, 'reseal', (_, actor) => resealRows(sealedSourceOf(actor, system)));
  if (done?.changed || done?.unreadable) violations.push(`resealing says ${JSON.stringify(done)}`);
  const counts = await runAlone(story, 'count seals', (_, actor) => countSeals(sealedSourceOf(actor, system)));
  for (const { table, byVersion, unreadable } of counts ?? []) {
    const others = [...byVersion.keys()].filter((version) => version !== system.keys.currentVersion());
    if (others.length > 0 || unreadable > 0)
      violations.push(`${table} has seals of ${others}, ${unreadable} unreadable`);
  }
}

/** Nothing may have had to be put right, and nothing failed for a reason of its own. */
const loggedFaults = ({ logged }: System): string[] =>
  logged.flatMap(({ event, fields }) => {
    // Parked because of the catalogue that was deployed.
    if (event === 'record-parked' && fields.reason === 'no-queue-for-service') return [];
    const isOurs = fields.error !== undefined && !expectedErrors.has(fields.error);
    const isWrong = event === 'case-settled' || event === 'record-parked';
    return isOurs || isWrong ? [`logged: ${event} ${JSON.stringify(fields)}`] : [];
  });

async function auditStory(story: Story, plan: Plan): Promise<string[]> {
  const { system, answered } = story;
  const evidence = evidenceOfStory(story);
  const dynamo = documentClientOf(async (command) => system.dynamo.execute(command));
  const reader = recountDepsOf({ dynamo, pause: async () => undefined }, system);
  const { differences } = await recount(reader, years.from, years.to);
  return [
    ...(await audit(evidence, { answered: answered.keys() })),
    ...differences.map((one) => `the recount differs: ${JSON.stringify(one)}`),
    ...(await monthFaults(story)),
    ...versionFaults(story, evidence),
    // A service that is out of the catalogue for a while is shown nothing.
    ...(plan.steps.some((step) => 'deploy' in step) ? [] : contactFaults(evidence)),
    ...(await duplicateFaults(story, evidence)),
    ...leftWithoutFaults(evidence),
    ...silentlySentFaults(evidence, story.referrals),
    ...parkedFaults(evidence),
  ];
}

/** Each month by itself, as if all were over and none rolled up. */
async function monthFaults({ system }: Story): Promise<string[]> {
  const dynamo = documentClientOf(async (command) => system.dynamo.execute(command));
  const deps = recountMonthsDepsOf({ dynamo, pause: async () => undefined }, system);
  const seenBefore: SeenInMonth[] = [];
  const { months, left } = await recountMonths({
    ...deps,
    counters: { ...deps.counters, rolledUp: async () => new Set() },
    people: {
      async *readBefore() {
        yield seenBefore;
      },
      write: async (_month, _token, seen) => void seenBefore.push(...seen),
    },
    rollUpWriter: {
      begin: async () => 'token',
      holds: async () => true,
      complete: async () => true,
      discard: async () => undefined,
    },
    now: () => new Date(`${years.to}T12:00:00Z`),
  });
  return [
    ...left.map((month) => `${month} was not recounted`),
    ...months.flatMap(({ month, differences }) =>
      differences.map((one) => `the recount of ${month} differs: ${JSON.stringify(one)}`),
    ),
  ];
}

function evidenceOfStory({ system, taken }: Story): Evidence {
  const { dynamo, sqs, area, clock } = system;
  const standing = area.services.flatMap(({ id }) =>
    [...sqs.bodies(queueOf(id)), ...sqs.bodies(deadLettersOf(id))].map((body) => ({
      queue: id,
      message: messageSchema.parse(JSON.parse(body)),
    })),
  );
  const client = documentClientOf(async (command) => dynamo.execute(command));
  const counters = counterReader(client, tables.counters, clock.now);
  return {
    referrals: dynamo.rows(tables.referrals),
    work: dynamo.rows(tables.work),
    counters: dynamo.rows(tables.counters),
    messages: [...taken, ...standing],
    volumes: (parameters) => volumesOf({ counters, area, now: clock.now }, parameters),
  };
}

/** A version that a sender was told of stands. */
const versionFaults = ({ answered }: Story, { referrals }: Evidence): string[] =>
  [...answered].flatMap(([id, version]) =>
    referrals.some((row) => row.id === id && row.v === version) ? [] : [`${id} v${version} was answered and is lost`],
  );

/** Every service is shown how to make contact: each that held the case when that was corrected was told, or withdrawn. */
function contactFaults({ referrals, work }: Evidence): string[] {
  const contactOf = (id: string, version: number): string | undefined => {
    const row = referrals.find((one) => one.id === id && one.v === version);
    if (!(row?.sealed instanceof Uint8Array)) return undefined;
    const { contact } = JSON.parse(keys.open(submissionPlace(referralId(id), version), row.sealed)) as Submission;
    return canonicalJson(contact ?? {});
  };
  return [...casesOf(work).values()].flatMap(({ id, events, handOffs }) => {
    const all = eventsWithVersions(events);
    return handOffs.flatMap(({ number }) => {
      const own = all.filter(({ event }) => event.handOff === number);
      const first = own[0]?.version ?? 1;
      const ended = own.find(({ event }) => endings.includes(event.event))?.version ?? Number.POSITIVE_INFINITY;
      const corrected = all.filter(({ event: { event }, version }) => event === 'corrected' && version > first);
      return corrected.flatMap(({ version }) => {
        const [before, after] = [contactOf(id, version - 1), contactOf(id, version)];
        const isChanged = before !== undefined && after !== undefined && before !== after;
        const isTold = own.some((one) => one.version === version && one.event.event === 'amended');
        return isChanged && version < ended && !isTold
          ? [`${id} hand-off ${number} is not amended by v${version}`]
          : [];
      });
    });
  });
}

const endings: readonly string[] = handOffStatuses.filter((status) => !isOpenHandOff(status));

/** Each one answered as known is counted, or said not to be; one whose answer was lost may be counted too. */
async function duplicateFaults({ submitted, system }: Story, { volumes }: Evidence): Promise<string[]> {
  const { total } = await volumes({ measure: 'duplicates', ...years, interval: 'all' });
  const { begun, fresh, known } = submitted;
  const notCounted = system.logged.filter(({ event }) => event === 'duplicate-not-counted').length;
  return total + notCounted >= known && total <= begun - fresh
    ? []
    : [`${total} duplicates are told; ${known} were answered, ${begun - fresh} sent`];
}

const parkedFaults = ({ work }: Evidence): string[] =>
  work.flatMap(({ id, row, agenda }) =>
    String(agenda).startsWith('parked') ? [`${id} ${row} is still ${agenda}`] : [],
  );
