/** The whole system and one Chromium for a test file; each test opens its own windows. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';
import { type Run, startRun } from '#test/pipeline/support/run.ts';
import { openWindow, type Window, type WindowSetting } from './window.ts';

export interface Site {
  run: Run;
  /** A new browser window without cookies. */
  open(setting: WindowSetting): Promise<Window>;
  closeWindows(): Promise<void>;
  /** The browsers' complaints since the last call. */
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

/**
 * Without the package's own arguments, which are for Lambda and turn off what these tests check. In as few processes as do for one
 * page after another: nothing is drawn by a GPU, and no renderer is kept ready for a next page.
 */
const launch = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--in-process-gpu', '--renderer-process-limit=1'],
  });
