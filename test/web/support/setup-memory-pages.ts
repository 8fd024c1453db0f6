/** All pages over tables in memory, for tests that need no emulator. Importing this file sets up the tests. */
import { beforeAll } from 'vitest';
import { pageRoutes } from '#src/web/routes.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { makePages, type Pages } from '#test/support/pages.ts';
import { receivedAt } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

export let system: TestSystem;
export let pages: Pages;
beforeAll(async () => {
  system = await makeTestSystem(memoryTables(receivedAt));
  pages = makePages(system, pageRoutes('{}'));
});
