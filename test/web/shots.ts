/**
 * Pictures of the sample pages, for people to look at: node test/web/shots.ts <folder> [name …]
 * Served as the web function serves them, with its headers, so that what the policy forbids is not in the picture.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { assets } from '#src/web/assets/assets.ts';
import { makeAssets } from '#src/web/assets/make.ts';
import { securityHeaders } from '#src/web/headers.ts';
import { openBrowser } from '#test/web/browser.ts';
import { rendered, sampleNames } from '#test/web/samples.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const files = assets(makeAssets());

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = files.get(path);
  const name = path.slice(1);
  const page = sampleNames.includes(name) ? rendered(name) : undefined;
  response.writeHead(file || page ? 200 : 404, {
    ...securityHeaders,
    'content-type': file?.type ?? 'text/html; charset=utf-8',
  });
  response.end(file?.body ?? page ?? '');
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;

const browser = await openBrowser();
const complaints: string[] = [];
const widths = [1280, 320];
for (const name of only.length > 0 ? only : sampleNames) {
  for (const width of widths) {
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
process.stdout.write(complaints.length > 0 ? `${complaints.join('\n')}\n` : 'No complaint from the browser.\n');
