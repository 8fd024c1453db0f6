/** A picture of each state of some pages. */
import { ask } from '#test/support/ask.ts';
import { startCamera } from '#test/support/camera.ts';
import type { Pages, Seen } from '#test/support/pages.ts';

export async function shootStates(
  folder: string,
  only: readonly string[],
  { states, pages }: { states: readonly { name: string; seen: Seen }[]; pages: Pages },
): Promise<void> {
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
}
