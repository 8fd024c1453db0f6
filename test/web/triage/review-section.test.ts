/** The hub's page of a case: stopped contact, unsafe attempts, and saying that it was looked at. */
import { describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { errorsOn } from '../refer/support/answers.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const general = serviceId('general');
let referrals = 0;
/** The service stops contact and has rung all the same. */
async function stopped() {
  referrals += 1;
  const { deps } = system;
  const { id: referral, reference } = await submitAndDispatch(
    deps,
    police,
    submission({ crimeReference: `06AB/${4_000_000 + referrals}/26` }),
  );
  const id = handOffId(referral, 1);
  await readHandOff(deps, general, id);
  await reportStatus(deps, general, id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  const advice = sealNote(deps, id, 'Find out whose number this is.');
  await reportStatus(deps, general, id, { status: 'suspended', reason: 'wrong-contact-details', note: advice });
  const attempt = { status: 'contact-attempted', channel: 'call', result: 'someone-else-answered' } as const;
  const note = sealNote(deps, id, 'A colleague had the old list.');
  await reportStatus(deps, general, id, { ...attempt, at: deps.now().toISOString(), note });
  return { referral, id, reference, path: `/triage/${referral}`, hub: await pages.signIn('example-authority') };
}

test('the page says why contact is stopped, what was asked, and why it was tried all the same', async () => {
  const { hub, path } = await stopped();
  const text = mainText(await hub.get(path));
  for (const part of [
    'Contact is stopped',
    'Why The contact details are wrong',
    'Find out whose number this is.',
    'Contact that was not safe, or found details to be wrong',
    'What happened Somebody else answered',
    'A colleague had the old list.',
    'Agree with each service that has the case how the person is reached from now on.',
  ])
    expect(text).toContain(part);
});

describe('“I have looked at this”', () => {
  const looked = { 'review-reason': 'safety', 'review-note': 'The service has thrown the old list away.' };

  test('takes the case off the list, and history says so, and what was done', async () => {
    const { hub, path, reference } = await stopped();
    expect(mainText(await hub.get('/triage'))).toContain(reference);
    await hub.get(path);
    expect(mainText(await hub.post(`${path}/review`, looked))).toContain(`${reference} is noted as looked at.`);
    const after = mainText(await hub.get(path));
    expect(after).toContain('Looked at by the victim hub (Contact was not safe, or details were found to be wrong)');
    expect(after).toContain('The service has thrown the old list away.');
    expect(after).not.toContain('I have looked at this');
    expect(mainText(await hub.get('/triage'))).not.toContain(reference);
  });

  test('takes nothing that the next reader would not see', async () => {
    const { hub, path } = await stopped();
    await hub.get(path);
    const note = async (text: string) =>
      errorsOn(await hub.post(`${path}/review`, { 'review-reason': 'safety', 'review-note': text }));
    expect(await note('\u3164')).toEqual(['Enter what you did']);
    expect(await note('Rang \u202e them')).toEqual([
      'What you did must only include letters, numbers, spaces and punctuation. Type it again if it was copied',
    ]);
  });

  test('asks what was looked at and what was done', async () => {
    const { hub, path } = await stopped();
    await hub.get(path);
    const seen = await hub.post(`${path}/review`);
    expect([seen.status, errorsOn(seen)]).toEqual([422, ['Select what you have looked at', 'Enter what you did']]);
    expect(document(seen).querySelector('details[open] [name="review-note"]')).not.toBeNull();
  });

  test('is refused where something came meanwhile, and what was typed stays', async () => {
    const { hub, path, id } = await stopped();
    await hub.get(path);
    const { deps } = system;
    const again = { status: 'contact-attempted', channel: 'text', at: deps.now().toISOString() } as const;
    await reportStatus(deps, general, id, { ...again, note: sealNote(deps, id, 'Another colleague wrote.') });
    const refused = await hub.post(`${path}/review`, looked);
    expect([refused.status, errorsOn(refused)]).toEqual([
      422,
      ['The referral has changed since this page was shown. Read what is new, then say what you did'],
    ]);
    expect(mainText(refused)).toContain('Another colleague wrote.');
    expect(document(refused).querySelector('[name="review-note"]')?.textContent).toBe(looked['review-note']);
    expect(mainText(await hub.post(`${path}/review`, looked))).toContain('is noted as looked at');
  });

  test('is refused where somebody else has settled it meanwhile', async () => {
    const { hub, path } = await stopped();
    await hub.get(path);
    await hub.post(`${path}/review`, looked);
    expect((await hub.post(`${path}/review`, looked)).status).toBe(409);
  });
});
