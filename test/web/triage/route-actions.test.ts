/** The hub's page of a case that it hands to a service, and what it says of a case that services let lapse. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { type Browser, document, mainText, type PageView } from '#test/support/pages.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { explicitConsent, noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const outOfScope = { offence: { category: 'theft-burglary' } } as const;
const why = { reason: 'They know the family.' };
let referrals = 0;
async function send(over: Overrides<Submission> = {}) {
  referrals += 1;
  const own = { crimeReference: `06AB/${5_000_000 + referrals}/26`, consent: explicitConsent };
  return submitAndDispatch(system.deps, hospital, submission({ ...over, ...own }));
}
let hub: Browser;
beforeEach(async () => {
  hub = await pages.signIn('example-authority');
});
const open = (id: string) => hub.get(`/triage/${id}`);
const route = (id: string, fields: Record<string, string>) => hub.post(`/triage/${id}/route`, { ...why, ...fields });
const errorsOn = (seen: PageView) =>
  [...document(seen).querySelectorAll('.govuk-error-summary__list a')].map((link) => [
    link.getAttribute('href'),
    link.textContent,
  ]);
const handOffs = async (id: ReferralId) =>
  (await system.deps.cases.read(id))?.handOffs.map(({ service, status }) => `${service} ${status}`);
const choicesOn = (seen: PageView) =>
  [...document(seen).querySelectorAll('input[name=service]')].map((input) => {
    const hint = document(seen).getElementById(input.getAttribute('aria-describedby') ?? '');
    return `${input.getAttribute('value')}: ${hint?.textContent?.trim()}`;
  });

describe('the page of a case to be routed', () => {
  test('says of each service whether it takes the case and why not, the ones that do first', async () => {
    const { id } = await send(outOfScope);
    const seen = await open(id);
    expect(mainText(seen)).not.toContain('Services here are not commissioned');
    expect(mainText(seen)).toContain('a service that can take this case otherwise needs no override');
    const choices = choicesOn(seen);
    expect(choices.map((one) => one.split(':')[0])).toEqual([
      'general',
      'housing-advice',
      'bereaved-by-homicide',
      'sexual-violence',
      'domestic-abuse',
      'young-people',
      'high-risk-advocacy',
    ]);
    expect(choices[0]).toContain('It can take this case. It supports every victim of crime.');
    expect(choices[1]).toMatch(/It can take this case\. .* It works alongside the service that leads\./);
    expect(choices[5]).toContain(
      'This case is outside what it takes. The person is, or may be, older than it supports.',
    );
    expect(mainText(seen)).toContain('Ways to reach the person that a service may use: Phone call');
    expect(mainText(seen)).toContain('Who has it now No service has it.');
    expect(document(seen).querySelector('textarea[name=override]')).not.toBeNull();
    expect(document(seen).querySelector('input[name=instead]')).toBeNull();
  });

  test('offers no service where no channel is safe, and says what to do instead', async () => {
    const { id } = await send(noSafeContact);
    const seen = await open(id);
    expect(document(seen).querySelector(`form[action="/triage/${id}/route"]`)).toBeNull();
    expect(mainText(seen)).toContain('No service may be given this case, because there is no safe way');
    expect(mainText(seen)).toContain('Ask the referrer for a safe number, e-mail or address');
    expect(mainText(seen)).toContain('Not before contact is safe');
    expect(mainText(seen)).not.toContain('Can take it');
    const late = await route(id, { service: 'general' });
    expect([late.status, await handOffs(id)]).toEqual([409, []]);
  });
});

describe('a service outside whose criteria the case is', () => {
  test('is asked why all the same, and nothing that was entered is lost', async () => {
    const { id } = await send(outOfScope);
    await open(id);
    const seen = await route(id, { service: 'young-people' });
    expect(seen.status).toBe(422);
    expect(errorsOn(seen)).toEqual([
      [
        '#override',
        'Choose another service, or enter why this one should have the case all the same. The person is, or may be, older than it supports.',
      ],
    ]);
    expect(document(seen).querySelector<HTMLTextAreaElement>('textarea[name=reason]')?.value).toBe(why.reason);
    expect(await handOffs(id)).toEqual([]);
  });

  const outside = { service: 'young-people', override: 'They have agreed to see an adult.' };

  test('is looked at again first: why it is outside, and what was typed', async () => {
    const { id } = await send(outOfScope);
    await hub.get(`/triage/${id}?reason=held`);
    const seen = await hub.submit({ ...why, ...outside });
    expect([seen.status, await handOffs(id)]).toEqual([200, []]);
    expect(document(seen).querySelector('h1')?.textContent).toBe(
      'This case is outside what The young people service takes',
    );
    for (const said of ['The person is, or may be, older than it supports.', why.reason, outside.override]) {
      expect(mainText(seen)).toContain(said);
    }
    const back = await hub.submit({ check: 'change' });
    expect(document(back).querySelector<HTMLTextAreaElement>('details[open] [name=override]')?.value).toBe(
      outside.override,
    );
    expect(document(back).querySelector('input[value=young-people][checked]')).not.toBeNull();
    expect([document(back).title, await handOffs(id)]).toEqual([expect.not.stringContaining('Error'), []]);
  });

  test('is given the case once it is confirmed, and the page shows who typed why', async () => {
    const { id, reference } = await send(outOfScope);
    await hub.get(`/triage/${id}?reason=held`);
    await hub.submit({ ...why, ...outside });
    const list = await hub.submit({ check: 'confirmed' });
    expect(list.url).toBe(`/triage?reason=held&done=routed&case=${id}`);
    expect(mainText(list)).toContain(`Done ${reference} is handed to The young people service.`);
    expect(await handOffs(id)).toEqual(['young-people queued']);
    const seen = mainText(await open(id));
    expect(seen).toContain('Given to a service although it is outside what that takes');
    expect(seen).toMatch(/They have agreed to see an adult\.Example Authority, Thursday 19 November 2026, /);
    expect(seen).toContain('which the victim hub overrode');
    expect(seen).toContain(why.reason);
  });

  test('without a reason is not given the case, even by a press on the second page', async () => {
    const { id } = await send(outOfScope);
    await open(id);
    const seen = await route(id, { service: 'young-people', check: 'confirmed' });
    expect([seen.status, await handOffs(id)]).toEqual([422, []]);
  });

  test('needs no second look where it takes the case', async () => {
    const { id } = await send(outOfScope);
    await open(id);
    await route(id, { service: 'general', override: 'I was not sure.' });
    expect(await handOffs(id)).toEqual(['general queued']);
    expect(mainText(await open(id))).not.toContain('Given to a service although it is outside');
  });
});

describe('a case that a service has', () => {
  test('says who has it, and asks in whose place the service is', async () => {
    const { id } = await send();
    const seen = await open(id);
    expect(mainText(seen)).toMatch(/Who has it now The general service New, .* It leads\./);
    const choices = [...document(seen).querySelectorAll<HTMLInputElement>('input[name=instead]')];
    expect(choices.map(({ value, checked }) => [value, checked])).toEqual([
      ['general', false],
      ['nobody', false],
    ]);
    const refused = await route(id, { service: 'housing-advice' });
    expect(errorsOn(refused)).toEqual([['#instead', 'Select in whose place, or that it is given to both']]);
    expect(await handOffs(id)).toEqual(['general queued']);
  });

  test.each([
    ['general', ['general withdrawn', 'housing-advice queued']],
    ['nobody', ['general queued', 'housing-advice queued']],
  ])('goes to another in the place of %s', async (instead, expected) => {
    const { id } = await send();
    await open(id);
    await route(id, { service: 'housing-advice', instead });
    expect(await handOffs(id)).toEqual(expected);
  });

  test('is asked again where the service in whose place it is no longer has it', async () => {
    const { id } = await send();
    await open(id);
    const seen = await route(id, { service: 'housing-advice', instead: 'young-people' });
    expect(errorsOn(seen)).toEqual([['#instead', 'This service no longer has the case. Look at who has it now']]);
  });
});

test('a case that every service let lapse says so, and asks its sender for nothing', async () => {
  const { id, reference } = await send();
  system.wait(24 * 14);
  await processDeadlines(system.deps);
  expect(await handOffs(id)).toEqual(['general expired']);
  const lapsed = 'Every service declined or ran out of time';

  // Two weeks later nobody is signed in any more.
  hub = await pages.signIn('example-authority');
  const seen = mainText(await open(id));
  expect(seen).toContain(`Why it is here ${lapsed}`);
  expect(seen).toContain('What would release it Nothing is missing. Find a place for it');
  expect(seen).not.toContain('Add what is missing');

  const sender = await pages.signIn(hospital.id);
  expect(mainText(await sender.get('/sent'))).toContain('Nothing is missing, and you need do nothing.');
  const status = mainText(await sender.get(`/status/${reference}`));
  expect(status).toContain('You need do nothing');
  expect(status).toContain('That is not because of anything you sent. The victim hub is looking for a service.');
  expect(status).not.toContain('Add what is missing');
  const correction = mainText(await sender.post(`/status/${reference}/correct`));
  expect(correction).toContain('That is not because of anything you sent.');
  expect(correction).not.toContain('Most likely');

  const register = buildPartyRegister(system.deps.area.parties, {});
  const answer = await sendRequest(referrerApp({ ...system.deps, register }), `/v1/referrals/${id}`, {
    claims: { party: hospital.id, scope: 'referrals/submit' },
  });
  expect(await answer.json()).toMatchObject({
    status: 'held',
    heldReasons: ['no-eligible-service'],
    held: [{ reason: 'no-eligible-service', release: expect.stringMatching(/^Nothing is missing\./) }],
  });
});

test('who only works on the hub’s cases hands none to a service whose criteria it does not meet', async () => {
  const { id } = await send(outOfScope);
  const worker = await pages.signIn('example-authority', 'worker');
  const sealed = sealDetails(system.deps.keys, partyId('example-authority'), worker.user, { subject: 'worker' });
  const invitedAt = system.deps.now().toISOString();
  const person = { party: partyId('example-authority'), user: worker.user, sealed, invitedAt };
  await system.deps.staff.invite({ ...person, roles: ['worker'] });
  await worker.get(`/triage/${id}`);
  const sent = { ...why, service: 'general', override: 'I was not sure.' };
  const refused = await worker.post(`/triage/${id}/route`, sent);
  expect([refused.status, mainText(refused).includes('Only somebody who decides for the hub may do this')]).toEqual([
    422,
    true,
  ]);
  expect(await handOffs(id)).toEqual([]);
});
