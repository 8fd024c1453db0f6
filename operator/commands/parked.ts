/** referrals-operator parked: records that could not be dispatched. */
import { type Command, Option } from 'commander';
import type { AddCommand } from '#client/commands/add-command.ts';
import {
  type DiscardOptions,
  discardLetters,
  type ListOptions,
  listLetters,
  withLetterOptions,
} from '#client/commands/letters.ts';
import type { AreaOptions } from './area-choice.ts';
import { type ParkedOptions, parkedSource } from './parked-queue.ts';
import { redriveParked } from './redrive-parked.ts';

const help = `
list shows ids, never what a record holds. Messages are hidden from others while they are
looked at, and shown again.
redrive has versions of referrals that could not be dispatched tried again, once what kept
them is put right: each is noted in the work table, then its message is taken off, and the
sweep tries it within two minutes. What is impossible still comes back with a new message;
what was routed by hand, corrected or withdrawn meanwhile stays as it is. With --only and a
referral's id it is found though its message is gone. A note about a part of the ledger's
stream names no referral and is left: docs/runbooks/parked-records.md.
discard takes messages off for good: a version that is parked stays so, and nobody is told
of it again.

Of a deployed area it needs AWS's own settings for region and credentials, and
  REFERRALS_PARKED_QUEUE_URL  the queue of parked records
  WORK_TABLE                  the work table, to redrive: as the functions name it
or a local run's endpoints.json, with --endpoints (or .local/endpoints.json).
`;

export const addParked: AddCommand = (program, io) => {
  const group = program
    .command('parked')
    .description('look at, try again or discard records that could not be dispatched')
    .addHelpText('after', help);
  const addSubcommand = (name: string, description: string): Command =>
    withLetterOptions(group.command(name).description(description))
      .option('--endpoints <file>', 'endpoints.json of a local run')
      .addHelpText('after', help);
  addSubcommand('list', 'list parked records')
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'ndjson']).default('text'))
    .action((options: ParkedOptions & ListOptions) => listLetters(parkedSource(options, io), options, io));
  addSubcommand('redrive', 'have parked records tried again')
    .option('--area <id>', 'the area; left out, that of the local run, or AREA of the environment')
    .action((options: ParkedOptions & AreaOptions) => redriveParked(options, io));
  addSubcommand('discard', 'take the messages of parked records off for good')
    .option('--yes', 'do not ask')
    .action((options: ParkedOptions & DiscardOptions) => discardLetters(() => parkedSource(options, io), options, io));
};
