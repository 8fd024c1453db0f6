/** The rules of safe contact through the API, row by row, over the catalogue of the worked example. */
import { beforeAll, expect, test } from 'vitest';
import { type Run, somebody } from '../support/run.ts';
import { rows, summarise } from '../support/safe-contact-rows.ts';

export const safeContactJourney = (started: () => Run): void => {
  let run: Run;
  beforeAll(() => {
    run = started();
  });

  test.each(rows)('$what: $answer', async ({ over, answer }) => {
    expect(summarise(await run.send(somebody(over)), answer.includes(' by '))).toBe(answer);
  });
};
