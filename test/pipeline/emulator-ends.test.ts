/** The DynamoDB emulator ends by itself, as when it is killed or memory runs out. */
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolder } from '#local/data-folder/folder.ts';
import { type Run, somebody, startRun } from './support/run.ts';

let run: Run;
const said = new EventEmitter<{ answersAgain: []; fatal: [string] }>();
beforeAll(async () => {
  run = await startRun({
    progress: (line) => void (line.endsWith('answers again.') && said.emit('answersAgain')),
    onFatalError: (why) => said.emit('fatal', why),
  });
});
afterAll(() => run.stop());

const killEmulator = (): boolean =>
  process.kill(Number(readFileSync(dataFolder(run.dataDir).dynamodbPid, 'utf8')), 'SIGKILL');

test('it is started again on the same data: nothing is lost, and the stream goes on', async () => {
  const before = await run.refer();
  const restarted = once(said, 'answersAgain');
  killEmulator();
  const meanwhile = await Promise.all([1, 2, 3].map(() => run.send(somebody())));
  await restarted;
  // Beyond the retries of the AWS SDK, the sender is asked to try again.
  for (const { status, headers } of meanwhile) {
    if (status !== 201) expect([status, headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)]);
  }
  const after = await run.refer();
  for (const { referralId } of [before, after]) expect(await run.messagesOf(referralId)).toHaveLength(1);
  expect(await run.audit()).toEqual([]);
});

test('when it ends again and again the run says how to continue, and requests get 503 with Retry-After', async () => {
  for (const _ of [2, 3]) {
    const restarted = once(said, 'answersAgain');
    killEmulator();
    await restarted;
  }
  const fatal = once(said, 'fatal');
  killEmulator();
  const [why] = await fatal;
  expect(why).toMatch(/ended by itself 4 times within a minute: it ended with SIGKILL/);
  expect(why).toContain(`npm start -- --data-dir ${run.dataDir}`);
  const { status, headers } = await run.send(somebody());
  expect([status, headers['retry-after']]).toEqual([503, '5']);
});
