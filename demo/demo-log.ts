/**
 * A log of what the demo did and saw, as lines of JSON, written as it happens so that an interrupted demo leaves one
 * too. The volumes can be recounted from these files alone (test/pipeline/support/recount.ts).
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CaseMove } from './follow-up.ts';
import type { SentReferral } from './send.ts';
import type { HandOffEvent } from './service-simulation.ts';

/** One move of the run's clock, including the work it made due. Times are RFC 3339 in UTC. */
export interface ClockMove {
  /** The clock before the move. */
  from: string;
  to: string;
  /** The clock when the work it made due was done. */
  until: string;
}

export const demoLogFiles = {
  sent: 'sent.ndjson',
  worked: 'worked.ndjson',
  cases: 'cases.ndjson',
  moved: 'clock.ndjson',
} as const;

export interface DemoLog {
  sent(entry: SentReferral): void;
  worked(entry: HandOffEvent): void;
  followedUp(entry: CaseMove): void;
  moved(entry: ClockMove): void;
}

/** Empties the files of an earlier demo. */
export function openDemoLog(folder: string): DemoLog {
  mkdirSync(folder, { recursive: true });
  const appendTo = (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, '', { mode: 0o600 });
    return (entry: object) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };
  return {
    sent: appendTo(demoLogFiles.sent),
    worked: appendTo(demoLogFiles.worked),
    followedUp: appendTo(demoLogFiles.cases),
    moved: appendTo(demoLogFiles.moved),
  };
}
