/** referrals read: shows a service one of its hand-offs. */
import { isReasonMissing } from '#client/library/access-reason.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io, UsageError } from './io.ts';
import { withConnection } from './options.ts';

interface ReadOptions extends ConnectionOptions {
  reason?: string;
}

const help = `
It prints JSON, with the person in it, so mind where it goes. The first reading collects the
hand-off; each is entered in the disclosure log. Say --reason where you closed it and open it
again, or another service has accepted the case: the victim hub sees the reason, or that none
was given. Where the area requires one, nothing is shown without it.
`;

export const addRead: AddCommand = (program, io) => {
  const command = program
    .command('read')
    .argument('<hand-off>', 'the id of the hand-off')
    .description('read one of your hand-offs, with the person’s details; this is recorded')
    .option('--reason <text>', 'why it is opened again: at most 500 plain characters')
    .addHelpText('after', help);
  withConnection(command).action((id: string, options: ReadOptions) => runRead(id, options, io));
};

async function runRead(id: string, { reason, ...options }: ReadOptions, io: Io): Promise<void> {
  if (reason !== undefined && !/^[ -~]{1,500}$/.test(reason))
    throw new UsageError('--reason takes 1 to 500 letters, digits and signs of ASCII, in one line.');
  const api = connect(options, io, ['service']);
  const detail = await api.readHandOff(id, reason === undefined ? {} : { reason }).catch(asFailure);
  await io.out(`${JSON.stringify(detail, undefined, 2)}\n`);
}

function asFailure(error: unknown): never {
  if (!isReasonMissing(error)) throw error;
  const why = error.problem.currentStatus === 'closed' ? 'you have closed it' : 'another service has accepted the case';
  throw new Failed(`Nothing was shown: ${why}. Say with --reason why you need the details; the victim hub sees it.`, {
    cause: error,
  });
}
