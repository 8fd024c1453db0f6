/** referrals-operator subject-access: prints what is held about a person who asks. For the authority. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { Failed, type Io, UsageError } from '#client/commands/io.ts';
import { notSearched } from '#src/domain/not-searched.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';

interface SubjectAccessOptions extends ConnectionOptions, AreaOptions {
  person?: string;
  why: string;
}

const help = `
A person may ask what is held about them, and must be answered within a month (UK GDPR,
article 15). Name the references that they were given, or look for them with --person: a file
(or - for stdin) with
  { "givenName": "…", "familyName": "…", "dateOfBirth": "1990-02-03" }
so that no name stands in the history of a shell. It takes all three, in any spelling and order.
Either finds every referral of this person, whoever sent it: the same list as the hub's page
“All that is held about this person”.

It prints everything as JSON: what was sent in each version, what was decided and done, what
people typed, and who was shown what. What may be theirs and is not certain (a name that was
put right, the same phone in another referral of the same crime) is only named, under
“toConfirm”: look at it in the hub, and if it is theirs, ask again with its reference too.
Make sure first that it is this person who asks. Read it before you pass it on: what others
said in confidence, and what would put somebody in danger, is not theirs to have. That you
looked, and why, goes into the disclosure log. Exits 1 where nothing is held.

What no search finds, it says under “notSearched”.

It reads the area's own tables, with AWS's own credentials and these, named as the functions
name them; or a local run's, with --endpoints (or .local/endpoints.json):
  REFERRALS_TABLE  the ledger
  WORK_TABLE       what moved, and the disclosure log
  SECRET_ID        ARN or name of the area's root secret
`;

const personFile = z.strictObject({ givenName: z.string(), familyName: z.string(), dateOfBirth: z.iso.date() });

export const addSubjectAccess: AddCommand = (program, io, finish) => {
  program
    .command('subject-access')
    .description('print all that is held about a person who asks')
    .argument('[references...]', 'references of their referrals, such as GM-7K3M-9QTX')
    .option('--person <file>', 'find them by name and date of birth; - reads stdin')
    .requiredOption('--why <text>', 'why you look, for the disclosure log')
    .option('--area <id>', 'the area; left out, that of the local run, or AREA of the environment')
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addHelpText('after', help)
    .action(async (references: string[], options: SubjectAccessOptions) =>
      finish(await runSubjectAccess(references, options, io)),
    );
};

async function runSubjectAccess(references: readonly string[], options: SubjectAccessOptions, io: Io): Promise<number> {
  if (references.length === 0 && options.person === undefined)
    throw new UsageError('Name a reference, or look for the person with --person <file>.');
  if (options.why.trim() === '') throw new UsageError('Say why you look: --why <text>.');
  const area = chooseArea(options, io);
  const by = area.parties.find(({ kind }) => kind === 'authority')?.id;
  if (by === undefined) throw new Failed('The area has no authority in its register.');
  const { resources, local } = findAreaResources(['REFERRALS_TABLE', 'WORK_TABLE', 'SECRET_ID'], options, io);
  const person = options.person === undefined ? undefined : await readPerson(options.person, io);
  // The DynamoDB client is slow to load, so only the commands that need it load it.
  const [{ openKeys, openTables }, { answerSubjectAccessRequest }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/subject-access.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const names = { referrals: resources.REFERRALS_TABLE, work: resources.WORK_TABLE };
    const keys = await openKeys(area, resources.SECRET_ID, local);
    const subject = { references, ...(person ? { person } : {}) };
    const result = await answerSubjectAccessRequest({ area, tables, names, keys }, subject, {
      by,
      why: options.why,
      now: io.now,
    });
    if (!result) throw new UsageError('A given name, a family name and a date of birth are needed, each with letters.');
    const { referrals, toConfirm, notCompared, unknown } = result;
    for (const reference of unknown) io.say(`There is no referral ${reference}.`);
    const isAnyFound = referrals.length + toConfirm.length > 0;
    const asOf = io.now().toISOString();
    const answer = { authority: area.authority, asOf, referrals, toConfirm, notCompared, notSearched };
    if (isAnyFound) await io.out(`${JSON.stringify(answer, undefined, 2)}\n`);
    io.say(referrals.length === 1 ? 'One referral is held.' : `${referrals.length} referrals are held.`);
    if (toConfirm.length > 0) io.say(`${toConfirm.length} more may be: look at each, and name it if it is.`);
    if (notCompared > 0) io.say(`${notCompared} of the same crimes were not compared.`);
    return isAnyFound ? 0 : 1;
  } finally {
    tables.destroy();
  }
}

/** @throws UsageError that quotes nothing from the file */
async function readPerson(file: string, io: Io): Promise<z.output<typeof personFile>> {
  const read = personFile.safeParse(
    parseJson(file === '-' ? await io.stdin() : readText(path.resolve(io.folder, file))),
  );
  if (read.success) return read.data;
  throw new UsageError('--person must hold givenName, familyName and dateOfBirth (1990-02-03) as JSON, and no more.');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError('The file of --person cannot be read.', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError('The file of --person is not JSON.', { cause });
  }
}
