/** The program `referrals`: for forces, partners, services and the authority. */
import packageJson from '../package.json' with { type: 'json' };
import { addChanges } from './changes.ts';
import { addCompare } from './compare.ts';
import { addConformance } from './conformance.ts';
import { addConsume } from './consume.ts';
import { addCorrect } from './correct.ts';
import { addDeadLetters } from './dead-letters.ts';
import { addDisclosures } from './disclosures.ts';
import type { Io } from './io.ts';
import { addRead } from './read.ts';
import { addReport } from './report.ts';
import { runProgram } from './run-program.ts';
import { addStatus } from './status.ts';
import { addSubmit } from './submit.ts';
import { addVolumes } from './volumes.ts';
import { addWithdraw } from './withdraw.ts';

const program = {
  name: 'referrals',
  version: packageJson.version,
  description: 'Refers victims of crime to support services: for forces, partners, services and the authority.',
  commands: [
    addSubmit,
    addStatus,
    addCorrect,
    addWithdraw,
    addChanges,
    addRead,
    addReport,
    addConsume,
    addDeadLetters,
    addDisclosures,
    addVolumes,
    addCompare,
    addConformance,
  ],
} as const;

/** @param args arguments without node and script. @returns the exit code */
export const run = (args: readonly string[], io: Io): Promise<number> => runProgram(program, args, io);
