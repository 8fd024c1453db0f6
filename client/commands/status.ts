/** referrals status: shows where a referral is now. */
import { Option } from 'commander';
import type { ReferralsApi, ReferralView } from '#client/library/api.ts';
import { isReferralId, parseHandOffId, readReference } from '../../src/domain/ids.ts';
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
    .argument('<reference>', 'the spoken reference, such as GM-7K3M-9QTX, or the id')
    .description('show where one of your referrals is, without the person’s data')
    .addOption(new Option('--format <format>', 'how to show it').choices(['text', 'json']).default('text'));
  withConnection(command).action((reference: string, options: StatusOptions) => runStatus(reference, options, io));
};

async function runStatus(text: string, options: StatusOptions, io: Io): Promise<void> {
  const name = parseReferralName(text);
  const api = connect(options, io, senderKinds);
  const id = 'id' in name ? name.id : (await findOwnReferral(api, name)).referralId;
  const view = await api.readReferral(id);
  await io.out(options.format === 'json' ? `${JSON.stringify(view, undefined, 2)}\n` : statusText(view));
}

/** One referral, as it was typed. */
export type ReferralName = { id: string } | { reference: string };

/** A spoken reference as people type it, or the id of a referral or of one of its hand-offs. @throws UsageError */
export function parseReferralName(text: string): ReferralName {
  const reference = readReference(text);
  if (reference !== undefined) return { reference };
  const id = text.trim().toLowerCase();
  if (isReferralId(id)) return { id };
  const handOff = parseHandOffId(id);
  if (handOff) return { id: handOff.referral };
  throw new UsageError('A reference looks like GM-7K3M-9QTX. The id of a referral is taken too.');
}

/** @throws Failed when the sender has no such referral */
export async function findOwnReferral(
  api: Pick<ReferralsApi, 'findReferral' | 'readReferral'>,
  name: ReferralName,
): Promise<Pick<ReferralView, 'referralId' | 'reference' | 'version'>> {
  if ('id' in name) return api.readReferral(name.id);
  const match = await api.findReferral(name.reference);
  if (!match) throw new Failed(`None of your referrals has the reference ${name.reference}.`);
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
