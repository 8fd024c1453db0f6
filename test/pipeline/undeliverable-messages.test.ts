/** Work that the sweep and the deadlines job cannot do must raise an alarm, which counts their errors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { type Run, startRun } from './support/run.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun();
});
afterAll(() => run.stop());

const failuresOf = (job: string): string[] => run.troubles.filter((line) => line.startsWith(`${job}: Error:`));
const later = (minutes: number) =>
  run.client.moveClock(new Date(run.system.clock.now() + minutes * 60_000).toISOString());

test('the sweep and the deadlines job fail when messages cannot be sent to any queue, and not before', async () => {
  // One whose specialist has the general service behind it.
  const { referralId } = await run.refer({ offence: { category: 'stalking-harassment' } });
  expect(await run.messagesOf(referralId)).not.toHaveLength(0);
  await later(2);
  expect([failuresOf('sweep'), failuresOf('deadlines')]).toEqual([[], []]);

  const { sqsEndpoint: url, queues } = run.client.endpoints;
  const sqs = awsJsonClient('sqs', { url, region: 'eu-west-2' });
  for (const QueueUrl of Object.values(queues)) await sqs('DeleteQueue', { QueueUrl });
  // Nobody answered in ten days: it goes to the next service, or would.
  await later(10 * 24 * 60);
  expect(failuresOf('deadlines')).toEqual([expect.stringContaining('Deadlines that wait for the next look: 1')]);
  await later(2);
  expect(failuresOf('sweep').at(-1)).toContain('Referrals or messages that wait for the next sweep: 1');
});
