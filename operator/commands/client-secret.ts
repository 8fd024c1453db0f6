/** referrals-operator client-secret: renews the secret of a party's system without a gap. */
import type { Command } from 'commander';
import type { AddCommand } from '#client/commands/add-command.ts';
import { type ConnectionOptions, findEndpoints } from '#client/commands/connection.ts';
import { Failed, type Io, UsageError } from '#client/commands/io.ts';
import type { ClientSecret, ClientSecrets } from '#operator/client-secrets.ts';
import { type AreaOptions, chooseArea } from './area-choice.ts';

type Options = ConnectionOptions & AreaOptions;

/** As lib/constructs/party-clients.ts has them made. */
const tokenLife = 'an hour at most, a day for the two clients of the canary';

const help = `
A party's client may have two secrets at a time, both good: add one, have the party use it,
then remove the old one. Nothing stops meanwhile. docs/client-secret.md says when, and what
to do about one that was stolen.
list says when each was made; its value is shown to nobody again.
add prints the new one's value, once: pass it on by a secure channel, never by e-mail.
remove ends one for good. A token that was got with it is good until it ends: ${tokenLife}.
Where the client is the canary's, write the new secret into the canary's own secret first.

It needs a user pool of the stack: an authority with an issuer of its own renews them there.
Of a deployed area it needs AWS's own settings for region and credentials, and
  USER_POOL_ID  the stack's output UserPoolId
or a local run's endpoints.json, with --endpoints (or .local/endpoints.json).
`;

export const addClientSecret: AddCommand = (program, io) => {
  const group = program
    .command('client-secret')
    .description('list, add or remove the secrets of a party’s system')
    .addHelpText('after', help);
  const addSubcommand = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .argument('<party>', 'id of the party')
      .option('--area <id>', 'the area; left out, that of the local run, or AREA of the environment')
      .option('--endpoints <file>', 'endpoints.json of a local run')
      .addHelpText('after', help);
  addSubcommand('list', 'list the secrets by when they were made').action((party: string, options: Options) =>
    withClient(party, options, io, async (secrets, client) => {
      for (const one of await secrets.list(client)) await io.out(`${secretText(one)}\n`);
    }),
  );
  addSubcommand('add', 'add a second secret, and print it').action((party: string, options: Options) =>
    withClient(party, options, io, (secrets, client) => addSecret(secrets, client, party, io)),
  );
  addSubcommand('remove', 'end a secret for good')
    .argument('<secret>', 'id of the secret, as list says it')
    .option('--yes', 'do not ask')
    .action((party: string, secret: string, options: Options & { yes?: true }) =>
      withClient(party, options, io, (secrets, client) => removeSecret(secrets, client, { secret, ...options }, io)),
    );
};

async function withClient(
  party: string,
  options: Options,
  io: Io,
  act: (secrets: ClientSecrets, client: string) => Promise<void>,
): Promise<void> {
  const area = chooseArea(options, io);
  const endpoints = findEndpoints(options, io);
  const userPoolId = endpoints ? endpoints.userPool?.id : io.env['USER_POOL_ID'];
  if (!userPoolId) throw new UsageError('Say where the user pool is: with --endpoints <file>, or USER_POOL_ID.');
  const { openClientSecrets } = await import('#operator/client-secrets.ts');
  const secrets = openClientSecrets({ userPoolId, region: area.region, endpoint: endpoints?.userPool?.endpoint });
  const client = await secrets.findClient(party);
  if (client === undefined) throw new Failed(`${party} has no client: \`api: true\` in the register gives it one.`);
  await act(secrets, client);
}

async function addSecret(secrets: ClientSecrets, client: string, party: string, io: Io): Promise<void> {
  const standing = await secrets.list(client);
  if (standing.length > 1) {
    throw new Failed(`It has two already; remove one first:\n${standing.map(secretText).join('\n')}`);
  }
  const { id, value } = await secrets.add(client);
  await io.out(`${value}\n`);
  const [old] = standing;
  io.say(`${id} is good now, beside ${old?.id ?? 'none'}. It is not shown again.`);
  if (old) io.say(`Once ${party} uses it: referrals-operator client-secret remove ${party} ${old.id}`);
}

async function removeSecret(
  secrets: ClientSecrets,
  client: string,
  { secret, yes }: { secret: string; yes?: true },
  io: Io,
): Promise<void> {
  const standing = await secrets.list(client);
  if (!standing.some(({ id }) => id === secret)) throw new Failed(`There is no secret ${secret}.`);
  if (standing.length === 1) throw new Failed('It is the only one: add another first, or the system is shut out.');
  if (!yes && !io.ask) throw new UsageError('There is nobody to ask: say --yes to remove without.');
  const answer = yes ? 'yes' : await io.ask?.(`End ${secret} for good? (yes/no) `);
  if (answer?.trim().toLowerCase() !== 'yes') throw new Failed('Nothing was removed.');
  await secrets.remove(client, secret);
  io.say(`${secret} is no longer good. Tokens that were got with it are until they end: ${tokenLife}.`);
}

const secretText = ({ id, createdAt }: ClientSecret): string => `${id}\t${createdAt?.toISOString() ?? ''}`;
