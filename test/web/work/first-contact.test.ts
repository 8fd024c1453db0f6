/** What leads the pages of a case for its service and the hub. */
import { expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { type Browser, document, mainText, type PageView } from '#test/support/pages.ts';
import { explicitConsent, type Overrides, submission, watchedAtHome } from '#test/support/submissions.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let referrals = 0;
async function send(over: Overrides<Submission>): Promise<{ id: ReferralId; reference: string; path: string }> {
  referrals += 1;
  const crimeReference = `06AB/${4_000_000 + referrals}/26`;
  const done = await submitReferral(system.deps, hospital, submission({ ...over, crimeReference }));
  if (!('created' in done)) throw new Error(JSON.stringify(done));
  const { id, reference } = done.created;
  await dispatchReferral(system.deps, id, 1);
  return { id, reference, path: `/inbox/${handOffId(id, 1)}` };
}

async function open(browser: Browser, path: string): Promise<PageView> {
  await browser.get(path);
  return browser.post(`${path}/open`);
}

const inOrder = (text: string, places: readonly string[]): void => {
  const found = places.map((place) => text.indexOf(place));
  expect(places.filter((_, index) => found[index] === -1)).toEqual([]);
  expect(found).toEqual(found.toSorted((one, other) => one - other));
};

test('the page of a hand-off leads with what to know before the first word', async () => {
  const { path } = await send(watchedAtHome);
  const seen = await open(await pages.signIn('high-risk-advocacy'), path);
  inOrder(mainText(seen), [
    'Before you make contact',
    'This person does not know of this referral.',
    'Begin by asking whether she can talk.',
    'Not safe: phone call, voicemail, text message, post.',
    'no safeguarding referral was made',
    'Say that you call from the dentist.',
    'Her husband and his brother',
    'Withhold your number',
    'bluebell',
    'Suspect 1: partner Released on bail, since Wednesday 18 November 2026, 11:00pm.',
    'Barred from contacting the person.',
    'Email Safe sam@example.org',
    'Phone call Not safe A suspect reads or answers it.',
    'Post Not safe A suspect lives at the address.',
    'Jo Example',
    'Status',
    'The person',
    'What do you want to do?',
    'To show that you have read the details above',
  ]);
  const section = document(seen).querySelector('section[aria-labelledby]');
  const heading = section?.getAttribute('aria-labelledby') ?? '';
  expect(document(seen).getElementById(heading)?.textContent).toBe('Before you make contact');
});

test('a service that is not shown suspects reads that channels are not safe, and nothing of why', async () => {
  const { contact, suspects } = watchedAtHome;
  const { path } = await send({ contact, suspects });
  const text = mainText(await open(await pages.signIn('general'), path));
  expect(text).toContain('Not safe: phone call, voicemail, text message, post.');
  expect(text).not.toMatch(/suspect|bail|Alex/i);
});

test('a guardian who is a suspect is on no page', async () => {
  const guardian = { name: 'Kim Feared', relationship: 'father', phone: '+447700900987' };
  const { id, path } = await send({
    victim: { dateOfBirth: '2012-02-03', guardian },
    contact: { alternative: { name: 'KIM FEARED', phone: '+447700900987' } },
    suspects: [{ name: guardian.name, relationship: 'parent', isGuardian: true }],
  });
  const seen = await open(await pages.signIn('young-people'), path);
  const hub = await (await pages.signIn('example-authority')).get(`/triage/${id}`);
  for (const { html } of [seen, hub]) expect(html).not.toMatch(/Feared|900 ?987/i);
  expect(mainText(seen)).toContain('Before you make contact');
  expect(mainText(hub)).toContain('Is their parent or guardian, who must not be contacted.');
});

test('a person who is not said to know, and no safe channel, are told as they are', async () => {
  const unknown = { call: 'unknown', voicemail: 'unknown', text: 'unknown', email: 'unknown', post: 'no' } as const;
  const { path } = await send({ contact: { safe: unknown } });
  const text = mainText(await open(await pages.signIn('general'), path));
  expect(text).toContain('No way of contact is known to be safe.');
  expect(text).toContain('Phone call Not known Ask the referrer before you use it.');
  expect(text).toContain('Knows of this referral The referrer did not say');
});

test('the hub’s page says the same below what a decision needs, without who the person is, and that is in the disclosure log', async () => {
  const { id } = await send(watchedAtHome);
  const seen = await (await pages.signIn('example-authority')).get(`/triage/${id}`);
  inOrder(mainText(seen), [
    'Before you make contact',
    'This person does not know of this referral.',
    'no safeguarding referral was made',
    'Her husband and his brother',
    'Suspect 1: partner Released on bail',
    'Phone call Not safe A suspect reads or answers it.',
  ]);
  inOrder(mainText(seen), ['With a service', 'You do not see who the person is', 'Before you make contact']);
  expect(seen.html).not.toMatch(/Sam\b|Sammy|sam@|900 ?123|bluebell|Jo Example|Alex/);
  const shown = await system.deps.cases.disclosures(id);
  expect(shown).toMatchObject([{ by: 'example-authority', number: 0, fields: expect.arrayContaining(['suspects']) }]);
});

test('the referrer’s page says nothing of it', async () => {
  const { reference } = await send(watchedAtHome);
  const text = mainText(await (await pages.signIn(hospital.id)).get(`/status/${reference}`));
  expect(text).not.toMatch(/Before you make contact|suspect|not safe|dentist/i);
});

test('who agreed to the referral themselves knows of it, as the service and the hub are told', async () => {
  const { id, path } = await send({ consent: explicitConsent });
  const seen = await open(await pages.signIn('general'), path);
  expect(mainText(seen)).toContain('Knows of this referral Yes: they agreed to it');
  const hub = await (await pages.signIn('example-authority')).get(`/triage/${id}`);
  expect(mainText(hub)).toContain('Knows of this referral Yes: they agreed to it');
});
