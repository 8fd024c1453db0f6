/** All pages over a test system. */
import { beforeAll, beforeEach } from 'vitest';
import { pageRoutes } from '#src/web/routes.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { makePages, type Pages } from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

export let system: TestSystem;
export let pages: Pages;

async function openPages(): Promise<void> {
  system = await makeTestSystem(memoryTables());
  pages = makePages(system, pageRoutes('{}'));
}

/** Opens the pages once for all tests of the file that calls this. */
export const setUpPages = (): void => beforeAll(openPages);

/** Opens new pages before each test of the file that calls this. */
export const setUpPagesForEachTest = (): void => beforeEach(openPages);
