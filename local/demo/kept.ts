/**
 * A log of what the demo did and saw, as lines of JSON, written as it happens so that an interrupted demo leaves one
 * too. The volumes can be recounted from these files alone (test/pipeline/support/recount.ts).
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sent } from './send.ts';
import type { Worked } from './services.ts';

/** One move of the run's clock, including the work it made due. Times are RFC 3339 in UTC. */
export interface Moved {
  /** The clock before the move. */
  from: string;
  to: string;
  /** The clock when the work it made due was done. */
  until: string;
}

export const keptFiles = { sent: 'sent.ndjson', worked: 'worked.ndjson', moved: 'clock.ndjson' } as const;

export interface Kept {
  sent(one: Sent): void;
  worked(one: Worked): void;
  moved(one: Moved): void;
}

/** Empties the files of an earlier demo. */
export function keep(folder: string): Kept {
  mkdirSync(folder, { recursive: true });
  const to = (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, '', { mode: 0o600 });
    return (one: object) => appendFileSync(file, `${JSON.stringify(one)}\n`);
  };
  return { sent: to(keptFiles.sent), worked: to(keptFiles.worked), moved: to(keptFiles.moved) };
}
