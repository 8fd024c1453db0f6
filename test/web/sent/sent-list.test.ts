/** The list of what a referrer sent, and the search in it. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { document, mainText } from '#test/support/pages.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();

async function send(over: Overrides<Submission> = {}, sender: Sender = police) {
  return submitAndDispatch(system.deps, sender, submission(over));
}
test('everything sent is on the list, what waits for its sender first', async () => {
  const [routed, held] = [await send(), await send({ victimReference: '2', contact: { safe: nothingSafe } })];
  await send({}, hospital);
  const page = document(await (await pages.signIn(police.id)).get('/sent'));
  const [waiting, others] = [...page.querySelectorAll('table')].map((one) => one.textContent ?? '');
  expect(waiting).toContain(held.reference);
  expect(waiting).toContain('On hold: no safe way to contact the person');
  expect(others).toContain(routed.reference);
  expect(others).toContain('06AB/0001234/26');
  expect(others).toContain('19 November 2026');
  expect(page.querySelectorAll('tbody tr')).toHaveLength(2);
});

test('the address of a referral without its reference leads to the list', async () => {
  const answer = await (await pages.signIn(police.id)).get('/status');
  expect([answer.status, answer.url]).toEqual([200, '/sent']);
});

test('the pages after the first lead on and back', async () => {
  const { id } = await send();
  const head = (await system.deps.cases.read(id))?.head;
  if (!head) throw new Error('It has no case.');
  const read: (string | undefined)[] = [];
  const desk = vi.spyOn(system.deps.cases, 'senderDesk');
  onTestFinished(() => desk.mockRestore());
  desk.mockImplementation(async (_sender, part, cursor) => {
    if (part === 'others') read.push(cursor);
    return part === 'others' ? { rows: [head], cursor: 'next', previous: { cursor: 'back' } } : { rows: [] };
  });
  const officer = await pages.signIn(police.id);
  const follow = async (rel: string) => {
    const link = officer.seen && document(officer.seen).querySelector(`a[rel=${rel}]`);
    return officer.get(link?.getAttribute('href') ?? '/none');
  };
  await officer.get('/sent');
  expect(mainText(await follow('next'))).not.toContain('Waiting for you');
  expect((await follow('prev')).status).toBe(200);
  expect(read).toEqual([undefined, 'next', 'back']);
  expect((await officer.get('/sent?cursor=made-up')).status).toBe(404);
});

describe('the search', () => {
  const search = async (reference: string) => {
    const officer = await pages.signIn(police.id);
    await officer.get('/sent');
    return officer.post('/sent', { reference });
  };

  test.each(['06ab/0001234/26', 'inc-7'])('finds a referral by %s, the sender’s own reference', async (own) => {
    const { reference } = await send({ incidentReference: 'INC-7' });
    await send({ incidentReference: 'INC-7' }, hospital);
    expect(document(await search(own)).querySelector('h1')?.textContent).toBe(reference);
  });

  test('lists the referrals of one crime', async () => {
    const [one, two] = [await send(), await send({ victimReference: '2' })];
    const found = document(await search('06AB/0001234/26'));
    const links = [...found.querySelectorAll('tbody th a')].map((link) => link.textContent);
    expect(links).toEqual([one.reference, two.reference]);
  });

  test.each(['', 'x', 'EX-2222-2222', '06AB/0009999/26'])('finds nothing by %j', async (reference) => {
    await send({}, hospital);
    const page = await search(reference);
    expect([page.status, mainText(page).includes('that your organisation sent')]).toEqual([422, true]);
  });
});
