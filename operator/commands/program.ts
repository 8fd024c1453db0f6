/** The program `referrals-operator`: what the authority runs beside its own tables. */
import type { Io } from '#client/commands/io.ts';
import { runProgram } from '#client/commands/run-program.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { addCatalogue } from './catalogue.ts';
import { addClientSecret } from './client-secret.ts';
import { addParked } from './parked.ts';
import { addRecount } from './recount.ts';
import { addRecover } from './recover.ts';
import { addSecret } from './secret.ts';
import { addSecretCopy } from './secret-copy.ts';
import { addSmoke } from './smoke.ts';
import { addSubjectAccess } from './subject-access.ts';

const program = {
  name: 'referrals-operator',
  version: packageJson.version,
  description: 'Looks after an area’s own tables: for whoever runs it.',
  commands: [
    addCatalogue,
    addRecount,
    addRecover,
    addSubjectAccess,
    addParked,
    addClientSecret,
    addSecret,
    addSecretCopy,
    addSmoke,
  ],
} as const;

/** @param args arguments without node and script. @returns the exit code */
export const runOperator = (args: readonly string[], io: Io): Promise<number> => runProgram(program, args, io);
