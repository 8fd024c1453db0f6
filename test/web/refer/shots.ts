/** Pictures of the journey's pages in every state, for people to look at: node test/web/refer/shots.ts <folder> [name …] */
import { ask } from '#test/support/ask.ts';
import { startCamera } from '#test/support/camera.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { allStates } from '#test/web/refer/states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
const { states, pages } = await allStates(emulator);
const camera = await startCamera(folder, async (path) => {
  const shown = states.find(({ name }) => `/${name}` === path);
  if (shown) return { headers: shown.seen.headers, body: shown.seen.html };
  const found = await ask(pages.app, path);
  return { status: found.status, headers: found.headers, body: await found.text() };
});
for (const { name } of states.filter((one) => only.length === 0 || only.includes(one.name))) {
  await camera.shoot(name, `/${name}`);
}
await camera.stop();
await emulator.stop();
