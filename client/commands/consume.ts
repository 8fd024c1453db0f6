/** referrals consume: prints a service's queue as lines of JSON, to try it out or to pipe elsewhere. */
import { Option } from 'commander';
import { type ConsumeEvent, consume, type HandOffWork, type Work } from '#client/library/consume.ts';
import { type DeclineReason, declineReasons } from '../../src/domain/vocabulary.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect, queueHelp } from './connection.ts';
import type { Io } from './io.ts';
import { withConnection } from './options.ts';
import { openQueues, requireUrl } from './queues.ts';

interface ConsumeCommandOptions extends ConnectionOptions {
  service: string;
  accept?: true;
  decline?: DeclineReason;
  once?: true;
}

const help = `
Each line is {"kind":"hand-off","message":…,"detail":…}, or {"kind":"withdrawal","message":…},
or {"kind":"amendment","message":…}, which names the parts that were corrected; the detail
holds the person, so mind where the lines go. A message is taken off the queue
only once its line is written. Reading a hand-off collects it: its service is then expected
to answer. A service's own system uses the library's consume in the same way.
Ctrl-C lets what is in hand end; a second one does not.
`;

export const addConsume: AddCommand = (program, io) => {
  const command = program
    .command('consume')
    .requiredOption('--service <id>', 'the service, by its id in the catalogue')
    .description('take hand-offs from a service’s queue and print them as lines of JSON')
    .addOption(new Option('--accept', 'accept each').conflicts('decline'))
    .addOption(new Option('--decline <reason>', 'decline each').choices(declineReasons))
    .option('--once', 'end when the queue is empty')
    .addHelpText('after', help);
  withConnection(command)
    .addHelpText('after', queueHelp)
    .action((options: ConsumeCommandOptions) => runConsume(options, io));
};

async function runConsume(options: ConsumeCommandOptions, io: Io): Promise<void> {
  // In endpoints.json a service's client has the service's id; a deployed client is configured already.
  const { sqs, queueUrl, deadLetterQueueUrl } = openQueues(options, io, options.service);
  const url = requireUrl(queueUrl, 'REFERRALS_QUEUE_URL', 'the queue');
  const api = connect(asService(options, io), io, ['service']);
  let writeError: unknown;
  const print = (work: Work): Promise<void> =>
    io.out(`${JSON.stringify(workJson(work))}\n`).catch((error: unknown) => {
      // Nothing reads the output any more, so leave the rest in the queue.
      writeError = error;
      void consumer.stop();
      throw error;
    });
  const consumer = consume({
    queueUrl: url,
    sqs,
    api,
    ...(deadLetterQueueUrl === undefined ? {} : { deadLetterQueueUrl }),
    waitS: options.once ? 1 : 5,
    async onHandOff(work) {
      await print(work);
      await respond(work, options);
    },
    onAmendment: print,
    onWithdrawal: print,
    onEvent(event) {
      const line = eventText(event);
      if (line !== undefined) io.say(line);
      if (event.event === 'empty' && options.once) void consumer.stop();
    },
  });
  if (!options.once) io.say(`waiting for hand-offs of ${options.service}; Ctrl-C ends it`);
  const stopListening = io.onInterrupt(() => {
    io.say('ending …');
    void consumer.stop();
  });
  try {
    await consumer.done;
  } finally {
    stopListening();
    sqs.destroy();
  }
  if (writeError !== undefined) throw writeError;
}

function asService(options: ConsumeCommandOptions, io: Io): ConnectionOptions {
  const { endpoints, party, service } = options;
  if (party !== undefined || (endpoints === undefined && io.env['REFERRALS_URL'] !== undefined)) return options;
  return { ...(endpoints === undefined ? {} : { endpoints }), party: service };
}

function workJson(work: Work): object {
  const { kind, message } = work;
  return kind === 'hand-off' ? { kind, message, detail: work.detail } : { kind, message };
}

/** Only when just collected: a redelivered hand-off was answered the first time. */
async function respond(work: HandOffWork, { accept, decline }: ConsumeCommandOptions): Promise<void> {
  if (work.detail.status !== 'collected') return;
  if (accept) await work.accept();
  else if (decline) await work.report({ status: 'declined', reason: decline });
}

function eventText(event: ConsumeEvent): string | undefined {
  switch (event.event) {
    case 'handled':
      return `${event.reference}: ${event.kind} ${event.handOffId}`;
    case 'over':
      return `${event.reference}: already ${event.status}, nothing to do`;
    case 'unknown-message':
      return `message ${event.messageId}: ${event.schema} is not known here; deleted`;
    case 'failed':
      return `${event.handOffId ?? event.messageId}: failed (${event.error}); it comes again`;
    case 'set-aside':
      return `message ${event.messageId}: ${event.why}; ${event.moved ? 'moved' : 'on its way'} to the dead letters`;
    case 'queue-trouble':
      return `the queue: ${event.error}`;
    case 'empty':
      return undefined;
  }
}
