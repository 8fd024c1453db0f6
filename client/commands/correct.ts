/** referrals correct: sends a referral corrected, whole or in part. */
import { Option } from 'commander';
import type { MergePatch, Referral } from '#client/library/api.ts';
import { senderKinds } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import { Failed, type Io } from './io.ts';
import { wholeNumber, withConnection } from './options.ts';
import { readReferralFile } from './read-referral-file.ts';
import { findOwnReferral, parseReferralName } from './status.ts';

interface CorrectOptions extends ConnectionOptions {
  patch?: true;
  ifVersion?: number;
  format: 'text' | 'json';
}

const help = `
The file is JSON: the whole referral as it should be, or with --patch only what changes (RFC
7396: null takes a field out, a list is replaced whole). Use - for stdin. It may be sent at any
time, also once a service has the case, which is told, and after withdrawal or closing, which
opens it again. With --if-version it is refused where somebody has corrected that version since;
without it, it corrects the version that stands.
`;

export const addCorrect: AddCommand = (program, io) => {
  const command = program
    .command('correct')
    .argument('<reference>', 'the spoken reference, such as GM-7K3M-9QTX, or the id')
    .argument('<file>', 'the referral as .json; - is stdin')
    .description('correct one of your referrals; services that have it are told')
    .option('--patch', 'the file holds only what changes')
    .option('--if-version <number>', 'the version that you have before you', wholeNumber(1, 999_999))
    .addOption(new Option('--format <format>', 'how to show the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', help);
  withConnection(command).action((reference: string, file: string, options: CorrectOptions) =>
    runCorrect(reference, file, options, io),
  );
};

async function runCorrect(text: string, file: string, options: CorrectOptions, io: Io): Promise<void> {
  const name = parseReferralName(text);
  const correction = await readOne(file, io);
  const api = connect(options, io, senderKinds);
  const { referralId, reference, version } = await findOwnReferral(api, name);
  const of = options.ifVersion ?? version;
  const answer = options.patch
    ? await api.patch(referralId, of, correction as MergePatch)
    : // What is wrong with it the API says, all at once.
      await api.correct(referralId, of, correction as Referral);
  if (options.format === 'json') return io.out(`${JSON.stringify(answer, undefined, 2)}\n`);
  const held = answer.held.map(({ reason, release }) => `  ${reason}: ${release}\n`).join('');
  await io.out(`${reference} is ${answer.status} (version ${answer.version})\n${held}`);
}

/** @throws Failed where the file is not there, is not JSON or holds no referral or more than one */
async function readOne(file: string, io: Io): Promise<unknown> {
  const { items } = await readReferralFile(file, 'json', { dropUnknownFields: false, dates: 'iso' }, io);
  const [only] = items;
  if (only && items.length === 1) return only.referral;
  throw new Failed(`${file} holds ${items.length} referrals. A correction is of one.`);
}
