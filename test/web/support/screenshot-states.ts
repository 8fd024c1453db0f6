/** Takes a picture of each state of some pages. */

import type { Pages, PageView } from '#test/support/pages.ts';
import { startScreenshots } from '#test/support/screenshots.ts';
import { sendRequest } from '#test/support/send-request.ts';

export async function screenshotStates(
  folder: string,
  only: readonly string[],
  { states, pages }: { states: readonly { name: string; seen: PageView }[]; pages: Pages },
): Promise<void> {
  const screenshots = await startScreenshots(folder, async (path) => {
    const shown = states.find(({ name }) => `/${name}` === path);
    if (shown) return { headers: shown.seen.headers, body: shown.seen.html };
    const found = await sendRequest(pages.app, path);
    return { status: found.status, headers: found.headers, body: await found.text() };
  });
  for (const { name } of states.filter((one) => only.length === 0 || only.includes(one.name))) {
    await screenshots.take(name, `/${name}`);
  }
  await screenshots.stop();
}
