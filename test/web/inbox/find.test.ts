/** How a service finds a hand-off of its own, on the page. */
import { expect, test } from 'vitest';
import { mainText } from '#test/support/pages.ts';
import { errorsOn } from '../refer/support/answers.ts';
import { pages, setUpPages } from '../support/setup-pages.ts';

setUpPages();
test('the page says that a person of one name is found by reference alone, before and after it asks for a first name', async () => {
  const service = await pages.signIn('general');
  expect(mainText(await service.get('/inbox/find'))).toContain(
    'with one name alone, or without a date of birth, can be found by reference alone',
  );
  const birth = { 'birth-day': '3', 'birth-month': '2', 'birth-year': '1990' };
  const refused = await service.post('/inbox/find', { by: 'person', 'family-name': 'Marked', ...birth });
  expect(refused.status).toBe(422);
  expect(errorsOn(refused).join()).toContain('one name alone can be found by reference alone');
});
