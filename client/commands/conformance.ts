/** referrals conformance: the acceptance pack, which walks a party's own system through what it must handle. */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { Option } from 'commander';
import { type Recorder, startRecorder } from '#client/conformance/recorder.ts';
import { type ConformanceReport, hasPassed, reportText } from '#client/conformance/report.ts';
import { senderSteps } from '#client/conformance/sender-steps.ts';
import { type ServiceQueue, type ServiceTools, serviceSteps } from '#client/conformance/service-steps.ts';
import { runSteps, type StepResult, type StepTools } from '#client/conformance/steps.ts';
import type { Referral } from '#client/library/api-types.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { AddCommand } from './add-command.ts';
import { apiUrlOf, type ConnectionOptions, connect, connectSender, queueHelp, testPartyOf } from './connection.ts';
import { Interrupted, type Io } from './io.ts';
import { wholeNumber, withConnection } from './options.ts';
import { openQueues, requireUrl } from './queues.ts';

interface ConformanceOptions extends ConnectionOptions {
  as: 'sender' | 'service';
  service?: string;
  port: number;
  wait: number;
  format: 'text' | 'json';
}

const help = `
Use the client of a test party: what a test party sends is counted nowhere and reaches no real
service. Your own system sends its requests to the address that is printed, in place of the
API's; this passes them on and looks at them. At a terminal it asks what your system shows;
without one, steps that ask are not checked, and do not pass.
The report goes to stdout: send it in. It holds ids, times and what was seen, nobody's data.
Ctrl-C ends it, and prints the report of what was tried. Exits 1 unless every step passed.

As a service it also needs a test sender, for the referrals that reach you:
  REFERRALS_SENDER_CLIENT_ID and REFERRALS_SENDER_CLIENT_SECRET
With the endpoints.json of a local run the test parties in it are used.
`;

export const addConformance: AddCommand = (program, io, finish) => {
  const command = program
    .command('conformance')
    .description('walk your own system through what it must handle, and print a report')
    .addOption(new Option('--as <kind>', 'what your system is').choices(['sender', 'service']).makeOptionMandatory())
    .option('--service <id>', 'the test service that it is, by its id in the catalogue')
    .option('--port <number>', 'where to listen on 127.0.0.1; 0 for any that is free', wholeNumber(0, 65_535), 8099)
    .option('--wait <seconds>', 'how long to wait for each thing that your system does', wholeNumber(1, 86_400), 600)
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .addHelpText('after', help);
  withConnection(command)
    .addHelpText('after', queueHelp)
    .action(async (options: ConformanceOptions) => finish(await runConformance(options, io)));
};

async function runConformance(options: ConformanceOptions, io: Io): Promise<number> {
  const api = apiUrlOf(options, io);
  const recorder = await startRecorder(api, options.port);
  const end = new AbortController();
  const stopListening = io.onInterrupt(() => end.abort());
  const startedAt = io.now().toISOString();
  try {
    io.say(`Let your system use ${recorder.url} in place of ${api}. Tokens come from where they came from before.`);
    const steps = await walk(options, io, recorder, end);
    const report: ConformanceReport = {
      as: options.as,
      api,
      client: packageJson.version,
      startedAt,
      endedAt: io.now().toISOString(),
      steps,
    };
    await io.out(options.format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report));
    return hasPassed(report) ? 0 : 1;
  } finally {
    stopListening();
    await recorder.close();
  }
}

/** @param end also aborted where a question is ended without an answer */
function walk(options: ConformanceOptions, io: Io, recorder: Recorder, end: AbortController): Promise<StepResult[]> {
  const isOver = () => end.signal.aborted;
  const ask = async (question: string): Promise<boolean | undefined> => {
    try {
      return io.ask && /^y/i.test((await io.ask(`  ${question} [y/n] `)).trim());
    } catch (error) {
      if (error instanceof Interrupted) end.abort();
      throw error;
    }
  };
  const tools: StepTools = {
    tell: (text) => io.say(text),
    ask,
    next: (expectation, waitS = options.wait) => recorder.next(expectation, waitS * 1000, end.signal),
    quietS: Math.min(options.wait, 10),
  };
  if (options.as === 'sender') return runSteps(senderSteps(), tools, isOver);
  return runSteps(serviceSteps(), serviceTools(options, io, tools, end.signal), isOver);
}

function serviceTools(options: ConformanceOptions, io: Io, tools: StepTools, signal: AbortSignal): ServiceTools {
  const party = options.service ?? testPartyOf(options, io, 'service');
  const as = { ...options, ...(options.endpoints !== undefined && party !== undefined && { party }) };
  const { sqs, queueUrl, deadLetterQueueUrl } = openQueues(options, io, party);
  const url = requireUrl(queueUrl, 'REFERRALS_QUEUE_URL', 'the queue');
  const deadUrl = requireUrl(deadLetterQueueUrl, 'REFERRALS_DEAD_LETTER_QUEUE_URL', 'the dead-letter queue');
  const countIn = async (QueueUrl: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
    return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };
  const queue: ServiceQueue = {
    async send(message) {
      try {
        await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message) }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name.includes('AccessDenied')) return undefined;
        throw error;
      }
    },
    count: async () => ({ waiting: await countIn(url), dead: await countIn(deadUrl) }),
  };
  return {
    ...tools,
    sender: connectSender(options, io),
    service: connect(as, io, ['service']),
    makeReferral: () => madeUpReferral(io.now()),
    serviceId: party ?? serviceInUrl(url),
    apiUrl: apiUrlOf(options, io),
    queue,
    waitS: options.wait,
    pause: (ms) => pause(ms, undefined, { signal }),
  };
}

/** A queue is named <area>-hand-off-<service>. */
const serviceInUrl = (url: string): string => /-hand-off-([a-z0-9-]+)$/.exec(url)?.[1] ?? 'unknown';

/** Taken by any test service that takes everybody; nothing in it is of anybody. */
function madeUpReferral(now: Date): Referral {
  const at = new Date(now.getTime() - 3_600_000).toISOString();
  return {
    incidentReference: `ACCEPTANCE-${randomInt(1e9)}`,
    reportedAt: at,
    offence: { category: 'violence-with-injury', occurredOn: at.slice(0, 10) },
    victim: { role: 'direct', givenName: 'Ash', familyName: 'Example', dateOfBirth: '1990-01-02' },
    contact: {
      phone: '+447700900789',
      safe: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'no', post: 'no' },
    },
    consent: { basis: 'explicit-consent', givenBy: 'victim', method: 'verbal', obtainedAt: at },
  };
}
