/** All pages over a world of the test file's own. Importing it sets the tests up. */
import { afterAll, beforeAll } from 'vitest';
import { pageRoutes } from '#src/web/routes.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makePages, type Pages } from '#test/support/pages.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let emulator: Emulator;
export let world: World;
export let pages: Pages;
beforeAll(async () => {
  emulator = await startEmulator();
  world = await makeWorld(emulator);
  pages = makePages(world, pageRoutes('{}'));
});
afterAll(() => emulator.stop());
