/** referrals disclosures: shows who saw or changed what of a referral. */
import { Option } from 'commander';
import type { DisclosureList } from '#client/library/api-types.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import type { Io } from './io.ts';
import { withConnection } from './options.ts';
import { parseReferralName } from './status.ts';

interface DisclosuresOptions extends ConnectionOptions {
  format: 'text' | 'json';
}

export const addDisclosures: AddCommand = (program, io) => {
  const command = program
    .command('disclosures')
    .argument('<reference>', 'the spoken reference, such as GM-7K3M-9QTX, or the id')
    .description('show the authority who saw or changed what of a referral, when, and as whom; this is recorded too')
    .addOption(new Option('--format <format>', 'how to show it').choices(['text', 'json']).default('text'));
  withConnection(command).action((reference: string, options: DisclosuresOptions) =>
    runDisclosures(reference, options, io),
  );
};

async function runDisclosures(text: string, options: DisclosuresOptions, io: Io): Promise<void> {
  const name = parseReferralName(text);
  const list = await connect(options, io, ['authority']).disclosures('id' in name ? name.id : name.reference);
  await io.out(options.format === 'json' ? `${JSON.stringify(list, undefined, 2)}\n` : disclosuresText(list));
}

const disclosuresText = ({ reference, items }: DisclosureList): string =>
  [`${reference}: ${items.length} entries, oldest first`, ...items.map(entryText), ''].join('\n');

function entryText(entry: DisclosureList['items'][number]): string {
  const { at, action, by, user, client, onBehalfOf, handOffId, fields = [], reason, event } = entry;
  const needed = entry.reasonRequired && `a reason was needed (${entry.reasonRequired})`;
  const given = reason ? `reason: ${reason}` : needed && 'no reason is recorded';
  const agent = [user && `user ${user}`, client && `client ${client}`, onBehalfOf && `for ${onBehalfOf}`].filter(
    Boolean,
  );
  const who = agent.length === 0 ? by : `${by} (${agent.join(', ')})`;
  const what = action === 'shown' ? `was shown ${fields.join(' ')}` : `changed it: ${event}`;
  return [`${at} ${who} ${what}`, handOffId && `hand-off ${handOffId}`, needed, given].filter(Boolean).join('; ');
}
