/** What a service sees and does on the pages of a hand-off. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { type HandOffId, handOffId, type ReferralId } from '#src/domain/ids.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { type Browser, document, mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { errorsOn } from '../refer/support/answers.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let referrals = 0;
/** An accepted hand-off of the general service, and a user there. */
async function accepted(
  over: Parameters<typeof submission>[0] = {},
): Promise<{ id: HandOffId; referral: ReferralId; path: string; browser: Browser }> {
  referrals += 1;
  const { deps } = system;
  const crimeReference = `06AB/${7_000_000 + referrals}/26`;
  const { id: referral } = await submitAndDispatch(deps, police, submission({ ...over, crimeReference }));
  const id = handOffId(referral, 1);
  await readHandOff(deps, serviceId('general'), id);
  await reportStatus(deps, serviceId('general'), id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  return { id, referral, path: `/inbox/${id}`, browser: await pages.signIn('general') };
}

async function closed() {
  const { id, ...more } = await accepted();
  const report = { status: 'closed', outcome: 'disengaged' } as const;
  await reportStatus(system.deps, serviceId('general'), id, report);
  return { id, ...more };
}

const handOffNow = async (id: HandOffId) => {
  const found = await system.deps.cases.readHandOff(id);
  if (!found) throw new Error('It is gone.');
  return found;
};

const disclosures = async (referral: ReferralId): Promise<Record<string, unknown>[]> => {
  const { Items = [] } = await system.client.send(
    new QueryCommand({
      TableName: system.tables.work,
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': referral },
    }),
  );
  return Items.filter((item) => String(item.row).startsWith('d#'));
};

describe('the time of contact', () => {
  test('is now if nothing is typed', async () => {
    const { id, path, browser } = await accepted();
    await browser.get(path);
    await browser.post(`${path}/report`, { status: 'contact-attempted', channel: 'call' });
    expect((await handOffNow(id)).lastAttemptAt).toBe(system.deps.now().toISOString());
  });

  test('what was recorded is said on the page that follows, and not on the next visit', async () => {
    const { path, browser } = await accepted();
    await browser.get(path);
    const tried = await browser.post(`${path}/report`, { status: 'contact-attempted', channel: 'call' });
    expect(mainText(tried)).toContain('Your contact attempt is recorded.');
    expect(mainText(await browser.get(path))).not.toContain('Your contact attempt is recorded');
    expect(mainText(await browser.post(`${path}/note`, { 'case-note': 'Rings back on Monday.' }))).toContain(
      'Your note is saved.',
    );
    expect(mainText(await browser.get(`${path}?done=%3Cb%3E`))).not.toContain('Recorded ');
  });

  test('a button pressed twice is one attempt; pressed on the new page it is another', async () => {
    const { id, path, browser } = await accepted();
    await browser.get(path);
    const shown = /name="shown" value="(\d+)"/.exec(browser.seen?.html ?? '')?.[1];
    const attempt = { status: 'contact-attempted', channel: 'call', shown };
    expect((await browser.post(`${path}/report`, attempt)).status).toBe(200);
    system.wait(0.001);
    const again = await browser.post(`${path}/report`, attempt);
    expect(again.status).toBe(409);
    expect(mainText(again)).toContain('pressed twice');
    expect((await handOffNow(id)).contactAttempts).toBe(1);
    system.wait(0.1);
    await browser.get(path);
    await browser.post(`${path}/report`, { status: 'contact-attempted', channel: 'call' });
    expect((await handOffNow(id)).contactAttempts).toBe(2);
  });

  test('is the time given, in London; a time alone is today', async () => {
    const { id, path, browser } = await accepted();
    await browser.get(path);
    await browser.post(`${path}/report`, { status: 'contact-attempted', channel: 'call', 'attempted-time': '8:15am' });
    expect((await handOffNow(id)).lastAttemptAt).toBe('2026-11-19T08:15:00.000Z');
    const date = { 'contacted-day': '18', 'contacted-month': '11', 'contacted-year': '2026' };
    await browser.post(`${path}/report`, { status: 'contacted', ...date, 'contacted-time': '4pm' });
    expect((await handOffNow(id)).contactedAt).toBe('2026-11-18T16:00:00.000Z');
  });

  test('is shown, so that a typing error can be seen', async () => {
    const { path, browser } = await accepted();
    await browser.get(path);
    const date = { 'attempted-day': '18', 'attempted-month': '11', 'attempted-year': '2026', 'attempted-time': '4pm' };
    const tried = await browser.post(`${path}/report`, { status: 'contact-attempted', channel: 'call', ...date });
    expect(mainText(tried)).toContain('Last tried Wednesday 18 November 2026, 4:00pm');
    const reached = await browser.post(`${path}/report`, { status: 'contacted', 'contacted-time': '8:15am' });
    expect(mainText(reached)).toContain('Reached Thursday 19 November 2026, 8:15am');
    expect(mainText(reached)).not.toContain('Last tried');
  });

  test.each([
    [{ 'contacted-time': 'soon' }, ['Date and time: enter a time, like 9:30pm or 21:30']],
    [
      { 'contacted-day': '18', 'contacted-month': '11', 'contacted-year': '2026' },
      ['Date and time: enter the time as well'],
    ],
    [
      { 'contacted-day': '31', 'contacted-month': '2', 'contacted-year': '2026', 'contacted-time': '9am' },
      ['Date and time must be a real date'],
    ],
    [
      { 'contacted-day': '20', 'contacted-month': '11', 'contacted-year': '2026', 'contacted-time': '9am' },
      ['Date and time must be today or in the past'],
    ],
    [{ 'contacted-time': '9:30am' }, ['Date and time must be in the past']],
  ])('%j is refused, and what was typed stays', async (typed, errors) => {
    const { id, path, browser } = await accepted();
    await browser.get(path);
    const seen = await browser.post(`${path}/report`, { status: 'contacted', ...typed });
    expect([seen.status, errorsOn(seen)]).toEqual([422, errors]);
    expect((await handOffNow(id)).status).toBe('accepted');
    for (const [name, value] of Object.entries(typed)) {
      expect(document(seen).querySelector<HTMLInputElement>(`#${name}`)?.value).toBe(value);
    }
  });
});

test('the next step and the deadline are above the person’s details', async () => {
  const { path, browser } = await accepted();
  const text = mainText(await browser.get(path));
  const places = ['Deadline', 'What do you want to do?', 'Record that you reached them', 'The person', 'Sam'];
  const found = places.map((place) => text.indexOf(place));
  expect(found.every((at) => at >= 0)).toBe(true);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test('what to know before making contact is above all contact details', async () => {
  const instructions = 'Ask for Mum only.\nHer partner answers the landline.';
  const { path, browser } = await accepted({ contact: { instructions } });
  const seen = await browser.get(path);
  const text = mainText(seen);
  const places = ['Before you make contact', 'Ask for Mum only.', '07700 900123', 'First name'];
  const found = places.map((place) => text.indexOf(place));
  expect(found.every((at) => at >= 0)).toBe(true);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(text.split('Ask for Mum only.')).toHaveLength(2);
  expect(seen.html).toContain('Ask for Mum only.<br>Her partner answers the landline.');
});

test('without instructions their row is left out, and the safe channels stay', async () => {
  const { path, browser } = await accepted({ contact: { instructions: undefined } });
  const text = mainText(await browser.get(path));
  expect(text).toContain('Phone call Safe');
  // Whether each way is safe stands above, so nothing of it is said again below.
  expect(text).not.toMatch(/How to contact them safely|What to know before contact/);
});

test('a summary keeps its paragraphs, and is never markup', async () => {
  const { path, browser } = await accepted({ offence: { summary: 'First <b>this</b>.\n\nThen that.' } });
  expect((await browser.get(path)).html).toContain('First &lt;b&gt;this&lt;/b&gt;.<br><br>Then that.');
});

describe('a closed hand-off', () => {
  test('shows its record without personal data, and viewing it is no disclosure', async () => {
    const { path, browser, referral } = await closed();
    const before = (await disclosures(referral)).length;
    const seen = await browser.get(path);
    expect(seen.html).not.toMatch(/Sam\b|7700|Assaulted/);
    expect(mainText(seen)).toContain('Status Closed');
    expect(mainText(seen)).toContain('What has happened so far');
    expect(await disclosures(referral)).toHaveLength(before);
    expect(before).toBeGreaterThan(0);
  });

  test('shows the details once for a reason, which is recorded', async () => {
    const { path, browser, referral } = await closed();
    const before = (await disclosures(referral)).length;
    await browser.get(path);
    expect(errorsOn(await browser.post(`${path}/open`))).toEqual(['Enter why you need to see the details again']);
    expect(await disclosures(referral)).toHaveLength(before);
    const seen = await browser.post(`${path}/open`, { why: 'They have called us.' });
    expect(mainText(seen)).toContain('Sam');
    const after = await disclosures(referral);
    expect(after).toHaveLength(before + 1);
    expect(after.filter((one) => one.why !== undefined)).toHaveLength(1);
    expect((await browser.get(path)).html).not.toMatch(/Sam\b/);
  });
});

test('a referrer sees that a service has not opened the hand-off, which the service sees as new', async () => {
  const { deps } = system;
  const created = await submitAndDispatch(deps, police, submission({ crimeReference: '06AB/7900001/26' }));
  const officer = await pages.signIn('example-police');
  const status = async () => mainText(await officer.get(`/status/${created.reference}`));
  expect(await status()).toContain('Asked, and has not opened it yet');
  expect(await status()).not.toMatch(/\bNew\b/);
  expect(mainText(await (await pages.signIn('general')).get('/inbox'))).toMatch(/\bNew\b/);
  await readHandOff(deps, serviceId('general'), handOffId(created.id, 1));
  expect(await status()).toContain('Has opened it');
});

test('a note is on the service’s own page, and on nobody else’s', async () => {
  const { path, browser, referral } = await accepted();
  await browser.get(path);
  expect(errorsOn(await browser.post(`${path}/note`, { 'case-note': ' ' }))).toEqual(['Enter a note']);
  const seen = await browser.post(`${path}/note`, { 'case-note': 'Ring after the school run.' });
  expect([seen.url, mainText(seen)]).toEqual([
    `${path}?done=noted`,
    expect.stringMatching(/Note\s*Ring after the school run\./),
  ]);
  const hub = await (await pages.signIn('example-authority')).get(`/triage/${referral}`);
  expect(hub.status).toBe(200);
  expect(hub.html).not.toContain('school run');
});

test('the deadline says what is due: an answer, and contact once the service has accepted', async () => {
  const { id } = await submitAndDispatch(system.deps, police, submission({ crimeReference: '06AB/7999001/26' }));
  const browser = await pages.signIn('general');
  const path = `/inbox/${handOffId(id, 1)}`;
  await browser.get(path);
  expect(mainText(await browser.post(`${path}/open`))).toContain('Deadline Answer by Thursday 26 November');
  const taken = await accepted();
  expect(mainText(await taken.browser.get(taken.path))).toContain('Deadline Make contact by Thursday 26 November');
});
