/** What the victim hub sees of a case on its pages. */
import { expect, test } from 'vitest';
import { triageSharing } from '#src/domain/detail/service-detail.ts';
import { handOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const unsafe = { safe: nothingSafe };
let referrals = 0;
async function send(over: Overrides<Submission>) {
  referrals += 1;
  const own = { crimeReference: `06AB/${6_000_000 + referrals}/26` };
  return submitAndDispatch(system.deps, police, submission({ ...over, ...own }));
}

test('a release that is near stands on the line and the page of a case, whatever else it is there for', async () => {
  const suspects = [{ name: 'Alex Example', releaseOn: '2026-11-20' }];
  const routed = await send({ suspects });
  const held = await send({ suspects, contact: unsafe });
  const other = await send({ suspects: [{ releaseOn: '2026-12-20' }], contact: unsafe });
  await processDeadlines(system.deps);
  const hub = await pages.signIn('example-authority');
  const lines = [...document(await hub.get('/triage')).querySelectorAll('tbody tr')].map(
    ({ textContent }) => textContent,
  );
  const line = ({ reference }: { reference: string }) => lines.find((one) => one.includes(reference));
  expect(line(routed)).toContain('A suspect is released soon');
  expect(line(routed)).toContain('Release on Friday 20 November 2026');
  expect(line(held)).toContain('On hold');
  expect(line(held)).toContain('Release on Friday 20 November 2026');
  expect(line(other)).not.toContain('Release on');
  expect(mainText(await hub.get(`/triage/${routed.id}`))).toContain('Release on Friday 20 November 2026');
  expect(mainText(await hub.get(`/triage/${routed.id}`))).not.toContain('Alex');
});

test('the list says until when bank holidays are known, months before they end', async () => {
  const hub = await pages.signIn('example-authority');
  const notice = 'Bank holidays are known until Friday 31 December 2027.';
  expect(mainText(await hub.get('/triage'))).not.toContain(notice);
  system.clock.now = new Date('2027-07-01T09:00:00Z');
  const later = await pages.signIn('example-authority');
  expect(mainText(await later.get('/triage'))).toContain(notice);
});

test('the page says what it is, how long it waits and whom to ring, which the disclosure log keeps', async () => {
  const risk = { tool: 'dash', level: 'high' } as const;
  const { id } = await send({ contact: unsafe, risk, victim: { familyName: 'Quill' } });
  system.wait(49);
  const hub = await pages.signIn('example-authority');
  const shown = await hub.get(`/triage/${id}`);
  const rows = [...document(shown).querySelectorAll('main .govuk-summary-list')[0]!.querySelectorAll('div')].map(
    (row) => row.textContent.replace(/\s+/g, ' ').trim(),
  );
  for (const row of ['Kind of offence Violence with injury', 'Risk High', 'Priority High']) expect(rows).toContain(row);
  expect(rows).toContainEqual(expect.stringMatching(/^Waiting 2 dayssince \w+ \d+ \w+ \d{4}, /));
  expect(rows).toContain('From Example PoliceOfficer Example, Investigating officer0161 496 0000officer@example.org');
  expect(document(shown).querySelector('a[href="tel:+441614960000"]')).not.toBeNull();
  expect(mainText(shown)).not.toContain('Quill');
  const disclosures = await system.deps.cases.disclosures(id);
  expect(disclosures.map(({ by, fields }) => [by, fields])).toEqual([['example-authority', triageSharing]]);
});

test('what the hub typed stands with who typed it: in the history, and what was asked of the referrer on top', async () => {
  const { id, reference } = await send({ contact: unsafe });
  const hub = await pages.signIn('example-authority');
  await hub.get(`/triage/${id}`);
  await hub.submit({ 'return-reason': 'other', advice: 'Ask her sister.' });
  const shown = mainText(await hub.get(`/triage/${id}`));
  expect(shown).toMatch(/What the referrer was asked Ask her sister\.Example Authority, \w+ \d+ \w+ \d{4}, /);
  expect(shown).toMatch(/Sent back \(Another reason\)Ask her sister\.by Example Authority/);
  expect(mainText(await (await pages.signIn('example-police')).get(`/status/${reference}`))).toContain(
    'Ask her sister.',
  );
});

test('the hub’s notes are its own, and the page says that one is saved', async () => {
  const { id, reference } = await send({});
  const hub = await pages.signIn('example-authority');
  await hub.get(`/triage/${id}?reason=held`);
  expect(document(await hub.submit({ 'case-note': '' })).querySelector('.govuk-error-summary a')?.textContent).toBe(
    'Enter a note',
  );
  const saved = await hub.submit({ 'case-note': 'The sergeant rings back on Monday.' });
  expect(saved.url).toBe(`/triage/${id}?reason=held&done=noted`);
  expect(mainText(saved)).toMatch(/Done Your note is saved\. .*The sergeant rings back on Monday\./);
  const officer = await pages.signIn('example-police');
  expect(mainText(await officer.get(`/status/${reference}`))).not.toContain('sergeant');
});

const general = serviceId('general');
/** With the general service, which accepted it. */
async function accepted() {
  const { deps } = system;
  const { id } = await send({ contact: { phone: '+447700900123' } });
  const first = handOffId(id, 1);
  await readHandOff(deps, general, first);
  await reportStatus(deps, general, first, { status: 'accepted' }, { code: deps.keys.confirmationCode(first) });
  return { id, first };
}
async function waysOf(id: string): Promise<{ tags: (string | undefined)[]; text: string }> {
  const shown = await (await pages.signIn('example-authority')).get(`/triage/${id}`);
  const tags = [...document(shown).querySelectorAll('.app-first-contact .govuk-tag')];
  return { tags: tags.map(({ textContent }) => textContent.trim()), text: mainText(shown) };
}

test('a number that a service reported wrong is not called safe to the hub, which is not shown it', async () => {
  const { id, first } = await accepted();
  expect((await waysOf(id)).tags).toContain('Safe');
  const at = system.deps.now().toISOString();
  const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
  await reportStatus(system.deps, general, first, tried);
  const { tags, text } = await waysOf(id);
  expect(tags.filter((one) => one === 'Reported wrong')).toHaveLength(3);
  expect(text).toMatch(/Phone call Reported wrong/);
  expect(text).not.toContain('07700 900123');
});

test('no way is called safe to the hub while contact is stopped', async () => {
  const { id, first } = await accepted();
  const note = sealNote(system.deps, first, 'He reads her messages.');
  await reportStatus(system.deps, general, first, { status: 'suspended', reason: 'unsafe-to-contact', note });
  const { tags, text } = await waysOf(id);
  expect(tags).not.toContain('Safe');
  expect(tags).toContain('Do not use now');
  expect(text).toContain('Contact is stopped: use none of these until there is another safe way.');
});

test('what a service found unsafe is not safe to the hub because somebody went on all the same', async () => {
  const { id, first } = await accepted();
  const note = sealNote(system.deps, first, 'He reads her messages.');
  await reportStatus(system.deps, general, first, { status: 'suspended', reason: 'unsafe-to-contact', note });
  await reportStatus(system.deps, general, first, { status: 'contacted', at: system.deps.now().toISOString() });
  const { tags, text } = await waysOf(id);
  expect(tags).not.toContain('Safe');
  expect(text).toContain('May be unsafe A service found contact unsafe.');
  expect(text).not.toContain('He reads');
});
