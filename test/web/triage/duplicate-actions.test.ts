/** The hub's page of a possible duplicate. */
import { describe, expect, test } from 'vitest';
import { duplicateSharing } from '#src/domain/detail/service-detail.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { charity, hospital, police } from '#test/support/area-fixture.ts';
import { document, mainText, type PageView } from '#test/support/pages.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let people = 0;
/** The police and then the hospital refer one person, and perhaps a charity; each but the first is marked. */
async function sendAll() {
  people += 1;
  const victim = { familyName: `Twice${'abcdefghij'[people]}` };
  const own = { consent: explicitConsent, crimeReference: `06AB/${7_000_000 + people}/26`, victim };
  const send = async (sender: typeof police | typeof hospital | typeof charity) => {
    system.wait(1 / 60);
    const risk = sender === hospital ? ({ tool: 'dash', level: 'high' } as const) : undefined;
    return submitAndDispatch(system.deps, sender, submission({ ...own, ...(risk && { risk }) }));
  };
  return [await send(police), await send(hospital), () => send(charity)] as const;
}
const sendBoth = async () => (await sendAll()).slice(0, 2) as [Sent, Sent];
type Sent = Awaited<ReturnType<typeof submitAndDispatch>>;
/** A form is taken only from somebody who was shown the page. */
async function openPage(id: string) {
  const hub = await pages.signIn('example-authority');
  await hub.get(`/triage/${id}`);
  return hub;
}
const rowsOf = (shown: PageView) =>
  [...document(shown).querySelectorAll('.app-compare tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()),
  );
const why = { 'duplicate-reason': 'The officer says so.' };

describe('a possible duplicate', () => {
  test('is shown beside the other referral line by line, without who the person is', async () => {
    const [one, two] = await sendBoth();
    const hub = await pages.signIn('example-authority');
    const shown = await hub.get(`/triage/${two.id}`);
    const rows = rowsOf(shown);
    expect(rows.some(([label]) => label === 'Incident reference')).toBe(false);
    expect(rows).toContainEqual(['Reference', two.reference, one.reference]);
    expect(rows).toContainEqual(['Kind of offence', 'Violence with injury', 'Violence with injury']);
    expect(rows).toContainEqual(['When it happened', expect.stringContaining('18 November 2026'), expect.anything()]);
    expect(rows).toContainEqual(['Priority Different', 'High', 'Standard']);
    expect(rows).toContainEqual([
      'From',
      'Example HospitalOfficer Example0161 496 0000',
      'Example PoliceOfficer Example0161 496 0000',
    ]);
    expect(document(shown).querySelector(`.app-compare a[href="/triage/${one.id}"]`)).not.toBeNull();
    expect(mainText(shown)).not.toContain('Twice');
    const answers = [...document(shown).querySelectorAll<HTMLInputElement>('details[open] input[name=answer]')];
    expect(answers.map(({ value }) => value)).toEqual(['same', 'different', 'later']);
  });

  test('shows the reference that each side has, of whatever kind', async () => {
    const own = { consent: explicitConsent, victim: { familyName: 'Twicer' } };
    const byCrime = submission({ ...own, crimeReference: '06AB/0700077/26' });
    await submitAndDispatch(system.deps, police, byCrime);
    system.wait(1 / 60);
    const byIncident = submission({ ...own, crimeReference: undefined, incidentReference: 'AE-2026-1' });
    const { id } = await submitAndDispatch(system.deps, hospital, byIncident);
    const rows = rowsOf(await (await pages.signIn('example-authority')).get(`/triage/${id}`));
    expect(rows).toContainEqual(['Crime reference Different', 'Not said', '06AB/0700077/26']);
    expect(rows).toContainEqual(['Incident reference', 'AE-2026-1', 'Not said']);
  });

  test('is seen in both referrals: the disclosure log of each says so', async () => {
    const [one, two] = await sendBoth();
    await openPage(two.id);
    for (const { id } of [one, two]) {
      const shown = await system.deps.cases.disclosures(id);
      expect(shown.map(({ by, fields }) => [by, fields])).toContainEqual(['example-authority', duplicateSharing]);
    }
  });

  test('is withdrawn when it is the same incident, and says which one goes on', async () => {
    const [one, two] = await sendBoth();
    const hub = await openPage(two.id);
    const list = await hub.post(`/triage/${two.id}/duplicate`, { answer: 'same', of: one.id, ...why });
    expect(mainText(list)).toContain(`${two.reference} is withdrawn as a duplicate.`);
    const after = await hub.get(`/triage/${two.id}`);
    expect(mainText(after)).toContain('Withdrawn as a duplicate');
    expect(mainText(after)).toContain(one.reference);
    expect((await system.deps.cases.read(two.id))?.head.status).toBe('withdrawn');
    expect((await system.deps.cases.read(one.id))?.head.status).toBe('routed');
  });

  test('of one that was withdrawn as a duplicate is compared with the one that goes on', async () => {
    const [one, two, sendThird] = await sendAll();
    const three = await sendThird();
    expect((await system.deps.cases.read(three.id))?.head.possibleDuplicateOf).toBe(two.id);
    const hub = await openPage(two.id);
    await hub.post(`/triage/${two.id}/duplicate`, { answer: 'same', of: one.id, ...why });
    const listed = await hub.get('/triage');
    const named = [...document(listed).querySelectorAll(`tr:has(a[href="/triage/${three.id}"]) a`)];
    expect(named.map((link) => link.getAttribute('href'))).toContain(`/triage/${one.id}`);
    const shown = await hub.get(`/triage/${three.id}`);
    expect(mainText(shown)).toContain(`Yes: withdraw this one. ${one.reference} goes on`);
    await hub.post(`/triage/${three.id}/duplicate`, { answer: 'same', of: one.id, ...why });
    expect((await system.deps.cases.read(three.id))?.head.status).toBe('withdrawn');
    expect((await system.deps.cases.read(one.id))?.head.status).toBe('routed');
  });

  test('goes on when it is another incident, and leaves the list', async () => {
    const [, two] = await sendBoth();
    const hub = await openPage(two.id);
    const list = await hub.post(`/triage/${two.id}/duplicate`, { answer: 'different', ...why });
    expect(mainText(list)).toContain(`${two.reference} is not a duplicate: it goes on.`);
    const after = await hub.get(`/triage/${two.id}`);
    expect(mainText(after)).not.toContain('Possible duplicate');
    expect(mainText(after)).toContain('Found not to be a duplicate');
    expect(mainText(await hub.get('/triage'))).not.toContain(two.reference);
  });

  test('stays on the list when the hub does not know yet', async () => {
    const [, two] = await sendBoth();
    const hub = await openPage(two.id);
    const list = mainText(await hub.post(`/triage/${two.id}/duplicate`, { answer: 'later' }));
    expect(list).toContain(`${two.reference} is left undecided.`);
    expect(list).toContain('It stays on the list: Another referral may be about the same thing');
    expect((await system.deps.cases.read(two.id))?.head.triage?.reason).toBe('possible-duplicate');
  });

  test.each([
    ['no answer', why, 'Select whether the two are about the same incident'],
    [
      'the same, and no other referral',
      { answer: 'same', of: '', ...why },
      'Select whether the two are about the same incident',
    ],
    ['no reason', { answer: 'different' }, 'Enter how you know'],
  ])('with %s asks for it', async (_, fields, message) => {
    const [, two] = await sendBoth();
    const hub = await openPage(two.id);
    const shown = await hub.post(`/triage/${two.id}/duplicate`, fields);
    expect(shown.status).toBe(422);
    expect(document(shown).querySelector('.govuk-error-summary')?.textContent).toContain(message);
  });

  test('whose other referral was withdrawn meanwhile is not withdrawn too', async () => {
    const [one, two] = await sendBoth();
    const hub = await openPage(two.id);
    await withdrawOwnReferral(system.deps, police, one.id, 'sent-in-error');
    const shown = await hub.post(`/triage/${two.id}/duplicate`, { answer: 'same', of: one.id, ...why });
    expect(shown.status).toBe(409);
    expect(document(shown).querySelector('.govuk-error-summary')?.textContent).toContain(
      'it cannot be the one that goes on',
    );
    expect(document(shown).querySelector('input[value="same"]')).toBeNull();
  });
});
