import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '#src/domain/case/report.ts';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { lookAtDeadlines } from '#src/usecases/deadlines.ts';
import { dispatchRecords, type StreamRecord } from '#src/usecases/dispatch-records.ts';
import { readHandOff, reportStatus } from '#src/usecases/hand-offs.ts';
import { correct, withdrawOwn } from '#src/usecases/own-referrals.ts';
import { SendFailed, Unavailable } from '#src/usecases/ports.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { sweep } from '#src/usecases/sweep.ts';
import { returnForHub, routeForHub } from '#src/usecases/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
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
  | { do: 'wait'; hours: number }
  | { do: 'queue-down'; down: boolean };

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
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.01, 1, 13, 30, 100) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('queue-down' as const), down: fc.boolean() }) },
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
  const at = <Item>(items: readonly Item[], index: number): Item | undefined =>
    items[index % Math.max(1, items.length)];
  const brings = (id: string, version: number): void => {
    const record = { id, version: String(version), sequence: `${id}-${version}` };
    stream.push(record);
    old.push(record);
  };

  const deliver = async (many: number): Promise<void> => {
    const batch = stream.slice(0, many);
    const [failed] = await dispatchRecords(deps, batch);
    const done = failed === undefined ? batch.length : batch.findIndex(({ sequence }) => sequence === failed);
    stream = stream.slice(done);
  };

  const reports = (moment: string): Report[] => [
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

  const act = async (one: Command): Promise<void> => {
    const known = 'pick' in one ? at(sent, one.pick) : undefined;
    switch (one.do) {
      case 'submit': {
        const sender = one.hospital ? hospital : police;
        const reference = `06AB/${sent.length}/26`;
        const body = submission({ ...shapes[one.shape], crimeReference: reference });
        body.victim.familyName = `Example-${'abcdef'[one.who]}`;
        const done = await submitReferral(deps, sender, body);
        if (!('created' in done)) throw new Error('a first submission is stored');
        sent.push({ id: done.created.id, body, sender, version: 1 });
        return brings(done.created.id, 1);
      }
      case 'again':
        if (!known) return;
        resent += 1;
        return void (await submitReferral(deps, known.sender, known.body));
      case 'deliver':
        return deliver(one.many);
      case 'old-record': {
        // At least once: a record may come again after those behind it.
        const record = at(old, one.pick);
        return record && void (await dispatchRecords(deps, [record]));
      }
      case 'work':
        return work(one.pick, one.moves, one.together);
      case 'correct': {
        if (!known) return;
        const whole = await world.deps.cases.read(known.id as never);
        const version = whole?.head.version ?? 1;
        const body = { ...known.body, contact: submission().contact };
        try {
          await correct(deps, known.sender, known.id as never, version, body);
        } finally {
          // Whatever the caller heard, the stream brings what was written.
          const after = await world.deps.ledger.get(known.id as never, version + 1);
          if (after && known.version < version + 1) {
            known.version = version + 1;
            brings(known.id, version + 1);
          }
        }
        return;
      }
      case 'withdraw':
        return known && void (await withdrawOwn(deps, known.sender, known.id as never, 'sent-in-error'));
      case 'hub': {
        if (!known) return;
        const id = known.id as never;
        const reason = 'Made up.';
        if (one.returns) await returnForHub(deps, 'example-authority', id, { reason: 'other', advice: reason });
        else await routeForHub(deps, 'example-authority', id, { service: 'general', reason });
        return;
      }
      case 'sweep':
        return void (await sweep(deps));
      case 'deadlines':
        return void (await lookAtDeadlines(deps));
      case 'wait':
        return world.wait(one.hours);
      case 'queue-down':
        if (one.down) world.down.add('general');
        else world.down.clear();
    }
  };

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
    known: () => ({ answered: sent.map(({ id }) => id), duplicates: resent }),
  };
}

const runs = Number(process.env['SIMULATION_RUNS'] ?? 6);

describe('whatever happens in between', () => {
  test('once the faults stop, one sweep leaves nothing lost, nothing doubled, and every counter right, without the stream', async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
        const world = await makeWorld(emulator);
        const { play, known } = story(world);
        for (const one of steps) {
          if (one.fault) crashes += 1;
          await play(one);
        }
        world.down.clear();
        world.wait(0.1);
        expect(await sweep(world.deps)).toMatchObject({ failed: 0, parked: 0 });
        expect(await auditWorld(world, known())).toEqual([]);
        expect(world.parked).toEqual([]);
        // Nothing more is to be done: a second sweep finds nothing.
        const before = world.sent.length;
        expect(await sweep(world.deps)).toEqual({ dispatched: 0, sent: 0, parked: 0, failed: 0 });
        expect(world.sent).toHaveLength(before);
      }),
      // A slow machine plays fewer histories rather than none to the end.
      { numRuns: runs, interruptAfterTimeLimit: 60_000 },
    );
    expect(crashes).toBeGreaterThan(0);
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
    expect(new Set(ids)).toEqual(new Set([handOffId(id as never, 1), handOffId(id as never, 2)]));
    expect(await world.total('referrals')).toBe(1);
  });
});
