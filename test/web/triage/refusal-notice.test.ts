/** The hub's page and the sender's page of a referral of somebody who said no. */
import { expect, test } from 'vitest';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { document, mainText } from '#test/support/pages.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let people = 0;
const person = () => {
  people += 1;
  return { crimeReference: `06AB/${8_000_000 + people}/26`, victim: { familyName: `No${'abcdefghij'[people]}` } };
};
const refuse = async (id: Parameters<typeof withdrawOwnReferral>[2]) => {
  system.wait(1);
  await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
  system.wait(1);
};

/** The police's was withdrawn since the person said no; another one came after that. */
async function referAndRefuse(sender: typeof police | typeof hospital) {
  const own = person();
  const one = await submitAndDispatch(system.deps, police, submission(own));
  await refuse(one.id);
  const again =
    sender === police
      ? { victimReference: '2' }
      : { crimeReference: undefined, incidentReference: `AE-${own.crimeReference}` };
  const two = await submitAndDispatch(system.deps, sender, submission({ ...own, ...again }));
  return [one, two] as const;
}
const bannerOf = (shown: Parameters<typeof document>[0]) =>
  document(shown).querySelector('[aria-labelledby=refusal-title]')?.textContent?.replace(/\s+/g, ' ').trim();

test('the hub is told what the person said, and that no service has the referral', async () => {
  const [one, two] = await referAndRefuse(hospital);
  const hub = await pages.signIn('example-authority');
  expect(mainText(await hub.get('/triage'))).toContain(two.reference);
  expect(mainText(await hub.get('/triage'))).toContain('Consent for it was withdrawn on Thursday 19 November 2026');
  const shown = await hub.get(`/triage/${two.id}`);
  const told = bannerOf(shown);
  expect(told).toContain('The person withdrew their consent on Thursday 19 November 2026 for another referral:');
  expect(told).toContain(one.reference);
  expect(told).toContain('No service has this one.');
  expect(told).toContain('Do not tell them of it.');
  expect(document(shown).querySelector(`[aria-labelledby=refusal-title] a[href="/triage/${one.id}"]`)).not.toBeNull();
  // There is nothing to decide about the two: the other cannot go on.
  expect(document(shown).querySelectorAll('input[name=answer]')).toHaveLength(0);
  expect(mainText(shown)).toContain('Another referral of the same person, which is over');
  expect(mainText(shown)).toContain('Nothing is missing. You decide whether a service has it.');
  expect(mainText(shown)).not.toContain('Find a place for it');
});

test('the hub is not warned of what the referrer knows', async () => {
  const [, two] = await referAndRefuse(police);
  const hub = await pages.signIn('example-authority');
  expect(bannerOf(await hub.get(`/triage/${two.id}`))).not.toContain('Do not tell them of it.');
});

test('of a referral that a service has, the hub says whether it goes on, and it leaves the list', async () => {
  const own = person();
  const one = await submitAndDispatch(system.deps, police, submission(own));
  const two = await submitAndDispatch(
    system.deps,
    hospital,
    submission({ ...own, crimeReference: undefined, incidentReference: 'AE-2' }),
  );
  await refuse(one.id);
  const hub = await pages.signIn('example-authority');
  const shown = await hub.get(`/triage/${two.id}`);
  expect(bannerOf(shown)).toContain('A service has this one.');
  const answers = [...document(shown).querySelectorAll<HTMLInputElement>('input[name=answer]')];
  expect(answers.map(({ value }) => value)).toEqual(['different', 'later']);
  expect(mainText(shown)).toContain('Does this referral go on?');
  const list = await hub.post(`/triage/${two.id}/duplicate`, {
    answer: 'different',
    'duplicate-reason': 'They want what the hospital offers.',
  });
  expect(mainText(list)).toContain(`${two.reference} is not a duplicate: it goes on.`);
  expect((await system.deps.cases.read(two.id))?.head).not.toHaveProperty('triage');
});

test('nothing is said of it where the person agreed since', async () => {
  const own = person();
  const one = await submitAndDispatch(system.deps, police, submission(own));
  await refuse(one.id);
  const consent = { ...explicitConsent, obtainedAt: system.deps.now().toISOString() };
  const two = await submitAndDispatch(system.deps, police, submission({ ...own, victimReference: '2', consent }));
  const hub = await pages.signIn('example-authority');
  expect(bannerOf(await hub.get(`/triage/${two.id}`))).toBeUndefined();
});

test('nothing is said of what the person said to it before they agreed and it was opened again', async () => {
  const own = person();
  const { id } = await submitAndDispatch(system.deps, police, submission(own));
  await refuse(id);
  const consent = { ...explicitConsent, obtainedAt: system.deps.now().toISOString() };
  expect(await correctWhole(system.deps, police, id, 1, submission({ ...own, consent }))).toHaveProperty('corrected');
  const hub = await pages.signIn('example-authority');
  expect(bannerOf(await hub.get(`/triage/${id}`))).toBeUndefined();
});

test('its sender is told which of its own referrals the person said no to, and what would help', async () => {
  const [one, two] = await referAndRefuse(police);
  const shown = mainText(await (await pages.signIn('example-police')).get(`/status/${two.reference}`));
  expect(shown).toContain('The person said no before');
  expect(shown).toContain(`The person said no to ${one.reference}, which your organisation sent too`);
  expect(shown).toContain('explicit consent');
});

test('another sender is told that the hub decides, and nothing of the other referral', async () => {
  const [one, two] = await referAndRefuse(hospital);
  const sender = await pages.signIn('example-hospital');
  const shown = mainText(await sender.get(`/status/${two.reference}`));
  expect(shown).toContain('The victim hub decides which service has this case before anybody makes contact.');
  for (const said of ['said no', 'consent', one.reference, 'duplicate']) expect(shown).not.toContain(said);
  const list = mainText(await sender.get('/sent'));
  expect(list).toContain('With the victim hub');
  expect(list).not.toContain(one.reference);
});
