/** referrals withdraw: withdraws a referral. */
import { Option } from 'commander';
import { senderKinds, type WithdrawReason, withdrawReasons } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import type { Io } from './io.ts';
import { withConnection } from './options.ts';
import { findOwnReferral, parseReferralName } from './status.ts';

interface WithdrawOptions extends ConnectionOptions {
  reason: WithdrawReason;
}

export const addWithdraw: AddCommand = (program, io) => {
  const command = program
    .command('withdraw')
    .argument('<reference>', 'the spoken reference, such as GM-7K3M-9QTX, or the id')
    .description('withdraw one of your referrals; services that have it are told')
    .addOption(new Option('--reason <reason>', 'why').choices(withdrawReasons).makeOptionMandatory());
  withConnection(command).action((reference: string, options: WithdrawOptions) => runWithdraw(reference, options, io));
};

async function runWithdraw(text: string, options: WithdrawOptions, io: Io): Promise<void> {
  const name = parseReferralName(text);
  const api = connect(options, io, senderKinds);
  const { referralId, reference } = await findOwnReferral(api, name);
  const { status } = await api.withdraw(referralId, options.reason);
  await io.out(`${reference} is ${status}\n`);
}
