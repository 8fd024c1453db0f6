/** The whole system and one Chromium, for the tests of a file; each test opens windows of its own. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';
import { type Run, startRun } from '#test/pipeline/support/run.ts';
import { openWindow, type Window, type WindowSetting } from './window.ts';

export interface Site {
  run: Run;
  /** A new browser window: no cookie, nobody signed in. */
  open(setting: WindowSetting): Promise<Window>;
  closeWindows(): Promise<void>;
  /** What browsers complained of since it was last asked. */
  complaints(): string[];
  stop(): Promise<void>;
}

/** @param options `now`: when the run's clock starts */
export async function startSite(options: { now?: string } = {}): Promise<Site> {
  const [run, browser] = await Promise.all([startRun(options), launch()]);
  const complaints: string[] = [];
  const looked = new Set<string>();
  const sessions = new Map<string, string>();
  return {
    run,
    open: (setting) => openWindow({ run, browser, complaints, looked, sessions }, setting),
    async closeWindows() {
      for (const context of browser.contexts()) await context.close();
    },
    complaints: () => complaints.splice(0),
    async stop() {
      await browser.close();
      await run.stop();
    },
  };
}

/** Not the package's own list of arguments: it is for Lambda, and turns off what these tests look for. */
const launch = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
  });
