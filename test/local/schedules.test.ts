import { expect, test, vi } from 'vitest';
import { localClock } from '#local/clock.ts';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import type { Invocation } from '#local/functions/invocation.ts';
import { startSchedules } from '#local/schedules/schedules.ts';

const values = new Map<string, string>();
const savedValues: SavedValues = {
  getOrCreate(name, create) {
    const value = values.get(name) ?? create();
    values.set(name, value);
    return value;
  },
  set: (name, value) => void values.set(name, value),
  find: (name) => values.get(name),
};
const schedule = { logicalId: 'Mail', expression: 'rate(1 minute)', arn: 'arn', functionName: 'mail', maxRetries: 0 };

test('a run that could not be made is told, and the next is made all the same', async () => {
  const done: Invocation = { ok: true, requestId: '1', value: undefined };
  const invoke = vi
    .fn<() => Promise<Invocation>>()
    .mockRejectedValueOnce(new Error('no worker'))
    .mockResolvedValue(done);
  const ports = { clock: localClock(), savedValues, invoke, region: 'eu-west-2', account: '000000000000' };
  const schedules = startSchedules([schedule], ports);
  await expect(schedules.runOf('mail')).rejects.toThrow('no worker');
  await schedules.runOf('mail');
  expect(invoke).toHaveBeenCalledTimes(2);
  schedules.stop();
});
