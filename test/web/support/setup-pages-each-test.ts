/** All pages over a test system that is new for each test. Importing this file sets up the tests. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { pageRoutes } from '#src/web/routes.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makePages, type Pages } from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
export let system: TestSystem;
export let pages: Pages;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  system = await makeTestSystem(emulator);
  pages = makePages(system, pageRoutes('{}'));
});
