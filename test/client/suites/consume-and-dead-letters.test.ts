import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type FakeResponse,
  handOffDetail,
  problemResponse,
  type ReceivedRequest,
  startFakeApi,
} from '#test/client/support/fake-api.ts';
import {
  amendment,
  handOff,
  type QueueServer,
  startQueueServer,
  withdrawal,
} from '#test/client/support/queue-server.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';

let queues: QueueServer;
beforeAll(async () => {
  queues = await startQueueServer();
});
afterAll(() => queues.stop());

const works = ({ url }: ReceivedRequest): FakeResponse => ({
  body: handOffDetail({ handOffId: url.split('/')[3] ?? '' }),
});

async function setUp(answer = works) {
  const api = await startFakeApi(answer);
  const { queueUrl, deadUrl } = await queues.make();
  // The commands take the SDK's own settings, as they would in a deployed area.
  const env = { ...api.env, REFERRALS_QUEUE_URL: queueUrl, REFERRALS_DEAD_LETTER_QUEUE_URL: deadUrl };
  return { api, queueUrl, deadUrl, env };
}

beforeAll(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', queues.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

// The tests mostly wait for empty queues, so they run at the same time.
describe.concurrent('consume --once', () => {
  test('prints waiting hand-offs as lines of JSON, logs ids only, and ends', async () => {
    const { queueUrl, env, api } = await setUp();
    await queues.send(queueUrl, handOff('h-01'), withdrawal('h-00'), amendment('h-02'), { schema: 'later/2' });
    const { code, out, err } = await runReferrals(
      ['consume', '--service', 'one', '--once', '--accept'],
      makeTerminal({ env }),
    );
    expect(code).toBe(0);
    const byKind = Map.groupBy(lines(out), ({ kind }) => kind);
    expect(byKind.get('hand-off')).toEqual([
      { kind: 'hand-off', message: handOff('h-01'), detail: handOffDetail({ handOffId: 'h-01' }) },
    ]);
    expect(byKind.get('withdrawal')).toEqual([{ kind: 'withdrawal', message: withdrawal('h-00') }]);
    expect(byKind.get('amendment')).toEqual([{ kind: 'amendment', message: amendment('h-02') }]);
    expect(err).toContain('later/2 is not known here; deleted');
    expect(err).not.toContain('Marked-Name');
    expect(api.requests.find(({ method }) => method === 'POST')).toMatchObject({
      url: '/v1/hand-offs/h-01/status',
      body: { status: 'accepted', confirmationCode: 'ABCDEF' },
    });
    expect(await queues.count(queueUrl)).toBe(0);
  });

  test('declines with the reason given', async () => {
    const { queueUrl, env, api } = await setUp();
    await queues.send(queueUrl, handOff('h-01'));
    await runReferrals(['consume', '--service', 'one', '--once', '--decline', 'no-capacity'], makeTerminal({ env }));
    expect(api.requests.at(-1)?.body).toEqual({ status: 'declined', reason: 'no-capacity' });
  });

  test('answers a hand-off that arrives twice only once', async () => {
    const { queueUrl, env, api } = await setUp(() => ({ body: handOffDetail({ status: 'accepted' }) }));
    await queues.send(queueUrl, handOff('h-01'));
    await runReferrals(['consume', '--service', 'one', '--once', '--accept'], makeTerminal({ env }));
    expect(api.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('leaves a message in the queue when its output is not read', async () => {
    const { queueUrl, env } = await setUp();
    await queues.send(queueUrl, handOff('h-01'));
    const out = () => Promise.reject(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    const { code } = await runReferrals(['consume', '--service', 'one'], makeTerminal({ env, out }));
    expect(code).toBe(1);
    expect(await queues.count(queueUrl)).toBe(1);
  });

  test('fails when the API refuses this client', async () => {
    const { queueUrl, env } = await setUp(() => problemResponse('forbidden'));
    await queues.send(queueUrl, handOff('h-01'));
    const { code, err } = await runReferrals(['consume', '--service', 'one'], makeTerminal({ env }));
    expect(code).toBe(1);
    expect(err).toContain('The API refuses this client; no more messages are taken.');
    expect(await queues.count(queueUrl)).toBe(1);
  });
});

test.concurrent('consume ends at Ctrl-C', async ({ expect }) => {
  const { env } = await setUp();
  const io = makeTerminal({ env });
  const consuming = runReferrals(['consume', '--service', 'one'], io);
  await expect.poll(() => io.stderr).toContain('waiting for hand-offs of one');
  io.interrupt();
  expect((await consuming).code).toBe(0);
});

describe.concurrent('dead-letters', () => {
  const service = ['--service', 'one'];

  test('are listed by id, never by content, and stay visible to others', async ({ expect }) => {
    const { deadUrl, env } = await setUp();
    await queues.send(deadUrl, handOff('h-01'), withdrawal('h-02'), 'Marked garbage');
    const list = () => runReferrals(['dead-letters', 'list', ...service, '--format', 'ndjson'], makeTerminal({ env }));
    const { code, out, err } = await list();
    expect([code, err]).toEqual([0, '3 messages\n']);
    expect(lines(out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'hand-off', handOffId: 'h-01', reference: 'GM-7K3M-9QTX' }),
        expect.objectContaining({ kind: 'withdrawal', handOffId: 'h-02' }),
        expect.objectContaining({ kind: 'not-understood', why: 'it is not JSON' }),
      ]),
    );
    expect(out).not.toContain('Marked');
    // Reading hides what it finds, and not all need be visible at once.
    const visible: string[] = [];
    await expect.poll(async () => visible.push(...(await queues.bodies(deadUrl))), { timeout: 15_000 }).toBe(3);
  });

  test('go back to their queue, except those that would only return', async () => {
    const { queueUrl, deadUrl, env } = await setUp();
    await queues.send(deadUrl, handOff('h-01'), 'garbage', withdrawal('h-02'));
    const { code, err } = await runReferrals(['dead-letters', 'redrive', ...service], makeTerminal({ env }));
    expect([code, err]).toEqual([0, '2 sent back, 1 left: no message of ours.\n']);
    expect((await queues.bodies(queueUrl)).map((body) => JSON.parse(body))).toEqual([
      handOff('h-01'),
      withdrawal('h-02'),
    ]);
    expect(await queues.count(deadUrl)).toBe(1);
  });

  test('can be selected one at a time', async () => {
    const { queueUrl, deadUrl, env } = await setUp();
    await queues.send(deadUrl, handOff('h-01'), handOff('h-02'));
    await runReferrals(['dead-letters', 'redrive', ...service, '--only', 'h-02'], makeTerminal({ env }));
    expect((await queues.bodies(queueUrl)).map((body) => JSON.parse(body))).toEqual([handOff('h-02')]);
    expect(await queues.count(deadUrl)).toBe(1);
  });

  test.each([
    ['no', 1],
    ['', 1],
    ['yes', 0],
  ])('are discarded when a person says yes: %j', async (answer, left) => {
    const { deadUrl, env } = await setUp();
    await queues.send(deadUrl, handOff('h-01'));
    const { code, out } = await runReferrals(['dead-letters', 'discard', ...service], makeTerminal({ env, answer }));
    expect(code).toBe(0);
    expect(out).toContain('h-01');
    expect(await queues.count(deadUrl)).toBe(left);
  });
});
