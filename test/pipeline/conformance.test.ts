/**
 * The acceptance pack against the running system, with the library in the place of a party's own system. How a step fails is tested in
 * test/client/conformance.
 */
import { readFileSync } from 'node:fs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Io } from '#client/commands/io.ts';
import { type ReferralsApi, referralsApi } from '#client/library/api.ts';
import { consume, type RunningConsumer } from '#client/library/consume.ts';
import { clientCredentials } from '#client/library/token.ts';
import { makeTerminal, runReferrals, type Terminal } from '#test/client/support/terminal.ts';
import { morning, type Run, somebody, startRun } from './support/run.ts';

let system: Run;
/** The pack waits for what does not come; each step that fails costs its time. */
const timeout = 240_000;
beforeAll(async () => {
  system = await startRun();
});
afterAll(() => system.stop());

/** The library as a party uses it, at the address that the pack printed. */
function ownSystem(party: string, url: string): ReferralsApi {
  const { tokenUrl, clients } = system.system.endpoints;
  const { clientId = '', clientSecret = '' } = clients[party] ?? {};
  return referralsApi({ url, token: clientCredentials({ tokenUrl, clientId, clientSecret }) });
}

/** A terminal where every question is answered, and that passes on each line as it is said. */
function listeningTerminal(onLine: (line: string) => void): Terminal {
  const say: Io['say'] = (line) => {
    terminal.stderr += `${line}\n`;
    onLine(line);
  };
  // By the run's clock, which begins in the past.
  const terminal = makeTerminal({ answer: 'y', say, now: () => new Date(morning) });
  return terminal;
}
const urlIn = (line: string): string | undefined => /use (http:\S+) in place of/.exec(line)?.[1];
const conformance = (as: string, io: Terminal, wait = '60') =>
  runReferrals(
    [
      'conformance',
      '--as',
      as,
      '--port',
      '0',
      '--wait',
      wait,
      '--endpoints',
      `${system.dataDir}/endpoints.json`,
    ].concat(as === 'sender' ? ['--party', 'test-police'] : []),
    io,
  );

/** Does what the pack asks of a sender. */
function sender() {
  let api: ReferralsApi | undefined;
  const refused: unknown[] = [];
  let last = '';
  let done: Promise<unknown> = Promise.resolve();
  const acts: readonly [RegExp, (line: string, own: ReferralsApi) => Promise<unknown>][] = [
    [
      /^ {2}Send/,
      async (line, own) => {
        const familyName = /family name (Test-[\w-]+)/.exec(line)?.[1];
        const { answer } = await own.submit(somebody(familyName === undefined ? {} : { victim: { familyName } }));
        last = answer.referralId;
      },
    ],
    [/^ {2}Correct/, (_, own) => own.patch(last, 1, { victim: { familyName: 'Example' } })],
    [/^ {2}Withdraw/, (_, own) => own.withdraw(last, 'sent-in-error')],
    [
      /^ {2}Let your system read/,
      async (_, own) => {
        const { cursor } = await own.changes();
        await own.changes(cursor);
      },
    ],
  ];
  return {
    refused,
    onLine(line: string) {
      const url = urlIn(line);
      if (url) api = ownSystem('test-police', url);
      const [, act] = acts.find(([asked]) => asked.test(line)) ?? [];
      const own = api;
      // One thing after another, as people do. A refusal is what a step asks for.
      if (act && own) done = done.then(() => act(line, own)).catch((error: unknown) => refused.push(error));
    },
  };
}

test('a sender that uses the library passes every step, and its report names nobody', { timeout }, async () => {
  const own = sender();
  const io = listeningTerminal(own.onLine);
  const { code, out, err } = await conformance('sender', io);
  expect(out, err).toContain('9 passed, 0 failed, 0 not tried');
  expect(code).toBe(0);
  expect(out).toContain('# Acceptance report: sender');
  expect(out).not.toMatch(/Example-|\+4477|Test-/);
  expect(own.refused).toHaveLength(1);
});

/** Consumes the test service's queue as a service's own system does. */
function service() {
  let running: RunningConsumer | undefined;
  const { queues, sqsEndpoint } = system.system.endpoints;
  return {
    onLine(line: string) {
      const url = urlIn(line);
      if (!url) return;
      running = consume({
        queueUrl: queues['test-support'] ?? '',
        sqs: new SQSClient({
          endpoint: sqsEndpoint,
          region: 'eu-west-2',
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        }),
        api: ownSystem('test-support', url),
        waitS: 1,
        async onHandOff(work) {
          if (work.detail.status === 'collected') await work.accept();
        },
        onAmendment: async () => undefined,
        onWithdrawal: async () => undefined,
      });
    },
    stop: async () => running?.stop(),
  };
}

test('a service that uses the library passes every step', { timeout }, async () => {
  const own = service();
  try {
    const { code, out, err } = await conformance('service', listeningTerminal(own.onLine));
    expect(out, err).toContain('7 passed, 0 failed, 0 not tried');
    expect(code).toBe(0);
  } finally {
    await own.stop();
  }
});

test('the canary goes all the way as often as it is sent, with the token that it has', { timeout }, async () => {
  const { invoke, model } = system.system;
  expect(model.schedules.map(({ functionName }) => functionName).filter((name) => /canary/i.test(name))).toEqual([]);
  const log = () => readFileSync(`${system.dataDir}/logs/canary.log`, 'utf8');
  for (let run = 0; run < 2; run++) expect(await invoke('canary', {}), log()).toMatchObject({ ok: true });
  await expect.poll(() => log().match(/"event":"canary-finished"/g)).toHaveLength(2);
  expect(log()).not.toContain('canary-failed');
});

test('nothing of it is counted', async () => {
  for (const measure of ['referrals', 'victims', 'accepted', 'withdrawn', 'duplicates'])
    expect(await system.total(measure), measure).toBe(0);
});

test('the test parties stand last in endpoints.json, marked', () => {
  const clients = Object.entries(system.system.endpoints.clients);
  const tests = clients.filter(([, { test: isTest }]) => isTest).map(([id]) => id);
  expect(tests).toEqual(['test-police', 'canary-sender', 'test-support', 'test-support-next', 'canary-service']);
  for (const kind of ['police', 'service'])
    expect(clients.find(([, one]) => one.kind === kind)?.[1]).not.toHaveProperty('test');
});
