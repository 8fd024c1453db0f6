/** The victim hub's list: narrowed by reason, with what a decision needs, and its search. */
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { withdrawAsTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { document, mainText, type PageView } from '#test/support/pages.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();
const unsafe = { safe: nothingSafe };
let crimes = 0;
async function send(over: Overrides<Submission> = {}, sender: Sender = police) {
  crimes += 1;
  const crimeReference = `06AB/${7_000_000 + crimes}/26`;
  const created = await submitAndDispatch(system.deps, sender, submission({ crimeReference, ...over }));
  return { ...created, crimeReference: over.crimeReference ?? crimeReference };
}
const rowOf = (page: PageView, reference: string) =>
  [...document(page).querySelectorAll('tbody tr')].find(({ textContent }) => textContent.includes(reference));
const atHub = () => pages.signIn('example-authority');
const linksTo = (page: PageView) =>
  [...document(page).querySelectorAll('main nav a')].map((link) => [link.textContent, link.getAttribute('href')]);

test('each line says what a decision needs, and nothing of the person', async () => {
  const risk = { tool: 'dash', level: 'high' } as const;
  const held = await send({ contact: unsafe, risk, victim: { familyName: 'Quill', dateOfBirth: '1999-02-03' } });
  const page = await (await atHub()).get('/triage');
  const line = rowOf(page, held.reference)?.textContent.replace(/\s+/g, ' ') ?? '';
  for (const part of [
    'Example Police',
    'Violence with injury',
    'Age: 25 to 34',
    'Risk: High',
    'Priority: High',
    '1 minute',
    'Thursday 19 November 2026, 9:00am',
  ]) {
    expect(line).toContain(part);
  }
  expect(line).not.toMatch(/Quill|06AB/);
});

describe('who referred', () => {
  const inLog = async (id: ReferralId) =>
    (await system.deps.cases.disclosures(id)).map(({ by, agent, fields }) => ({ by, agent, fields }));

  test('stands on the line with their phone, and in the disclosure log once a day for each person', async () => {
    const held = await send({ contact: unsafe });
    const staff = await atHub();
    const line = rowOf(await staff.get('/triage'), held.reference);
    expect(line?.textContent).toContain('Officer Example');
    const phone = line?.querySelector('a[href="tel:+441614960000"]');
    expect(phone?.textContent.replaceAll('\u00a0', ' ')).toBe('0161 496 0000');
    const entry = {
      by: 'example-authority',
      agent: { user: staff.user },
      fields: ['referrer.name', 'referrer.phone'],
    };
    expect(await inLog(held.id)).toEqual([entry]);
    await staff.get('/triage');
    expect(await inLog(held.id)).toEqual([entry]);
    system.wait(0.1);
    const colleague = await pages.signIn('example-authority', 'Cleo Colleague');
    await colleague.get('/triage?reason=held');
    expect(await inLog(held.id)).toEqual([entry, { ...entry, agent: { user: colleague.user } }]);
  });

  test('is not shown where it cannot be put in the log', async () => {
    await send({ contact: unsafe });
    const staff = await atHub();
    const discloseOnceADay = system.deps.cases.discloseOnceADay;
    system.deps.cases.discloseOnceADay = async () => {
      throw new Unavailable('no log');
    };
    const page = await staff.get('/triage');
    system.deps.cases.discloseOnceADay = discloseOnceADay;
    expect(page.status).toBe(503);
    expect(page.html).not.toContain('Officer Example');
  });

  test('is not opened of a case that is over', async () => {
    const crimeReference = '06AB/0007777/26';
    const open = await send({ crimeReference, contact: unsafe });
    const over = await send({ crimeReference, victimReference: '2', contact: unsafe });
    await withdrawAsTriage(system.deps, partyId('example-authority'), over.id, 'sent-in-error');
    const staff = await atHub();
    await staff.get('/triage');
    const found = await staff.post('/triage', { reference: crimeReference });
    expect(rowOf(found, open.reference)?.textContent).toContain('Officer Example');
    expect(rowOf(found, over.reference)?.textContent).not.toContain('Officer Example');
    expect(await inLog(over.id)).toEqual([]);
  });
});

test('the list is narrowed to one reason by a link that says how many there are', async () => {
  const held = await send({ contact: unsafe, victim: { givenName: 'Alex' } });
  const first = await send();
  const twice = await send({}, hospital);
  const staff = await atHub();
  const all = await staff.get('/triage');
  expect(linksTo(all)).toEqual([
    ['All (2)', '/triage'],
    [expect.stringMatching(/^On hold \(1\)$/), '/triage?reason=held'],
    [expect.stringMatching(/same person \(1\)$/), '/triage?reason=possible-duplicate'],
  ]);
  const narrowed = await staff.get('/triage?reason=possible-duplicate');
  expect(rowOf(narrowed, held.reference)).toBeUndefined();
  const link = rowOf(narrowed, twice.reference)?.querySelector(`a[href^="/triage/${first.id}"]`);
  expect(link?.textContent).toBe(`The other referral (${first.reference})`);
  expect(linksTo(narrowed)).toEqual(linksTo(all));
  expect(document(narrowed).querySelector('main nav [aria-current]')?.getAttribute('href')).toBe(
    '/triage?reason=possible-duplicate',
  );
  const empty = await staff.get('/triage?reason=overdue');
  expect(mainText(empty)).toContain('Nothing of this kind is waiting.');
  expect(linksTo(empty)).toContainEqual(['The deadline has passed without contact (0)', '/triage?reason=overdue']);
});

test('the next page and the one before stay within the reason', async () => {
  for (let victim = 1; victim <= 51; victim++) {
    await send({ contact: unsafe, crimeReference: '06AB/0001234/26', victimReference: String(victim) });
    system.wait(0.01);
  }
  const staff = await atHub();
  const first = document(await staff.get('/triage?reason=held'));
  const next = first.querySelector('a[rel=next]')?.getAttribute('href') ?? '';
  expect(next).toMatch(/^\/triage\?reason=held&cursor=/);
  const second = document(await staff.get(next));
  expect(second.querySelectorAll('tbody tr')).toHaveLength(1);
  expect(second.querySelector('caption')?.textContent).toContain('On hold: 51 to 51 of 51');
  expect(second.querySelector('a[rel=prev]')?.getAttribute('href')).toBe('/triage?reason=held');
});

describe('the search', () => {
  const search = async (reference: string) => {
    const staff = await atHub();
    await staff.get('/triage');
    return staff.post('/triage', { reference });
  };

  test('finds a referral by the reference of its crime, wherever it is', async () => {
    const { reference, crimeReference } = await send();
    const page = await search(` ${crimeReference.toLowerCase()} `);
    expect(document(page).querySelector('h1')?.textContent).toBe(reference);
  });

  test('lists the referrals of one crime, waiting or not', async () => {
    const crimeReference = '06AB/0001234/26';
    const one = await send({ crimeReference });
    const two = await send({ crimeReference, victimReference: '2', contact: unsafe });
    await send();
    const page = await search(crimeReference);
    expect(page.status).toBe(200);
    const rows = [...document(page).querySelectorAll('tbody th a')].map((link) => link.getAttribute('href'));
    expect(rows).toEqual([`/triage/${one.id}`, `/triage/${two.id}`]);
    expect(document(page).querySelector('a[href="/triage"]')).not.toBeNull();
  });

  test.each(['', 'x', 'EX-2222-2222', '06AB/0009999/26'])('finds nothing by %j', async (reference) => {
    const page = await search(reference);
    expect(page.status).toBe(422);
    expect(mainText(page)).toContain('Enter the reference of a referral');
  });
});
