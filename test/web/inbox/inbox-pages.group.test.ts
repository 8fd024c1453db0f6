/** The people of one event on the pages of a hand-off and of a case. */
import { expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
async function send(victimReference: string, groupReference?: string) {
  const body = submission({ victimReference, ...(groupReference && { groupReference }) });
  const { id, reference } = await submitAndDispatch(system.deps, police, body);
  await readHandOff(system.deps, serviceId('general'), handOffId(id, 1));
  return { id, reference, handOff: handOffId(id, 1) };
}

test('the page of one names the others and links to them; that of somebody alone says nothing', async () => {
  const one = await send('1', 'EVENT-1');
  const others = [await send('2', 'EVENT-1'), await send('3', 'EVENT-1')];
  const alone = await send('4');
  const linksOn = (seen: Parameters<typeof document>[0]) =>
    [...document(seen).querySelectorAll('main a.app-reference')]
      .map((link) => [link.textContent, link.getAttribute('href')])
      .sort();
  const service = await pages.signIn('general');
  const seen = await service.get(`/inbox/${one.handOff}`);
  expect(mainText(seen)).toContain('Others of the same event with you:');
  expect(linksOn(seen)).toEqual(others.map(({ reference, handOff }) => [reference, `/inbox/${handOff}`]).sort());
  expect(mainText(await service.get(`/inbox/${alone.handOff}`))).not.toContain('same event');

  const hub = await pages.signIn('example-authority');
  const page = await hub.get(`/triage/${one.id}`);
  expect(mainText(page)).toContain('Others of the same event');
  const cases = linksOn(page).filter(([, href]) => href?.startsWith('/triage/'));
  expect(cases).toEqual(others.map(({ reference, id }) => [reference, `/triage/${id}`]).sort());
  expect(mainText(await hub.get(`/triage/${alone.id}`))).not.toContain('same event');
});
