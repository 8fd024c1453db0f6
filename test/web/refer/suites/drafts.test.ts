/** Drafts: two windows, double presses, the end of a session, other users, and retention. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { draftPlace } from '#src/usecases/ports/seals.ts';
import { sessionCookie } from '#src/web/app/cookies.ts';
import { ordinaryLimits } from '#src/web/app/session-limits.ts';
import { stepIds } from '#src/web/refer/questions/steps.ts';
import { referRoutes } from '#src/web/refer/routes.ts';
import { document, mainText, makePages } from '#test/support/pages.ts';
import { receivedAt } from '#test/support/submissions.ts';
import { answer, errorsOn, fill, ordinary, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages, system } from '#test/web/support/setup-pages.ts';

setUpPages();
let people = 0;
const somebody = (): string => `person ${++people}`;
const inputValue = (seen: { html: string; url: string }, id: string): string | undefined =>
  document(seen).querySelector<HTMLInputElement>(`#${id}`)?.value;

describe('two windows of one person', () => {
  test('different pages can be saved in both', async () => {
    const person = somebody();
    const [one, two] = [await pages.signIn('example-hospital', person), await pages.signIn('example-hospital', person)];
    const draft = await startDraft(one);
    await one.get(`${draft}/person`);
    await two.get(`${draft}/summary`);
    await one.post(`${draft}/person`, ordinary.person);
    expect((await two.post(`${draft}/summary`, { summary: 'Pushed over.' })).status).toBe(200);
    expect(inputValue(await one.get(`${draft}/summary`), 'summary')).toBe('Pushed over.');
    expect(inputValue(await one.get(`${draft}/person`), 'givenName')).toBe('Sam');
  });

  test('one page saved with other answers meanwhile: both versions are shown, and nothing is saved until somebody chooses', async () => {
    const person = somebody();
    const [one, two] = [await pages.signIn('example-hospital', person), await pages.signIn('example-hospital', person)];
    const draft = await startDraft(one);
    await one.get(`${draft}/needs`);
    await two.get(`${draft}/needs`);
    await one.post(`${draft}/needs`, { needs: 'housing' });
    const shown = await two.post(`${draft}/needs`, { needs: ['safety', 'health'] });
    expect(shown.status).toBe(409);
    expect(mainText(shown)).toContain('What would help them Housing Staying safe, Health');
    const checked = async () =>
      [...document(await one.get(`${draft}/needs`)).querySelectorAll(':checked')].map((box) =>
        box.getAttribute('value'),
      );
    expect(await checked()).toEqual(['housing']);
    expect((await two.submit()).url).toBe(draft);
    expect(await checked()).toEqual(['safety', 'health']);
  });

  test('keeping the saved version shows the saved page', async () => {
    const person = somebody();
    const [one, two] = [await pages.signIn('example-hospital', person), await pages.signIn('example-hospital', person)];
    const draft = await startDraft(one);
    await one.get(`${draft}/summary`);
    await two.get(`${draft}/summary`);
    await one.post(`${draft}/summary`, { summary: 'First.' });
    const shown = await two.post(`${draft}/summary`, { summary: 'Second.' });
    const link = [...document(shown).querySelectorAll('main a')].find((one) =>
      one.textContent?.includes('Keep what is saved'),
    );
    expect(inputValue(await two.get(link?.getAttribute('href') ?? ''), 'summary')).toBe('First.');
  });

  test('a double press of Continue is no conflict', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    await browser.get(`${draft}/summary`);
    const fields = { summary: 'Pushed over.' };
    const [a, b] = await Promise.all([
      browser.post(`${draft}/summary`, fields),
      browser.post(`${draft}/summary`, fields),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
  });
});

describe('sending', () => {
  test('pressing twice at once makes one referral, and both show its confirmation', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    await fill(browser, draft);
    await browser.get(`${draft}/check`);
    await browser.post(`${draft}/check`);
    const press = () => browser.post(`${draft}/equality`, { go: 'skip' });
    const all = await Promise.all([press(), press(), press()]);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(all[0]?.url).toMatch(/^\/refer\/sent\//);
  });

  test('after sending, any page of the draft shows the confirmation, and the answers are deleted', async () => {
    const person = somebody();
    const browser = await pages.signIn('example-hospital', person);
    const draft = await startDraft(browser);
    await fill(browser, draft);
    const sent = await sendOff(browser, draft);
    for (const path of ['', '/check', '/delete', '/consent-needed', '/opted-out', ...stepIds.map((id) => `/${id}`)]) {
      expect((await browser.get(`${draft}${path}`)).url).toBe(sent.url);
    }
    await browser.get(sent.url);
    expect((await browser.post(`${draft}/equality`, { sex: 'female' })).url).toBe(sent.url);
    expect((await browser.post(`${draft}/person`, ordinary.person)).url).toBe(sent.url);
    expect((await browser.post(`${draft}/delete`)).url).toBe(sent.url);
    const stored = await pages.deps.drafts.find(browser.user, draft.split('/').pop() ?? '', receivedAt.toISOString());
    const text = stored && pages.deps.keys.open(draftPlace(stored.id), stored.sealed);
    expect(JSON.parse(text ?? '')).toEqual({ answers: {}, steps: {}, sent: sent.url.split('/').pop() });
    expect(mainText(await browser.get('/refer'))).not.toContain('Referrals you have started');
  });

  test('another person under the same reference gets a number, and no answer is lost', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const references = { incidentReference: 'ED-2026-0042' };
    const first = await startDraft(browser);
    await fill(browser, first, { references });
    const one = await sendOff(browser, first);
    const second = await startDraft(browser);
    await fill(browser, second, { references, person: { ...ordinary.person, givenName: 'Alex' } });
    const shown = await sendOff(browser, second);
    expect(shown.url).toBe(`${second}/references?taken=&from=check`);
    expect(errorsOn(shown)).toEqual([
      expect.stringMatching(
        /^You have already sent a referral with this reference\. .* enter another number, for example 2\./,
      ),
    ]);
    expect((await browser.submit({ victimReference: '2' })).url).toBe(`${second}/check`);
    const two = await sendOff(browser, second);
    expect(two.url).toMatch(/^\/refer\/sent\//);
    expect(two.url).not.toBe(one.url);
  });

  test('a page that was never answered cannot be skipped', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    for (const path of ['check', 'equality']) expect((await browser.get(`${draft}/${path}`)).url).toBe(draft);
    await browser.get(`${draft}/summary`);
    expect((await browser.post(`${draft}/equality`, { go: 'skip' })).url).toBe(draft);
    await browser.get(`${draft}/summary`);
    expect((await browser.post(`${draft}/check`)).url).toBe(draft);
  });
});

describe('saving', () => {
  test('Save and come back later saves all answers, valid or not, and lists the draft', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    const saved = await answer(browser, draft, 'person', { givenName: '1', 'dateOfBirth-day': '40', go: 'later' });
    expect(saved.url).toBe('/refer?saved');
    expect(mainText(saved)).toContain('Your answers are saved');
    expect(document(saved).querySelector(`a[href="${draft}"]`)).not.toBeNull();
    const again = await browser.get(`${draft}/person`);
    expect([inputValue(again, 'givenName'), inputValue(again, 'dateOfBirth-day')]).toEqual(['1', '40']);
    expect(errorsOn(again)).toEqual([]);
    expect(mainText(await browser.get(draft))).toMatch(/The person\s+In progress/);
  });

  test('saved answers are there after the session ended and the user signed in again', async () => {
    const person = somebody();
    const clock = { now: system.deps.now() };
    const own = makePages(system, referRoutes, { now: () => clock.now });
    const before = await own.signIn('example-hospital', person);
    const draft = await startDraft(before);
    await answer(before, draft, 'summary', { summary: 'Pushed over.' });
    await before.get(`${draft}/person`);
    clock.now = new Date(clock.now.getTime() + ordinaryLimits.idleMs);
    const ended = await before.post(`${draft}/person`, ordinary.person);
    expect(ended.status).toBe(401);
    expect(mainText(ended)).toContain('What you had typed is kept');
    expect(ended.html).not.toContain('Sam');
    const after = await own.signIn('example-hospital', person);
    expect(inputValue(await after.get(`${draft}/summary`), 'summary')).toBe('Pushed over.');
    expect(inputValue(await after.get(`${draft}/person`), 'givenName')).toBe('Sam');
  });

  test('a deleted draft is gone, even if Delete is pressed twice', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    const shown = document(await browser.get(`${draft}/delete`));
    const own = shown.querySelector<HTMLInputElement>('input[name=own]')?.value ?? '';
    expect((await browser.post(`${draft}/delete`)).url).toBe('/refer');
    expect((await browser.get(draft)).status).toBe(404);
    await browser.get('/refer');
    expect((await browser.post(`${draft}/delete`, { own })).status).toBe(200);
    await browser.get('/refer');
    expect((await browser.post(`${draft}/delete`, { own: 'x' })).status).toBe(404);
  });

  test('answers are neither readable in the table nor in a path', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    await answer(browser, draft, 'about-you', { ...ordinary['about-you'], remember: 'yes' });
    const { url } = await answer(browser, draft, 'person', { ...ordinary.person, familyName: 'Quixotherby' });
    const { Items = [] } = await system.client.send(new ScanCommand({ TableName: system.tables.web }));
    const stored = Items.map((item) =>
      JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
    );
    expect(stored.join()).not.toMatch(/Quixotherby|nurse@|Nurse Example/);
    expect(stored.join()).toContain('draft#');
    expect(url).toMatch(/^\/refer\/[0-9a-f-]{36}\/home$/);
    expect(system.lines.join()).not.toContain('Quixotherby');
  });
});

describe('access to drafts', () => {
  test('another user’s draft is not found, on every page and action', async () => {
    const owner = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(owner);
    await answer(owner, draft, 'person', ordinary.person ?? {});
    const strangers = [
      await pages.signIn('example-hospital', somebody()),
      await pages.signIn('example-charity', somebody()),
      await pages.signIn('example-police', somebody()),
    ];
    const routes = referRoutes.filter(({ path }) => path.includes('{draft}'));
    for (const [stranger, route] of strangers.flatMap((one) => routes.map((route) => [one, route] as const))) {
      const path = route.path.replace('/refer/{draft}', draft).replace('{step}', 'person');
      await stranger.get('/refer');
      const seen = await (route.method === 'GET' ? stranger.get(path) : stranger.post(path, { rev: '9' }));
      expect(`${seen.url} ${seen.status}`).toBe(`${path} 404`);
      expect(seen.html).not.toContain('Sam');
    }
    expect(inputValue(await owner.get(`${draft}/person`), 'givenName')).toBe('Sam');
  });

  test('another organisation’s confirmation is not found; a colleague’s is', async () => {
    const owner = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(owner);
    await fill(owner, draft);
    const { url } = await sendOff(owner, draft);
    const colleague = await pages.signIn('example-hospital', somebody());
    const stranger = await pages.signIn('example-charity', somebody());
    for (const path of [url, `${url}/record`]) {
      expect((await colleague.get(path)).status).toBe(200);
      expect((await stranger.get(path)).status).toBe(404);
    }
    for (const path of ['/refer/sent/nothing', '/refer/sent/nothing/record'])
      expect((await stranger.get(path)).status).toBe(404);
  });

  test('services and the authority are refused', async () => {
    for (const party of ['general', 'example-authority']) {
      expect((await (await pages.signIn(party)).get('/refer')).status).toBe(403);
    }
    expect((await pages.visitor().get('/refer')).status).toBe(401);
  });

  test('a post without this session’s token is refused, and nothing is saved', async () => {
    const browser = await pages.signIn('example-hospital', somebody());
    const draft = await startDraft(browser);
    await browser.get(`${draft}/summary`);
    expect((await browser.post(`${draft}/summary`, { summary: 'Forged.', token: 'another' })).status).toBe(403);
    expect(inputValue(await browser.get(`${draft}/summary`), 'summary')).toBe('');
    expect(sessionCookie).toMatch(/^__Host-/);
  });
});
