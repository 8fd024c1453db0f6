/**
 * Pictures of the journey's pages, for people to look at: node test/web/refer/shots.ts <folder> [name …]
 * The app over an emulator, with the web function's headers; every page and state at both widths.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ask } from '#test/support/ask.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { openBrowser } from '#test/web/browser.ts';
import { allStates } from '#test/web/refer/states.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const emulator = await startEmulator();
const { states, pages } = await allStates(emulator);

const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const shown = states.find(({ name }) => name === path.slice(1));
  const found = shown ? undefined : await ask(pages.app, path);
  const headers = shown?.seen.headers ?? found?.headers ?? new Headers();
  response.writeHead(found?.status ?? 200, Object.fromEntries([...headers].filter(([name]) => name !== 'set-cookie')));
  response.end(shown?.seen.html ?? (await found?.text()) ?? '');
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;

const browser = await openBrowser();
const complaints: string[] = [];
for (const { name } of states) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const width of [1280, 320]) {
    const tab = await browser.context.newPage();
    tab.on('console', (message) => complaints.push(`${name} at ${width}: ${message.text()}`));
    tab.on('pageerror', (error) => complaints.push(`${name} at ${width}: ${error.message}`));
    await tab.setViewportSize({ width, height: 900 });
    await tab.goto(`http://127.0.0.1:${port}/${name}`);
    await tab.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    const overflow = await tab.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    if (overflow) complaints.push(`${name} at ${width}: wider than the screen`);
    await tab.close();
  }
}
await browser.close();
server.close();
await emulator.stop();
process.stdout.write(complaints.length > 0 ? `${complaints.join('\n')}\n` : 'No complaint from the browser.\n');
