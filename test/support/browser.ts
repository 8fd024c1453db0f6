/** A browser for tests: the Chromium that comes inside an npm package, with a profile of its own that is thrown away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type BrowserContext, chromium as driver } from 'playwright-core';

export interface OpenBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

export interface BrowserOptions {
  width?: number;
  height?: number;
  javaScript?: boolean;
}

/** Close it, or its profile stays behind. */
export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'referral-browser-'));
  // Without the package's own arguments, which are for Lambda and turn off what these tests check.
  const context = await driver.launchPersistentContext(profile, {
    executablePath: await chromium.executablePath(),
    headless: true,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
