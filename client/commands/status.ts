/** referrals status: shows where a referral is now. */
import { Option } from 'commander';
import type { ReferralList, ReferralsApi, ReferralView } from '#client/library/api.ts';
import { queries } from '../../src/contracts/requests.ts';
import { senderKinds } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io, UsageError } from './io.ts';
import { withConnection } from './options.ts';

interface StatusOptions extends ConnectionOptions {
  format: 'text' | 'json';
}

export const addStatus: AddCommand = (program, io) => {
  const command = program
    .command('status')
    .argument('<reference>', 'the spoken reference, such as GM-7K3M-9QTX')
    .description('show where one of your referrals is, without the person’s data')
    .addOption(new Option('--format <format>', 'how to show it').choices(['text', 'json']).default('text'));
  withConnection(command).action((reference: string, options: StatusOptions) => runStatus(reference, options, io));
};

async function runStatus(text: string, options: StatusOptions, io: Io): Promise<void> {
  const reference = parseReference(text);
  const api = connect(options, io, senderKinds);
  const view = await api.readReferral((await findOwnReferral(api, reference)).referralId);
  await io.out(options.format === 'json' ? `${JSON.stringify(view, undefined, 2)}\n` : statusText(view));
}

/** A spoken reference, typed in any case. @throws UsageError */
export function parseReference(text: string): string {
  const reference = text.trim().toUpperCase();
  if (queries.listReferrals.shape.reference.safeParse(reference).success) return reference;
  throw new UsageError('A reference looks like GM-7K3M-9QTX.');
}

/** @throws Failed when the sender has no such referral */
export async function findOwnReferral(
  api: Pick<ReferralsApi, 'findReferral'>,
  reference: string,
): Promise<ReferralList['items'][number]> {
  const match = await api.findReferral(reference);
  if (!match) throw new Failed(`None of your referrals has the reference ${reference}.`);
  return match;
}

function statusText(view: ReferralView): string {
  const { reference, status: now, version, receivedAt, referBy, withinCode, held, advice, handOffs, history } = view;
  const late = withinCode === false ? ', which it was not' : '';
  return [
    `${reference} is ${now} (version ${version})`,
    `received ${receivedAt}${referBy === null ? '' : `, to be referred by ${referBy}${late}`}`,
    ...(now === 'held' ? held.map(({ reason, release }) => `held: ${reason}: ${release}`) : []),
    ...(advice === undefined ? [] : [`advice: ${advice}`]),
    ...handOffs.map(
      ({ service, status, since, outcome }) => `${service}: ${status} since ${since}${outcome ? ` (${outcome})` : ''}`,
    ),
    'history:',
    ...history.map(
      ({ at, event, by, service, reason }) =>
        `  ${at} ${event} by ${by}${service === undefined ? '' : ` for ${service}`}${reason ? ` (${reason})` : ''}`,
    ),
    '',
  ].join('\n');
}
