/** Retries parked versions, from the command line to the service's queue. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { parkedQueue } from '#src/queue/hand-off-queue.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { type SweepDeps, sweep } from '#src/usecases/dispatch/sweep.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { handOff, type QueueServer, startQueueServer } from '#test/client/support/queue-server.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
let queues: QueueServer;
beforeAll(async () => {
  [emulator, queues] = await Promise.all([startEmulator(), startQueueServer()]);
});
afterAll(() => Promise.all([emulator.stop(), queues.stop()]));

const words = ['parked', 'redrive'];
const note = { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } };

/** An area whose parked records go to a real queue, and the command for it. */
async function setUp() {
  const system = await makeTestSystem(emulator);
  const { deadUrl: parkedUrl } = await queues.make();
  const { area } = system.deps;
  const complete: SweepDeps = { ...system.deps, parked: parkedQueue(queues.sqs, parkedUrl) };
  const withoutGeneral: SweepDeps = {
    ...complete,
    area: { ...area, services: area.services.filter((one) => !one.general) },
  };
  let count = 0;
  return {
    ...system,
    ...{ parkedUrl, complete, withoutGeneral },
    /** Referred while the general service was not in the catalogue. */
    async park(): Promise<ReferralId> {
      count += 1;
      const done = await submitReferral(system.deps, police, submission({ victimReference: String(count) }));
      if (!('created' in done)) throw new Error('it was not created');
      await dispatchRecords(withoutGeneral, [{ id: done.created.id, version: '1', sequence: '1' }]);
      return done.created.id;
    },
    redrive: (...more: string[]) => redriveAt({ parkedQueue: parkedUrl, tables: system.tables }, ...more),
    sent: () => system.sent.map(({ referralId }) => referralId).sort(),
  };
}

/** The command, connected to a local run. */
const redriveAt = (at: { parkedQueue: string; tables: Record<string, string> }, ...more: string[]) =>
  runOperator([...words, ...connectTo(at), '--area', 'greater-manchester', ...more]);

function connectTo(at: { parkedQueue: string; tables: Record<string, string> }): string[] {
  const { endpoint } = queues;
  const services = { queues: {}, deadLetterQueues: {} };
  const places = { url: endpoint, tokenUrl: endpoint, sqsEndpoint: endpoint, dynamodbEndpoint: emulator.url };
  const home = makeFolder({ 'endpoints.json': JSON.stringify({ clients: {}, ...services, ...places, ...at }) });
  return ['--endpoints', path.join(home, 'endpoints.json')];
}

const askedFor = (count: number) =>
  `${count} to be tried again by the sweep, within two minutes. What is impossible still comes back here.\n`;

// The tests mostly wait for empty queues, so they run at the same time.
describe.concurrent('parked redrive', () => {
  test('retries every parked version, deletes its message, and names it', async () => {
    const { park, redrive, complete, parkedUrl, sent } = await setUp();
    const ids = [await park(), await park()];
    const { code, out, err } = await redrive();
    expect([code, err]).toEqual([0, askedFor(2)]);
    for (const id of ids) expect(out).toContain(`parked ${id} version 1, sent `);
    expect(await queues.count(parkedUrl)).toBe(0);
    expect(sent()).toEqual([]);
    expect(await sweep(complete)).toMatchObject({ dispatched: 2, sent: 2 });
    expect(sent()).toEqual(ids.sort());
    const again = await redrive();
    expect([again.code, again.out, again.err]).toEqual([0, '', 'None to be tried again.\n']);
  });

  test('retries one version', async () => {
    const { park, redrive, complete, parkedUrl, sent } = await setUp();
    const [, wanted] = [await park(), await park(), await park()];
    expect((await redrive('--only', wanted)).err).toBe(askedFor(1));
    await sweep(complete);
    expect(sent()).toEqual([wanted]);
    expect(await queues.count(parkedUrl)).toBe(2);
    const again = await redrive('--only', wanted);
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('Nothing that is parked has this id.')]);
  });

  test('finds a version by its id without its message', async () => {
    const { park, redrive, complete, parkedUrl, sent } = await setUp();
    const id = await park();
    await queues.bodies(parkedUrl);
    const { out, err } = await redrive('--only', id);
    expect(out).toMatch(`parked ${id} version 1, since 2026-11-19T09:00:00.000Z, no message of it was found: no-queue`);
    expect(err).toBe(askedFor(1));
    await sweep(complete);
    expect(sent()).toEqual([id]);
  });

  test('returns a version that still cannot be dispatched to the queue, with its reason', async () => {
    const { park, redrive, withoutGeneral, complete, parkedUrl, sent } = await setUp();
    const id = await park();
    await redrive();
    expect(await sweep(withoutGeneral)).toMatchObject({ parked: 1 });
    expect(await queues.count(parkedUrl)).toBe(1);
    const { out } = await redrive();
    expect(out).toMatch(new RegExp(`^parked ${id} version 1, .*: no-queue-for-service\n$`));
    await sweep(complete);
    expect(sent()).toEqual([id]);
  });

  test('deletes a message that a crash left, and hands nothing off twice', async () => {
    const { park, redrive, complete, parkedUrl, parked, sent } = await setUp();
    const id = await park();
    await redrive();
    await sweep(complete);
    // The command was interrupted after the row and before the message.
    const left = { schema: 'victim-referral-intake/parked/1', id, version: 1, reason: 'x', at: '2026-11-19' };
    await queues.send(parkedUrl, left);
    expect((await redrive()).err).toBe(
      'None to be tried again.\n1 had been dealt with before: nothing is left to do.\n',
    );
    expect(await sweep(complete)).toMatchObject({ dispatched: 0 });
    expect([sent(), parked, await queues.count(parkedUrl)]).toEqual([[id], [], 0]);
  });

  test('leaves a message that names no referral and says what to do, and leaves messages that are not ours', async ({
    expect,
  }) => {
    const { park, redrive, parkedUrl } = await setUp();
    await queues.send(parkedUrl, note, handOff('h-01'));
    const id = await park();
    const { code, out, err } = await redrive();
    expect(code).toBe(0);
    expect(out).toContain(id);
    expect(out).not.toMatch(/stream|hand-off/);
    expect(err).toMatch(/^Left: parked message [\w-]+, .*a part of the ledger’s stream was given up/m);
    expect(err).toContain('1 left without a referral’s id');
    expect(err).toContain('discard the message by its id with --only');
    expect(err).toContain('docs/runbooks/parked-records.md');
    expect(err).toContain('1 left: no message of ours.');
    await expect.poll(async () => (await queues.bodies(parkedUrl)).length, { timeout: 5000 }).toBe(2);
  });

  test('deletes no message while the row cannot be written', async ({ expect }) => {
    const { park, redrive, parkedUrl, complete, sent } = await setUp();
    const id = await park();
    expect((await redriveAt({ parkedQueue: parkedUrl, tables: { work: 'no-such-table' } })).code).toBe(1);
    expect(await queues.count(parkedUrl)).toBe(1);
    await expect.poll(async () => (await redrive()).out, { timeout: 5000 }).toContain(id);
    await sweep(complete);
    expect(sent()).toEqual([id]);
  });
});

// It sets the environment of the process, so it runs by itself.
describe('parked redrive outside the project', () => {
  test('needs the names of its queue and table in the environment', async () => {
    const { park, parkedUrl, tables, complete, sent } = await setUp();
    const id = await park();
    const env = { REFERRALS_URL: 'https://api.example.org', AWS_REGION: 'eu-west-2' };
    const queue = { REFERRALS_PARKED_QUEUE_URL: parkedUrl };
    const area = ['--area', 'greater-manchester'];
    const none = await runOperator([...words, ...area], makeTerminal({ env }));
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('REFERRALS_PARKED_QUEUE_URL')]);
    const half = await runOperator([...words, ...area], makeTerminal({ env: { ...env, ...queue } }));
    expect([half.code, half.err]).toEqual([2, expect.stringContaining('WORK_TABLE')]);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('AWS_REGION', 'eu-west-2');
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', queues.endpoint);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', emulator.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const all = { ...env, ...queue, WORK_TABLE: tables.work };
    const { code, out } = await runOperator([...words, ...area], makeTerminal({ env: all }));
    expect([code, out]).toEqual([0, expect.stringContaining(id)]);
    await sweep(complete);
    expect(sent()).toEqual([id]);
  });
});

test('parked records are discarded with --yes', async () => {
  const { deadUrl } = await queues.make();
  const parked = {
    schema: 'victim-referral-intake/parked/1',
    id: 'abc',
    version: 1,
    reason: 'no-such-record',
    at: 'x',
  };
  await queues.send(deadUrl, parked);
  const at = connectTo({ parkedQueue: deadUrl, tables: {} });
  const { out, err } = await runOperator(['parked', 'discard', '--yes', ...at]);
  expect(out).toContain('parked abc');
  expect(out).toContain('no-such-record');
  expect(err).toBe('1 discarded.\n');
  expect(await queues.count(deadUrl)).toBe(0);
});
