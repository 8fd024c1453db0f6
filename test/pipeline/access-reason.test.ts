/** The day from which a service's system must say why it opens a case again, in the running system, with the package that a service installs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { area, general, type Run, startRun } from './support/run.ts';

const alongside = 'peelmoor-recovery';
const { accessReasonRequired } = loadArea(area).rules;
const firstDay = typeof accessReasonRequired === 'object' ? accessReasonRequired.from : '';
/** London is an hour ahead of UTC in June. */
const [before, after] = [`${firstDay}T00:00:00+02:00`, `${firstDay}T00:00:00+01:00`].map((at) =>
  new Date(at).toISOString(),
) as [string, string];

let run: Run;
beforeAll(async () => {
  run = await startRun({ now: before });
});
afterAll(() => run.stop());

const runCommand = (...words: string[]) =>
  runReferrals([...words, '--endpoints', `${run.dataDir}/endpoints.json`], makeTerminal());
const consume = (service: string) => runCommand('consume', '--service', service, '--once', '--accept');
const deadLetters = async () => {
  const { deadLetterQueues } = run.client.endpoints;
  const dead = await Promise.all(
    [general, alongside].map((service) => run.client.receive(deadLetterQueues[service] ?? '')),
  );
  return dead.flat();
};

/** Closed by the service, whose queue still has the message of it. */
async function referAndClose(): Promise<string> {
  const { referralId } = await run.refer();
  await run.system.waitUntilIdle();
  const id = `${referralId}-01`;
  const { json } = await run.client.call(general, 'GET', `/v1/hand-offs/${id}`);
  const { confirmationCode } = json as { confirmationCode: string };
  for (const report of [
    { status: 'accepted', confirmationCode },
    { status: 'closed', outcome: 'support-completed' },
  ])
    expect((await run.client.call(general, 'POST', `/v1/hand-offs/${id}/status`, report)).status).toBe(200);
  return id;
}

test('a reading without a reason is announced as ending until the day, and then refused; messages are answered all the same', async () => {
  const closed = await referAndClose();
  const read = (...words: string[]) => runCommand('read', closed, '--party', general, ...words);
  const announced = await read();
  expect([announced.code, JSON.parse(announced.out).status]).toEqual([0, 'closed']);
  expect(announced.err).toContain(
    'Reading a hand-off without X-Access-Reason where one is needed will be refused after',
  );

  await run.client.moveClock(after);
  const refused = await read();
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain('Nothing was shown: you have closed it. Say with --reason why');
  const reopened = await read('--reason', 'They rang again.');
  expect([reopened.code, JSON.parse(reopened.out).victim.givenName]).toEqual([0, 'Sam']);

  // The message of what is closed is still in the queue, and one of a case that another service accepts first comes after it.
  const { referralId } = await run.refer({ needs: ['emotional-support', 'drugs-alcohol'] });
  await run.system.waitUntilIdle();
  const first = await consume(alongside);
  expect([first.code, first.err]).toEqual([0, expect.stringContaining(`hand-off ${referralId}-02`)]);
  const second = await consume(general);
  expect(second.code).toBe(0);
  expect(second.err).toContain('already closed, nothing to do');
  expect(second.err).toContain(`hand-off ${referralId}-01`);
  expect(second.out).not.toContain(closed);
  expect((await run.view(referralId)).handOffs.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  expect(await deadLetters()).toEqual([]);
});
