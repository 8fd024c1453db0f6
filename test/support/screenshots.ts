/**
 * Takes pictures of pages, wide and narrow, and prints the browser's complaints. The pages
 * are served with the web function's headers, so that what the policy forbids is not in the picture.
 */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

export interface ServedPage {
  status?: number;
  headers: Headers | Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

export interface Screenshots {
  /** The page at this path as <name>-1280.png and <name>-320.png; `more` takes further pictures of it. */
  take(name: string, path: string, more?: (tab: Page) => Promise<void>): Promise<void>;
  /** Stops, and prints the complaints. */
  stop(): Promise<void>;
}

/** A picture of a very long page sometimes fails; a retry succeeds. */
const maxAttempts = 3;

export async function startScreenshots(
  folder: string,
  serve: (path: string) => Promise<ServedPage> | ServedPage,
  options: { javaScript?: boolean } = {},
): Promise<Screenshots> {
  mkdirSync(folder, { recursive: true });
  const server = createServer(async (request, response) => {
    const { status = 200, headers, body } = await serve(request.url ?? '/');
    const all = headers instanceof Headers ? Object.fromEntries(headers) : headers;
    const { 'set-cookie': _, ...rest } = all;
    response.writeHead(status, rest).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const browser = await openBrowser(options);
  const complaints: string[] = [];

  async function picture(tab: Page, path: string, tries = 1): Promise<void> {
    try {
      await tab.screenshot({ path, fullPage: true });
    } catch (error) {
      if (tries === maxAttempts) throw error;
      await picture(tab, path, tries + 1);
    }
  }

  return {
    async take(name, path, more) {
      const tab = await browser.context.newPage();
      tab.on('console', (message) => complaints.push(`${name}: ${message.text()}`));
      tab.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
      for (const width of [1280, 320]) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.goto(`http://127.0.0.1:${port}${path}`);
        await picture(tab, join(folder, `${name}-${width}.png`));
        const wider = await tab.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
        if (wider) complaints.push(`${name} at ${width}: wider than the window`);
      }
      await more?.(tab);
      await tab.close();
    },
    async stop() {
      await browser.close();
      server.close();
      process.stdout.write(complaints.length > 0 ? `${complaints.join('\n')}\n` : 'No complaint from the browser.\n');
    },
  };
}
