/** referrals-operator secret-copy: says whether a copy of the area's secret is the right one. For the authority. */
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { Failed, type Io } from '#client/commands/io.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';

const help = `
Reads a copy of the area's secret from stdin, compares it with the secret that is in use, and
shows neither: take it from where it is kept straight into the command. Without the secret no
referral can be opened, and it is in one region alone (docs/restoring.md).
The fingerprint may be written down beside the copy: it says which secret it is, and nothing of it.
Exits 1 where the copy is another.

  SECRET_ID  ARN or name of the area's root secret
or a local run's endpoints.json, with --endpoints (or .local/endpoints.json).
`;

export const addSecretCopy: AddCommand = (program, io, finish) => {
  program
    .command('secret-copy')
    .description('compare a copy of the area’s secret, from stdin, with the one in use')
    .option('--area <id>', 'the area; may be left out where there is one')
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addHelpText('after', help)
    .action(async (options: ConnectionOptions & AreaOptions) => finish(await compareCopy(options, io)));
};

async function compareCopy(options: ConnectionOptions & AreaOptions, io: Io): Promise<number> {
  const area = chooseArea(options, io);
  const { resources, local } = findAreaResources(['SECRET_ID'], options, io);
  // Whoever saved it by a shell has a line break at its end.
  const copy = (await io.stdin()).replace(/\r?\n$/, '');
  if (copy === '') throw new Failed('Nothing came on stdin: pass the copy to it.');
  const { fingerprintOf, readSecretText } = await import('#operator/secret-copy.ts');
  const inUse = fingerprintOf(await readSecretText(resources.SECRET_ID, area.region, local?.secrets));
  const isSame = fingerprintOf(copy) === inUse;
  io.say(
    isSame
      ? `The copy is the secret in use: ${inUse}.`
      : `The copy is ANOTHER secret: ${fingerprintOf(copy)}, in use is ${inUse}.`,
  );
  return isSame ? 0 : 1;
}
