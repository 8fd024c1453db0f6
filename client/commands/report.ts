/** referrals report: reports what a service has done with a hand-off. */
import { Argument, Option } from 'commander';
import type { Report } from '#client/library/api.ts';
import { serviceReportStatuses } from '../../src/domain/case/report/service-report.ts';
import {
  attemptResults,
  channels,
  declineReasons,
  returnReasons,
  supportOutcomes,
  suspendReasons,
} from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import type { Io } from './io.ts';
import { wholeNumber, withConnection } from './options.ts';

interface ReportOptions extends ConnectionOptions {
  code?: string;
  reason?: string;
  advice?: string;
  channel?: string;
  channels?: string[];
  at?: string;
  result?: string;
  safetyReason?: string;
  outcome?: string;
  ofVersion?: number;
  format: 'text' | 'json';
}

const help = `
accepted            --code
declined, returned  --reason, and for returned --advice
contact-attempted   --channel --at [--result]; over a channel that is not safe, or while contact
                    is stopped, --safety-reason, which puts the case before the victim hub
contacted           --at
suspended           --reason --advice [--channels]: the details are wrong, or it is not safe to call
closed              --outcome
Reporting the same again changes nothing. With --of-version it is refused where the referral
has been corrected since that version.
`;

const reasons = [...new Set([...declineReasons, ...returnReasons, ...suspendReasons])];

export const addReport: AddCommand = (program, io) => {
  const command = program
    .command('report')
    .argument('<hand-off>', 'id of the hand-off')
    .addArgument(new Argument('<status>', 'what happened').choices(serviceReportStatuses))
    .description('report what your service has done with a hand-off')
    .option('--code <code>', 'confirmation code, from the detail')
    .addOption(new Option('--reason <reason>', 'why').choices(reasons))
    .option('--advice <text>', 'what the referrer should find out')
    .addOption(new Option('--channel <channel>', 'how it was tried').choices(channels))
    .addOption(new Option('--channels <channels...>', 'which ways are wrong or not safe').choices(channels))
    .option('--at <time>', 'when, such as 2026-11-19T09:00:00Z')
    .addOption(new Option('--result <result>', 'how the attempt ended').choices(attemptResults))
    .option('--safety-reason <text>', 'why it was tried all the same')
    .addOption(new Option('--outcome <outcome>', 'how support ended').choices(supportOutcomes))
    .option('--of-version <number>', 'version of the referral that it is made of', wholeNumber(1, 999_999))
    .addOption(new Option('--format <format>', 'how to show the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', help);
  withConnection(command).action((id: string, status: Report['status'], options: ReportOptions) =>
    runReport(id, status, options, io),
  );
};

async function runReport(id: string, status: Report['status'], options: ReportOptions, io: Io): Promise<void> {
  // What is missing for the status, or does not go with it, the API says, all at once; what is undefined is not sent.
  const report = {
    status,
    confirmationCode: options.code,
    reason: options.reason,
    advice: options.advice,
    channel: options.channel,
    channels: options.channels,
    at: options.at,
    result: options.result,
    safetyReason: options.safetyReason,
    outcome: options.outcome,
    version: options.ofVersion,
  };
  const answer = await connect(options, io, ['service']).report(id, report as Report);
  await io.out(
    options.format === 'json'
      ? `${JSON.stringify(answer, undefined, 2)}\n`
      : `${answer.handOffId} is ${answer.status}\n`,
  );
}
