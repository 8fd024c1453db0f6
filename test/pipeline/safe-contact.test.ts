/** The rules of safe contact through the API, row by row, over the catalogue of the worked example. */
import { expect, test } from 'vitest';
import { useAuditedRun } from './support/audited-run.ts';
import { type Run, somebody } from './support/run.ts';
import { rows, summarise } from './support/safe-contact-rows.ts';

let run: Run;
useAuditedRun((started) => {
  run = started;
});

test.each(rows)('$what: $answer', async ({ over, answer }) => {
  expect(summarise(await run.send(somebody(over)), answer.includes(' by '))).toBe(answer);
});
