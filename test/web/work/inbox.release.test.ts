/** A suspect's release in a service's list. */
import { expect, test } from 'vitest';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { processDeadlines } from '#src/usecases/process-deadlines.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { police } from '#test/support/area-fixture.ts';
import { document } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { pages, system } from '../support/setup-pages.ts';

async function send(releaseOn: string): Promise<string> {
  const suspects = [{ name: 'Alex Example', releaseOn }];
  const done = await submitReferral(system.deps, police, submission({ crimeReference: `06AB/${releaseOn}`, suspects }));
  if (!('created' in done)) throw new Error('It was not taken.');
  await dispatchReferral(system.deps, done.created.id, 1);
  return done.created.reference;
}

test('the line of a case says that a suspect is released soon, until the day is over', async () => {
  const references = [await send('2026-11-20'), await send('2026-12-20')];
  await processDeadlines(system.deps);
  const marked = async () => {
    const browser = await pages.signIn('general');
    const rows = [...document(await browser.get('/inbox')).querySelectorAll('tbody tr')].map((row) => row.textContent);
    return references.map((one) => rows.filter((row) => row.includes(one)).map((row) => row.includes('released soon')));
  };
  expect(await marked()).toEqual([[true], [false]]);
  system.wait(48);
  expect(await marked()).toEqual([[false], [false]]);
});
