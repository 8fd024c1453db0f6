/** A suspect's release in a service's list. */
import { expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { police } from '#test/support/area-fixture.ts';
import { document } from '#test/support/pages.ts';
import { explicitConsent, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
async function send(releaseOn: string, over: Overrides<Submission> = {}): Promise<string> {
  const suspects = [{ name: 'Alex Example', releaseOn }];
  const body = submission({ crimeReference: `06AB/${releaseOn}`, suspects, ...over });
  const { reference } = await submitAndDispatch(system.deps, police, body);
  return reference;
}

test('the line of a case says that a suspect is released soon, until the day is over', async () => {
  const abuse = { offence: { domesticAbuse: 'yes' }, consent: explicitConsent } as const;
  const references = [await send('2026-11-20', abuse), await send('2026-12-20', abuse)];
  await processDeadlines(system.deps);
  const marked = async () => {
    const browser = await pages.signIn('domestic-abuse');
    const rows = [...document(await browser.get('/inbox')).querySelectorAll('tbody tr')].map((row) => row.textContent);
    return references.map((one) => rows.filter((row) => row.includes(one)).map((row) => row.includes('released soon')));
  };
  expect(await marked()).toEqual([[true], [false]]);
  system.wait(48);
  expect(await marked()).toEqual([[false], [false]]);
});

test('a service that is not shown suspects is told nothing of a release', async () => {
  const reference = await send('2026-11-24');
  await processDeadlines(system.deps);
  const browser = await pages.signIn('general');
  const list = await browser.get('/inbox');
  expect(list.html).toContain(reference);
  const href = [...document(list).querySelectorAll('a.app-reference')].find((link) => link.textContent === reference);
  const path = href?.getAttribute('href') ?? '';
  await browser.get(path);
  const page = await browser.post(`${path}/open`);
  expect(page.html).toContain('Before you make contact');
  for (const { html } of [list, page]) expect(html).not.toMatch(/released soon/);
});
