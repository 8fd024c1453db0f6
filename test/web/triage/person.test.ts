import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { placeLegalHoldAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { type Browser, document, mainText, type PageView } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const party = partyId('example-authority');
const text = (seen: PageView): string => mainText(seen).replace(/\s+/g, ' ');
const erase = () => eraseDue({ ...system.deps, rules: system.deps.area.rules });

let people = 0;
/** Referrals of somebody new, each of a crime of its own and over: one by the police, one by a hospital. */
async function twoReferrals() {
  people += 1;
  const victim = { givenName: 'Kim', familyName: `Marked-${'abcdefghijkl'[people]}` };
  const send = async (crime: number, sender: typeof police | typeof hospital, over = {}) => {
    const crimeReference = `06AB/${6_000_000 + people * 10 + crime}/26`;
    const sent = await submitAndDispatch(system.deps, sender, submission({ crimeReference, victim, ...over }));
    await withdrawOwnReferral(system.deps, sender, sent.id, 'sent-in-error');
    system.wait(0.01);
    return sent;
  };
  return { one: await send(1, police), two: await send(2, hospital), send };
}

async function signInAs(roles: readonly StaffRole[], name: string): Promise<Browser> {
  const browser = await pages.signIn(party, `${name} ${roles.join(' and ')}`);
  const { user } = browser;
  const sealed = sealDetails(system.deps.keys, party, user, { subject: user });
  await system.deps.staff.invite({ party, user, sealed, roles, invitedAt: system.deps.now().toISOString() });
  return browser;
}
const ticked = (seen: PageView) =>
  [...document(seen).querySelectorAll<HTMLInputElement>('input[name=chosen]')].map((box) => [
    box.value,
    box.hasAttribute('checked'),
  ]);
const cards = (seen: PageView) =>
  [...document(seen).querySelectorAll('.govuk-summary-card')].map(({ textContent }) => textContent);

describe('all that is held about a person', () => {
  test('is found from a case, by whoever decides, with what is certain ticked and what cannot be erased explained', async () => {
    const { one, two, send } = await twoReferrals();
    const kept = await send(3, police);
    await placeLegalHoldAsTriage(system.deps, party, kept.id, 'Example Crown Court');
    const sister = await send(1, hospital, { victimReference: '2', victim: { givenName: 'Jo', familyName: 'Marked' } });
    const ada = await signInAs(['triage'], 'ada');
    const seenCase = await ada.get(`/triage/${one.id}?reason=held`);
    expect(document(seenCase).querySelector(`a[href="/triage/${one.id}/person?reason=held"]`)?.textContent).toBe(
      'Find all that is held about this person',
    );
    const seen = await ada.get(`/triage/${one.id}/person?reason=held`);
    expect(cards(seen)).toHaveLength(4);
    expect(cards(seen)[1]).toContain('Example Hospital');
    expect(cards(seen)[2]).toMatch(/Kept for legal reasons\. It is not erased\./);
    expect(text(seen)).toMatch(/To be looked at .* Same phone number, in a referral of the same crime/);
    expect(ticked(seen)).toEqual([
      [one.id, true],
      [two.id, true],
      [sister.id, false],
    ]);
    // Whom to compare, and nobody else.
    expect(text(seen).match(/(Kim|Jo) Marked\S*, born 3 February 1990/g)).toHaveLength(2);
    expect(text(seen)).toMatch(/Drafts of the web form\. .* 42 days/);
    const worker = await signInAs(['worker'], 'wim');
    expect((await worker.get(`/triage/${one.id}/person`)).status).toBe(403);
    expect(text(await worker.get(`/triage/${one.id}`))).not.toContain('Find all that is held');
  });

  test('is erased as one act where the person asked, and the page says what became of each', async () => {
    const { one, two } = await twoReferrals();
    const ada = await signInAs(['triage'], 'ada');
    await ada.get(`/triage/${one.id}/person`);
    const done = await ada.post(`/triage/${one.id}/erase-person`, {
      chosen: [one.id, two.id],
      'erasure-reason': 'asked-by-person',
    });
    expect(done.url).toBe(`/triage/${one.id}/person?done=erasure-asked`);
    expect(text(done)).toContain('The person’s details will be erased within the hour.');
    expect(text(done)).toContain('None of these can be erased now. Each says why.');
    await erase();
    const gone = await ada.get(`/triage/${one.id}/person`);
    // Nothing leads from the one to the other any more.
    expect(cards(gone)).toHaveLength(1);
    expect(text(gone)).toContain('Nothing that says who it is about or recognises them.');
    const log = await ada.get(`/triage/${two.id}/disclosures`);
    expect(text(log)).toContain('Saw that it is among all that is held about the person');
  });

  test('is proposed as one act for another reason, which the first person cannot confirm and a colleague does for all', async () => {
    const { one, two } = await twoReferrals();
    const [ada, bo] = [await signInAs(['triage'], 'ada'), await signInAs(['triage'], 'bo')];
    await ada.get(`/triage/${one.id}/person`);
    const chosen = [one.id, two.id];
    const proposed = await ada.post(`/triage/${one.id}/erase-person`, {
      chosen,
      'erasure-reason': 'should-not-be-held',
    });
    expect(text(proposed)).toMatch(/Proposed to be erased as one act .* they are erased together/);
    expect(text(proposed)).toContain('You proposed it. Ask a colleague');
    expect((await ada.post(`/triage/${two.id}/confirm-erasure`)).status).toBe(409);

    // The colleague meets it on the list, by either of them.
    const seenCase = await bo.get(`/triage/${two.id}`);
    expect(text(seenCase)).toContain('It was proposed as one act together with 1 other referral of this person.');
    const links = document(seenCase).querySelectorAll(`a[href="/triage/${two.id}/person"]`);
    expect(links).toHaveLength(2);
    const seen = await bo.get(`/triage/${two.id}/person`);
    const actions = [...document(seen).querySelectorAll('main form')].map((form) => form.getAttribute('action'));
    expect(actions).toEqual([`/triage/${one.id}/confirm-erasure`, `/triage/${one.id}/cancel-erasure`]);
    const confirmed = await bo.post(`/triage/${one.id}/confirm-erasure`);
    expect(text(confirmed)).toContain('The person’s details will be erased within the hour.');
    await erase();
    const acts = [];
    for (const { id } of [one, two]) {
      const gone = text(await bo.get(`/triage/${id}`));
      expect(gone).toContain('The person’s details were erased');
      acts.push(gone.match(/as one act with others of the same person \([0-9a-f-]{36}\)/g));
    }
    // The same in each: proposed, asked for, erased.
    expect(new Set(acts.flat()).size).toBe(1);
    expect(acts[0]).toHaveLength(3);
  });

  test('says what is missing, and changes nothing for what is not of this person', async () => {
    const { one } = await twoReferrals();
    const other = await twoReferrals();
    const ada = await signInAs(['triage'], 'ada');
    await ada.get(`/triage/${one.id}/person`);
    const post = (chosen: readonly ReferralId[] | 'nonsense', reason = 'asked-by-person') =>
      ada.post(`/triage/${one.id}/erase-person`, { chosen, 'erasure-reason': reason });
    const empty = await post([], '');
    expect(empty.status).toBe(422);
    expect(text(empty)).toContain('Select the referrals that are erased');
    expect(text(empty)).toContain('Select why they are erased');
    expect((await post('nonsense')).status).toBe(422);
    const strange = await post([one.id, other.one.id]);
    expect([strange.status, text(strange).includes('has changed. Look at it again')]).toEqual([409, true]);
    expect((await system.deps.cases.read(one.id))?.head.erasureRequest).toBeUndefined();
    expect((await ada.get(`/triage/${'a'.repeat(26)}/person`)).status).toBe(404);
    expect((await ada.get('/triage/nonsense/person')).status).toBe(404);
  });
});
