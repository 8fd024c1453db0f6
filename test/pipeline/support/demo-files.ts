/** Reads the demo's files for the recount. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ClockMove, demoLogFiles } from '#demo/demo-log.ts';
import type { CaseMove } from '#demo/follow-up.ts';
import type { SentReferral } from '#demo/send.ts';
import type { HandOffEvent } from '#demo/service-simulation.ts';

/** What the demo sent and saw; nothing here comes from the system's tables. */
export interface DemoFiles {
  sent: SentReferral[];
  worked: HandOffEvent[];
  cases: CaseMove[];
  moved: ClockMove[];
}

export const readDemoFiles = (folder: string): DemoFiles => ({
  sent: readLines(path.join(folder, demoLogFiles.sent)),
  worked: readLines(path.join(folder, demoLogFiles.worked)),
  cases: readLines(path.join(folder, demoLogFiles.cases)),
  moved: readLines(path.join(folder, demoLogFiles.moved)),
});

export function readLines<Line>(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
/** @param instant RFC 3339 */
export const londonDay = (instant: string): string => days.format(new Date(instant));
