/**
 * What the demo did and saw, as lines of JSON, written as it happens, so that they are there also when the demo
 * is interrupted. The volumes can be counted again from these files alone (test/pipeline/support/recount.ts).
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sent } from './send.ts';
import type { Worked } from './services.ts';

/** One move of the run's clock, after which whatever it made due has been done. RFC 3339, UTC. */
export interface Moved {
  /** What it said before. */
  from: string;
  to: string;
  /** What it said when all that followed was done. */
  until: string;
}

export const keptFiles = { sent: 'sent.ndjson', worked: 'worked.ndjson', moved: 'clock.ndjson' } as const;

export interface Kept {
  sent(one: Sent): void;
  worked(one: Worked): void;
  moved(one: Moved): void;
}

/** Begins the files anew. */
export function keep(folder: string): Kept {
  mkdirSync(folder, { recursive: true });
  const to = (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, '', { mode: 0o600 });
    return (one: object) => appendFileSync(file, `${JSON.stringify(one)}\n`);
  };
  return { sent: to(keptFiles.sent), worked: to(keptFiles.worked), moved: to(keptFiles.moved) };
}
