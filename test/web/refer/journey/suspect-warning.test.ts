/** The page that asks what is safe says first what is not, because a suspect sees it. */
import { expect, test } from 'vitest';
import { mainText } from '#test/support/pages.ts';
import { answer, ordinary, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages } from '#test/web/support/setup-pages.ts';

setUpPages();
const phone = 'A suspect sees or answers their phone';
const email = 'A suspect sees their email';
const post = 'A suspect lives there, or sees their post';

test.each([
  ['nothing of a suspect', {}, []],
  ['a name', { 'suspects-0-name': 'Alex Example' }, []],
  ['a home of both', { 'suspects-0-livesWithVictim': 'yes' }, [post]],
  ['a home that may not be of both', { 'suspects-0-livesWithVictim': 'unknown' }, []],
  ['the phone', { 'suspects-0-hasAccessTo': 'phone' }, [phone]],
  ['all of them', { 'suspects-0-hasAccessTo': ['phone', 'email', 'post'] }, [phone, email, post]],
  ['a second suspect', { 'suspects-0-name': 'Alex Example', 'suspects-1-hasAccessTo': 'email' }, [email]],
] as const)('%s', async (name, suspects, said) => {
  const browser = await pages.signIn('example-hospital', `warned ${name}`);
  const draft = await startDraft(browser);
  await answer(browser, draft, 'circumstances', { ...ordinary.circumstances, domesticAbuse: 'yes' });
  await answer(browser, draft, 'suspects', suspects);
  const text = mainText(await browser.get(`${draft}/contact`));
  expect([phone, email, post].filter((line) => text.includes(line))).toEqual(said);
});

test('a parent or guardian who is a suspect', async () => {
  const browser = await pages.signIn('example-hospital', 'warned of a guardian');
  const draft = await startDraft(browser);
  await answer(browser, draft, 'person', { ...ordinary.person, 'dateOfBirth-year': '2018' });
  await answer(browser, draft, 'guardian', { 'guardian-name': 'Alex Example' });
  await answer(browser, draft, 'circumstances', { ...ordinary.circumstances, domesticAbuse: 'yes' });
  const warned = async () =>
    mainText(await browser.get(`${draft}/contact`)).includes('The parent or guardian is a suspect');
  await answer(browser, draft, 'suspects', { 'suspects-0-name': 'Robin Example' });
  expect(await warned()).toBe(false);
  await answer(browser, draft, 'suspects', { 'suspects-0-name': 'Robin Example', 'suspects-0-isGuardian': 'yes' });
  expect(await warned()).toBe(true);
});
