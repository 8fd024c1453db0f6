import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceReport } from '#src/domain/case/report.ts';
import { type HandOffId, handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { dispatchRecords, type StreamRecord } from '#src/usecases/dispatch-records.ts';
import { eraseDue } from '#src/usecases/erase.ts';
import { readHandOff, reportStatus } from '#src/usecases/hand-offs.ts';
import { correctReferral, withdrawOwnReferral } from '#src/usecases/own-referrals.ts';
import { SendFailed, Unavailable } from '#src/usecases/ports.ts';
import { processDeadlines } from '#src/usecases/process-deadlines.ts';
import { recount } from '#src/usecases/recount.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { sweep } from '#src/usecases/sweep.ts';
import { returnAsTriage, routeAsTriage } from '#src/usecases/triage.ts';
import { area, hospital, police } from '#test/support/area-fixture.ts';
import { auditWorld } from '#test/support/auditor.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { explicitConsent, type Overrides, submission } from '#test/support/submissions.ts';
import { makeWorld, type World } from '#test/support/world.ts';
import { Crash, type Fault, faults, faulty } from './faulty.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const no = { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } as const;
/** Referrals of different ways: one service, two, a reserve behind it, none. */
const shapes: Overrides<Submission>[] = [
  {},
  { needs: ['emotional-support', 'housing'] },
  { consent: explicitConsent, offence: { domesticAbuse: 'yes' } },
  { contact: { safe: no } },
];

type Command =
  | { do: 'submit'; shape: number; who: number; hospital: boolean }
  | { do: 'again'; pick: number }
  | { do: 'deliver'; pick: number; many: number }
  | { do: 'old-record'; pick: number }
  | { do: 'work'; pick: number; moves: number; together: number }
  | { do: 'correct'; pick: number }
  | { do: 'withdraw'; pick: number }
  | { do: 'hub'; pick: number; returns: boolean }
  | { do: 'sweep' }
  | { do: 'deadlines' }
  | { do: 'erase' }
  | { do: 'wait'; hours: number }
  | { do: 'queue-down'; down: boolean }
  | { do: 'catalogue'; lacks: boolean }
  | { do: 'redrive'; breaksOff: boolean };

const pick = fc.nat(50);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      shape: fc.nat(3),
      who: fc.nat(5),
      hospital: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), pick }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), pick, many: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('old-record' as const), pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      pick,
      moves: fc.nat(6),
      together: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('correct' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hub' as const), pick, returns: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'sweep' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'deadlines' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'erase' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.01, 1, 13, 30, 100) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('queue-down' as const), down: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('catalogue' as const), lacks: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redrive' as const), breaksOff: fc.boolean() }) },
);
const step = fc.record({ command, fault: fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 2 }) });
type Step = { command: Command; fault: Fault | undefined };

/** One history: what was sent, what the stream still has to bring, and what services have in hand. */
function story(world: World) {
  const { deps, plant } = faulty(world);
  const sent: { id: string; body: Submission; sender: typeof police | typeof hospital; version: number }[] = [];
  /** Records not yet checkpointed, in order: a batch that failed comes again. */
  let stream: StreamRecord[] = [];
  const old: StreamRecord[] = [];
  let resent = 0;
  /** The catalogue was deployed without a service that referrals go to: they are parked. */
  let lacks = false;
  const services = world.deps.area.services.filter(({ id }) => id !== 'general');
  const deployed = () => (lacks ? { ...deps, area: { ...deps.area, services } } : deps);
  const at = <Item>(items: readonly Item[], index: number): Item | undefined =>
    items[index % Math.max(1, items.length)];
  const brings = (id: string, version: number): void => {
    const record = { id, version: String(version), sequence: `${id}-${version}` };
    stream.push(record);
    old.push(record);
  };

  const deliver = async (many: number): Promise<void> => {
    const batch = stream.slice(0, many);
    const [failed] = await dispatchRecords(deployed(), batch);
    const done = failed === undefined ? batch.length : batch.findIndex(({ sequence }) => sequence === failed);
    stream = stream.slice(done);
  };

  const reports = (moment: string): ServiceReport[] => [
    { status: 'accepted' },
    { status: 'declined', reason: 'no-capacity' },
    { status: 'contact-attempted', channel: 'call', at: moment },
    { status: 'contacted', at: moment },
    { status: 'closed', outcome: 'support-completed' },
    { status: 'supporting' },
    { status: 'returned', reason: 'insufficient-information' },
  ];

  const work = async (index: number, moves: number, together: number): Promise<void> => {
    const message = at(world.sent, index);
    if (!message) return;
    const { service } = message;
    const id: HandOffId = message.handOffId;
    const all = await Promise.all(Array.from({ length: together }, () => readHandOff(deps, service, id)));
    const told = reports(world.clock.now.toISOString())[moves];
    if (!told) return;
    // Several workers of one service say it at once.
    await Promise.all(all.map((detail) => reportStatus(deps, service, id, told, detail?.confirmationCode)));
  };

  /** The referral that a command's number falls on. */
  const known = (index: number) => at(sent, index);
  const id = (one: { id: string }) => one.id as ReferralId;

  const actions: { [Name in Command['do']]: (one: Extract<Command, { do: Name }>) => Promise<unknown> } = {
    async submit({ shape, who, hospital: byHospital }) {
      const sender = byHospital ? hospital : police;
      const body = submission({ ...shapes[shape], crimeReference: `06AB/${sent.length}/26` });
      body.victim.familyName = `Example-${'abcdef'[who]}`;
      const done = await submitReferral(deps, sender, body);
      if (!('created' in done)) throw new Error('a first submission is stored');
      sent.push({ id: done.created.id, body, sender, version: 1 });
      brings(done.created.id, 1);
    },
    async again(one) {
      const referral = known(one.pick);
      if (!referral) return;
      resent += 1;
      await submitReferral(deps, referral.sender, referral.body);
    },
    deliver: ({ many }) => deliver(many),
    /** At least once: a record may come again after those behind it. */
    async 'old-record'(one) {
      const record = at(old, one.pick);
      if (record) await dispatchRecords(deployed(), [record]);
    },
    work: (one) => work(one.pick, one.moves, one.together),
    async correct(one) {
      const referral = known(one.pick);
      if (!referral) return;
      const version = (await world.deps.cases.read(id(referral)))?.head.version ?? 1;
      try {
        const body = { ...referral.body, contact: submission().contact };
        await correctReferral(deps, referral.sender, id(referral), version, body);
      } finally {
        // Whatever the caller heard, the stream brings what was written.
        if (referral.version <= version && (await world.deps.ledger.get(id(referral), version + 1))) {
          referral.version = version + 1;
          brings(referral.id, version + 1);
        }
      }
    },
    async withdraw(one) {
      const referral = known(one.pick);
      if (referral) await withdrawOwnReferral(deps, referral.sender, id(referral), 'sent-in-error');
    },
    async hub(one) {
      const referral = known(one.pick);
      if (!referral) return;
      const told = 'Made up.';
      if (one.returns) await returnAsTriage(deps, 'example-authority', id(referral), { reason: 'other', advice: told });
      else await routeAsTriage(deps, 'example-authority', id(referral), { service: 'general', reason: told });
    },
    sweep: () => sweep(deployed()),
    deadlines: () => processDeadlines(deps),
    erase: () => eraseDue({ ...deps, rules: deps.area.rules }),
    wait: async ({ hours }) => world.wait(hours),
    'queue-down': async ({ down }) => (down ? world.down.add('general') : world.down.clear()),
    catalogue: async (one) => {
      lacks = one.lacks;
    },
    /** By an operator: the row is noted, and the message taken off after that, or left by a crash. */
    async redrive({ breaksOff }) {
      for (const one of [...world.parked]) {
        await deps.cases.requestRetry(one, world.clock.now.toISOString());
        if (!breaksOff) world.parked.splice(world.parked.indexOf(one), 1);
      }
    },
  };
  const act = (one: Command) => (actions[one.do] as (given: Command) => Promise<unknown>)(one);

  return {
    async play({ command, fault }: Step): Promise<void> {
      plant(fault);
      try {
        await act(command);
      } catch (error) {
        if (!(error instanceof Crash || error instanceof Unavailable || error instanceof SendFailed)) throw error;
      } finally {
        plant(undefined);
      }
    },
    /** What kept parked versions is mended, and all of them are tried again. */
    mend: () => actions.redrive({ do: 'redrive', breaksOff: false }),
    known: () => ({ answered: sent.map(({ id }) => id), duplicates: resent }),
  };
}

/** A deployment sweeps from its first minute on, so that no sweep after it looks back too short a way. */
const beginning = (world: World) => sweep(world.deps);

/** Of each referral that is over nothing is left to read, of the others all. @returns how many are over */
async function expectErased(world: World, ids: readonly ReferralId[], isForgotten: boolean): Promise<number> {
  let over = 0;
  for (const id of ids) {
    const head = (await world.deps.cases.read(id))?.head;
    const said = await world.deps.ledger.get(id, head?.version);
    const isOver = head?.retentionClass !== undefined;
    if (isOver) over += 1;
    expect([head?.status, said?.sealed === undefined]).toEqual([head?.status, isOver]);
    if (isOver && isForgotten) expect(said).not.toHaveProperty('person');
  }
  return over;
}

const runs = Number(process.env['SIMULATION_RUNS'] ?? 6);

describe('whatever happens in between', () => {
  test('once the faults stop, one sweep leaves nothing lost, nothing doubled, and every counter right, without the stream', async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
        const world = await makeWorld(emulator);
        const { play, mend, known } = story(world);
        await beginning(world);
        for (const one of steps) {
          if (one.fault) crashes += 1;
          await play(one);
        }
        world.down.clear();
        await mend();
        world.wait(0.1);
        expect(await sweep(world.deps)).toMatchObject({ failed: 0, parked: 0 });
        expect(await auditWorld(world, known())).toEqual([]);
        expect(world.parked).toEqual([]);
        // Nothing more is to be done: a second sweep finds nothing.
        const before = world.sent.length;
        expect(await sweep(world.deps)).toEqual({
          dispatched: 0,
          sent: 0,
          parked: 0,
          failed: 0,
          settled: 0,
          cutShort: false,
        });
        expect(world.sent).toHaveLength(before);
      }),
      // A slow machine plays fewer histories rather than none to the end.
      { numRuns: runs, interruptAfterTimeLimit: 60_000 },
    );
    expect(crashes).toBeGreaterThan(0);
  });

  test('when people are erased between all that, the counters stay right, and only what is over goes', async () => {
    const brief = { declined: { weeks: 1 }, 'not-reached': { weeks: 1 }, supported: { weeks: 1 } };
    const base = area();
    // None: forgotten with the rest. One: known again for longer than what was said is kept.
    const months = fc.constantFrom(0, 1);
    let erased = 0;
    const steps = fc.array(step, { minLength: 15, maxLength: 30, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, steps, months, async (before, after, repeatVictimMonths) => {
        const world = await makeWorld(emulator, { ...base, rules: { ...base.rules, keep: brief, repeatVictimMonths } });
        const { play, known } = story(world);
        await beginning(world);
        for (const one of before) await play(one);
        world.wait(10 * 24);
        for (const one of after) await play(one);
        world.down.clear();
        await sweep(world.deps);
        world.wait(10 * 24);
        await eraseDue({ ...world.deps, rules: world.deps.area.rules });
        erased += await expectErased(world, known().answered as ReferralId[], repeatVictimMonths === 0);
        const [from, to] = ['2026-01-01', '2027-12-31'];
        const history = countedHistory(world.client, world.tables);
        const counters = storedCounters(world.client, world.tables.counters);
        expect((await recount({ history, counters }, from, to)).differences).toEqual([]);
      }),
      { numRuns: runs, interruptAfterTimeLimit: 60_000 },
    );
    expect(erased).toBeGreaterThan(0);
  });

  test.each(faults)('%s on the way of one referral: dispatched within one sweep, counted once', async (fault) => {
    const world = await makeWorld(emulator);
    const { play, known } = story(world);
    const plain = (command: Command): Step => ({ command, fault: undefined });
    await play(plain({ do: 'submit', shape: 1, who: 0, hospital: false }));
    await play({ command: { do: 'deliver', pick: 0, many: 1 }, fault });
    world.wait(0.1);
    await sweep(world.deps);
    expect(await auditWorld(world, known())).toEqual([]);
    const [id] = known().answered;
    const ids = world.sent.map((message) => message.handOffId);
    expect(new Set(ids)).toEqual(new Set([handOffId(id as ReferralId, 1), handOffId(id as ReferralId, 2)]));
    expect(await world.total('referrals')).toBe(1);
  });

  test.each(faults)('%s while a parked version is tried again: handed off in the end, counted once', async (fault) => {
    const world = await makeWorld(emulator);
    const { play, mend, known } = story(world);
    const plain = (command: Command): Step => ({ command, fault: undefined });
    await play(plain({ do: 'catalogue', lacks: true }));
    await play(plain({ do: 'submit', shape: 1, who: 0, hospital: false }));
    await play(plain({ do: 'deliver', pick: 0, many: 1 }));
    expect(world.parked).toHaveLength(1);
    await play(plain({ do: 'redrive', breaksOff: true }));
    await play(plain({ do: 'catalogue', lacks: false }));
    await play({ command: { do: 'sweep' }, fault });
    world.wait(0.1);
    await mend();
    await sweep(world.deps);
    expect(await auditWorld(world, known())).toEqual([]);
    expect(world.parked).toEqual([]);
    expect(await world.total('referrals')).toBe(1);
  });
});
