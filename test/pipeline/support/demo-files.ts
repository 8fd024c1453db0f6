/** London's days, and lines of JSON: what the recount needs besides the demo's files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { keptFiles, type Moved } from '#local/demo/kept.ts';
import type { Sent } from '#local/demo/send.ts';
import type { Worked } from '#local/demo/services.ts';

/** What the demo wrote of its own doing and seeing; nothing here comes from the system's tables. */
export interface DemoFiles {
  sent: Sent[];
  worked: Worked[];
  moved: Moved[];
}

export const readDemoFiles = (folder: string): DemoFiles => ({
  sent: readLines(path.join(folder, keptFiles.sent)),
  worked: readLines(path.join(folder, keptFiles.worked)),
  moved: readLines(path.join(folder, keptFiles.moved)),
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
