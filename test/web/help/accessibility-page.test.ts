/** The accessibility statement that the law asks for, about the area whose pages these are. */
import { beforeAll, expect, test } from 'vitest';
import { pageRoutes } from '#src/web/routes.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText, makePages, type PageView } from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let statement: PageView;
beforeAll(async () => {
  system = await makeTestSystem(tables);
  statement = await makePages(system, pageRoutes('{}')).visitor().get('/help/accessibility');
});

test('has each part of the model statement, in its order', () => {
  const headings = [...document(statement).querySelectorAll('main h2, main h3')].map((one) => one.textContent);
  expect(headings).toEqual([
    'Compliance status',
    'Non-accessible content',
    'Non-compliance with the accessibility regulations',
    'Disproportionate burden',
    'Content that is not within the scope of the accessibility regulations',
    'Preparation of this accessibility statement',
    'What we do to improve accessibility',
    'Feedback and contact information',
    'Enforcement procedure',
  ]);
});

test('names the area’s authority, and whom to write to or to call', () => {
  const { authority, contact } = system.deps.area;
  const said = mainText(statement);
  for (const part of [authority, contact.email, '0161 496 0001']) expect(said).toContain(part);
  expect(document(statement).querySelector('main a[href="/help/contact"]')).not.toBeNull();
});

test('claims no more than was assessed, and leads to the bodies that enforce the law', () => {
  const said = mainText(statement);
  expect(said).toContain('This website is partially compliant');
  expect(said).toContain('signed out after 30 minutes without use');
  expect(said).toMatch(/No person who assesses accessibility has yet gone through the pages/);
  const links = [...document(statement).querySelectorAll('main a')].map((one) => one.getAttribute('href'));
  expect(links).toContain('https://www.equalityadvisoryservice.com/');
  expect(links).toContain('https://www.equalityni.org/');
});
