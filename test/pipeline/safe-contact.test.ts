/** The rules of safe contact through the API, row by row, over the catalogue of the worked example. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Run, somebody, startRun } from './support/run.ts';
import { rows, summarise } from './support/safe-contact-rows.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun();
});
afterAll(async () => {
  try {
    expect(await run.audit()).toEqual([]);
    expect(run.troubles).toEqual([]);
  } finally {
    await run.stop();
  }
});

test.each(rows)('$what: $answer', async ({ over, answer }) => {
  expect(summarise(await run.send(somebody(over)), answer.includes(' by '))).toBe(answer);
});
