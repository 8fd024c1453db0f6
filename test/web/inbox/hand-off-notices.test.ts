/** What a service sees of a correction, and of contact that is stopped, on the pages of a hand-off. */
import { describe, expect, test } from 'vitest';
import { handOffId, parseHandOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { document, mainText, type PageView } from '#test/support/pages.ts';
import { explicitConsent, nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { errorsOn } from '../refer/support/answers.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const general = serviceId('general');
const noSafeWay = { safe: nothingSafe };
let referrals = 0;
/** A hand-off of the general service, and a user there. */
async function handedOff(over: Overrides<Submission> = {}) {
  referrals += 1;
  const { deps } = system;
  const own = { crimeReference: `06AB/${5_000_000 + referrals}/26` };
  const { id: referral, reference } = await submitAndDispatch(deps, police, submission({ ...over, ...own }));
  const id = handOffId(referral, 1);
  const correct = async (change: Overrides<Submission>): Promise<void> => {
    const done = await correctWhole(deps, police, referral, 1, submission({ ...change, ...own }));
    if (!('corrected' in done)) throw new Error(JSON.stringify(done));
  };
  return { id, reference, correct, path: `/inbox/${id}`, browser: await pages.signIn('general') };
}
async function accepted(over: Overrides<Submission> = {}) {
  const one = await handedOff(over);
  await readHandOff(system.deps, general, one.id);
  const code = system.deps.keys.confirmationCode(one.id);
  await reportStatus(system.deps, general, one.id, { status: 'accepted' }, { code });
  return one;
}
const channelHints = (seen: PageView) =>
  [...document(seen).querySelectorAll('input[name="channel"]')].map((input) => [
    input.getAttribute('value'),
    document(seen)
      .getElementById(input.getAttribute('aria-describedby') ?? '')
      ?.textContent?.trim(),
  ]);
const rowOf = (seen: PageView, reference: string) =>
  [...document(seen).querySelectorAll('tbody tr')].find(({ textContent }) => textContent.includes(reference))
    ?.textContent;

describe('a referral that was withdrawn as a duplicate', () => {
  async function withdrawDuplicate(over: Overrides<Submission>) {
    const one = await handedOff();
    const { deps } = system;
    const own = submission({ ...over, crimeReference: `06AB/${5_000_000 + referrals}/26` });
    const { id: referral } = await submitAndDispatch(deps, hospital, own);
    const id = handOffId(referral, 1);
    const service = (await deps.cases.readHandOff(id))?.service ?? general;
    await readHandOff(deps, service, id);
    const of = parseHandOffId(one.id)?.referral ?? null;
    await decideDuplicateAsTriage(deps, partyId('example-authority'), referral, { of, reason: 'The same assault.' });
    return { one, seen: await (await pages.signIn(service)).get(`/inbox/${id}`) };
  }

  test('names the one that goes on to the service that has both', async () => {
    const { one, seen } = await withdrawDuplicate({});
    expect(mainText(seen)).toContain(
      `This referral was withdrawn. It was a duplicate of ${one.reference}, which you have. Go on with that one.`,
    );
    expect(mainText(seen)).not.toContain('Stop any contact');
    expect(document(seen).querySelector(`.govuk-warning-text a[href="${one.path}"]`)).not.toBeNull();
  });

  test('says nothing of the other to a service that does not have it', async () => {
    const { one, seen } = await withdrawDuplicate({ consent: explicitConsent, offence: { category: 'rape' } });
    expect(mainText(seen)).toContain('This referral was withdrawn. Stop any contact you had planned.');
    expect(mainText(seen)).not.toContain(one.reference);
    expect(seen.html).not.toContain(one.path);
  });
});

describe('a correction', () => {
  test('is marked in the inbox until it is read, and shown at the top of the page once', async () => {
    const { browser, correct, path, reference } = await accepted();
    await correct({ contact: { phone: '+447700900456' }, needs: ['housing'] });
    expect(rowOf(await browser.get('/inbox?part=to-contact'), reference)).toContain('Corrected');
    const first = mainText(await browser.get(path));
    expect(first).toMatch(/^Corrected This referral was corrected on Thursday 19 November/);
    expect(first).toContain('how to contact them safely');
    expect(mainText(await browser.get(path))).not.toContain('This referral was corrected');
    expect(rowOf(await browser.get('/inbox?part=to-contact'), reference)).not.toContain('Corrected');
  });

  test('of what was not opened yet is not marked: to the service nothing has changed', async () => {
    const { browser, correct, path, reference } = await handedOff();
    await correct({ contact: { phone: '+447700900456' } });
    const row = rowOf(await browser.get('/inbox'), reference);
    expect(row).toContain('New');
    expect(row).not.toContain('Corrected');
    await browser.get(path);
    expect(mainText(await browser.post(`${path}/open`))).not.toContain('This referral was corrected');
  });

  test('while the page was open refuses what was reported on the old one, and keeps what was typed', async () => {
    const { browser, correct, id, path } = await accepted();
    const version = document(await browser.get(path))
      .querySelector('input[name="version"]')
      ?.getAttribute('value');
    expect(version).toBe('1');
    await correct({ contact: { phone: '+447700900456' } });
    const attempt = { status: 'contact-attempted', channel: 'call', 'attempted-time': '8:15am', version: '1' };
    const refused = await browser.post(`${path}/report`, attempt);
    expect([refused.status, errorsOn(refused)]).toEqual([
      409,
      ['This referral was corrected while you had it open. Read what changed, then report again.'],
    ]);
    expect(mainText(refused)).toContain('This referral was corrected on');
    expect(document(refused).querySelector('#attempted-time')?.getAttribute('value')).toBe('8:15am');
    expect(await system.deps.cases.readHandOff(id)).toMatchObject({ status: 'accepted', contactAttempts: 0 });
    const again = await browser.post(`${path}/report`, { ...attempt, version: '2' });
    expect(again.status).toBe(200);
  });

  test('that leaves no safe way says so, and stops contact', async () => {
    const { browser, correct, path, reference } = await accepted();
    await correct({ contact: noSafeWay });
    const inbox = await browser.get('/inbox?part=suspended');
    expect(mainText(inbox)).toMatch(/Contact stopped \(\d+\), 1 corrected/);
    expect(rowOf(inbox, reference)).toContain('Contact stopped');
    const seen = await browser.get(path);
    const text = mainText(seen);
    expect(text).toContain('Stop contact: no way to reach this person is safe now.');
    expect(text).toContain('Why It is not safe to make contact');
    expect(text).toContain('Another way to reach the person that is safe.');
    expect(channelHints(seen)).toHaveLength(5);
    for (const [, hint] of channelHints(seen)) expect(hint).toMatch(/^Not safe/);
    expect(rowOf(await browser.get('/inbox?part=suspended'), reference)).toContain('Contact stopped');
  });
});

describe('contact that is stopped', () => {
  async function suspended() {
    const one = await accepted();
    const note = sealNote(system.deps, one.id, 'A stranger answers this number.');
    const report = { status: 'suspended', reason: 'wrong-contact-details', note } as const;
    await reportStatus(system.deps, general, one.id, report);
    return one;
  }

  test('says why, since when, what was asked, and what may still be recorded', async () => {
    const { browser, path } = await suspended();
    const text = mainText(await browser.get(path));
    for (const part of [
      'Why The contact details are wrong',
      'A stranger answers this number.',
      'You keep this case.',
      'The person called you: record that you reached them.',
      'Record a contact attempt',
      'Close',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Record that support began');
    // Nothing presses for a contact that must not be made.
    expect(text).not.toMatch(/Answer by|Make contact by/);
    expect(channelHints(await browser.get(path)).find(([channel]) => channel === 'call')).toEqual(['call', undefined]);
  });

  const ways = (seen: PageView) =>
    [...document(seen).querySelectorAll('.app-first-contact .govuk-tag')].map(({ textContent }) => textContent.trim());

  test('calls no way safe, and marks the number that was reported wrong', async () => {
    const { browser, id, path } = await accepted();
    expect(ways(await browser.get(path))).toContain('Safe');
    const tried = {
      status: 'contact-attempted',
      channel: 'call',
      at: system.deps.now().toISOString(),
      result: 'wrong-number',
    } as const;
    await reportStatus(system.deps, general, id, tried);
    const before = await browser.get(path);
    expect(mainText(before)).toMatch(/Phone call Reported wrong .{0,80}07700 900123/);
    expect(ways(before)[0]).not.toBe('Reported wrong');
    const note = sealNote(system.deps, id, 'A stranger answers this number.');
    await reportStatus(system.deps, general, id, { status: 'suspended', reason: 'wrong-contact-details', note });
    const stopped = await browser.get(path);
    expect(ways(stopped)).not.toContain('Safe');
    expect(mainText(stopped)).toMatch(/Phone call Reported wrong .{0,80}07700 900123/);
    expect(mainText(stopped)).toContain('Contact is stopped: use none of these');
    expect(mainText(stopped).match(/07700 900123/g)).toHaveLength(1);
  });

  test('asks which are wrong or not safe, each with its number or address, and marks those alone', async () => {
    const { browser, path } = await accepted();
    const form = document(await browser.get(path))
      .querySelector('input[value="suspended"]')
      ?.closest('form');
    const offered = [...(form?.querySelectorAll('.govuk-checkboxes__item') ?? [])].map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(offered).toContain('Phone call 07700 900123');
    const stop = {
      status: 'suspended',
      'suspend-reason': 'unsafe-to-contact',
      'suspend-channels': ['voicemail', 'text'],
      'suspend-advice': 'He hears her messages.',
    };
    const seen = mainText(await browser.post(`${path}/report`, stop));
    expect(seen).toContain('What was found wrong or not safe Voicemail, Text message');
    expect(seen).toContain('(It is not safe to make contact: Voicemail, Text message)');
    expect(seen).not.toContain('Reported wrong');
  });

  async function triedWrongNumber() {
    const one = await accepted();
    const at = system.deps.now().toISOString();
    const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
    await reportStatus(system.deps, general, one.id, tried);
    return one;
  }

  test('keeps a number marked as wrong when something else is corrected', async () => {
    const { browser, correct, path } = await triedWrongNumber();
    await correct({ needs: ['housing'] });
    const seen = await browser.get(path);
    const text = mainText(seen);
    expect(channelHints(seen)).toContainEqual(['call', undefined]);
    expect(text).toContain('This referral was corrected on');
    expect(text).toMatch(/Phone call Reported wrong .{0,80}07700 900123/);
  });

  test('calls another number safe once one was given', async () => {
    const { browser, correct, path } = await triedWrongNumber();
    await correct({ contact: { phone: '+447700900456' } });
    const seen = await browser.get(path);
    expect(mainText(seen)).toMatch(/Phone call Safe 07700 900456/);
    expect(ways(seen)).not.toContain('Reported wrong');
  });

  test('marks a wrong number that comes back as that of somebody else', async () => {
    const { browser, correct, path } = await triedWrongNumber();
    const alternative = { name: 'Robin Example', phone: '+447700900123' };
    await correct({ contact: { phone: '+447700900456', alternative } });
    expect(mainText(await browser.get(path))).toMatch(
      /Somebody else who can safely be reached Reported wrong .{0,60}Robin Example/,
    );
  });

  test('does not say of each way that it is wrong where nobody said which', async () => {
    const { browser, path } = await suspended();
    const seen = await browser.get(path);
    expect(mainText(seen)).toContain('May be wrong It was reported that contact details are wrong, but not which.');
    expect(ways(seen)).not.toContain('Reported wrong');
    expect(ways(seen)).not.toContain('Safe');
  });

  test('shows a corrected number as safe again', async () => {
    const { browser, correct, path } = await suspended();
    await browser.get(path);
    await correct({ contact: { phone: '+447700900456' } });
    const seen = await browser.get(path);
    expect(mainText(seen)).toMatch(/Phone call Safe 07700 900456/);
    expect(ways(seen)).not.toContain('Reported wrong');
  });

  test('takes an attempt that was made all the same with its reason alone, and stays stopped', async () => {
    const { browser, id, path } = await suspended();
    await browser.get(path);
    const attempt = { status: 'contact-attempted', channel: 'call', 'attempted-time': '8:15am' };
    const missing = await browser.post(`${path}/report`, attempt);
    expect([missing.status, errorsOn(missing)]).toEqual([422, ['Enter why it was tried although contact is stopped']]);
    await browser.post(`${path}/report`, { ...attempt, 'safety-reason': 'It was made before we read the stop.' });
    expect(await system.deps.cases.readHandOff(id)).toMatchObject({ status: 'suspended', contactAttempts: 1 });
  });

  test('goes on once the person has called', async () => {
    const { browser, path } = await suspended();
    await browser.get(path);
    const text = mainText(await browser.post(`${path}/report`, { status: 'contacted' }));
    expect(text).toContain('Status Contacted');
    expect(text).not.toContain('Contact is stopped');
  });
});

test('the form of an attempt says of each way whether it is safe, safe ones first', async () => {
  const safe = { call: 'no', voicemail: 'no', text: 'unknown', email: 'yes', post: 'no' } as const;
  const { browser, path } = await accepted({ contact: { email: 'sam@example.org', safe } });
  const seen = await browser.get(path);
  const hints = channelHints(seen);
  expect(hints.slice(0, 2)).toEqual([
    ['email', 'Safe'],
    ['text', 'Nobody knows whether it is safe. Ask the referrer before you use it'],
  ]);
  expect(hints.find(([channel]) => channel === 'call')).toEqual([
    'call',
    'Not safe. If it was used all the same, say why below',
  ]);
  expect(mainText(seen)).toContain('A message was left Leaving a message is not safe');
});

test('history says how an attempt ended, and that its way was not safe', async () => {
  const { browser, path } = await accepted({
    contact: { email: 'sam@example.org', safe: { ...noSafeWay.safe, email: 'yes' } },
  });
  await browser.get(path);
  const attempt = { status: 'contact-attempted', channel: 'call', result: 'someone-else-answered' };
  const text = mainText(await browser.post(`${path}/report`, { ...attempt, 'safety-reason': 'The e-mail came back.' }));
  expect(text).toContain('Contact tried (Phone call)');
  expect(text).toContain('Somebody else answered');
  expect(text).toContain('This was not a safe way');
  expect(text).not.toContain('The e-mail came back.');
});
