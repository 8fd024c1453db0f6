/** referrals-operator parked redrive: asks the sweep to retry what could not be dispatched. For the authority. */

import type { Io } from '#client/commands/io.ts';
import { type DeadLetterSource, deadLetterText, messagesOf, receiveMatching } from '#client/commands/letters.ts';
import { type DeadLetter, deleteMessage, type ReceivedDeadLetter, release } from '#client/library/dead-letters.ts';
import type { ParkedRows } from '#operator/parked.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';
import { type ParkedOptions, parkedSource } from './parked-queue.ts';

/** Retry requested, already settled, a message without a referral's id, or not one of our messages. */
type RedriveResult = 'asked' | 'settled-before' | 'names-none' | 'not-ours';

export async function redriveParked(options: ParkedOptions & AreaOptions, io: Io): Promise<void> {
  const source = parkedSource(options, io);
  const { resources, local } = findAreaResources(['WORK_TABLE'], options, io);
  const area = chooseArea(options, io);
  // The DynamoDB client is slow to load, so only the commands that need it load it.
  const [{ openTables }, { openParked }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/parked.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const rows = openParked(tables, resources.WORK_TABLE);
    const results = await redriveMessages(rows, source, options, io);
    if (results.length === 0 && options.only !== undefined)
      results.push(...(await redriveRows(rows, options.only, io)));
    reportResults(results, options, io);
  } finally {
    tables.destroy();
  }
}

/** Marks the row before it deletes the message, so that an interrupted run can safely be repeated. */
async function redriveMessages(
  rows: ParkedRows,
  source: DeadLetterSource,
  options: ParkedOptions,
  io: Io,
): Promise<RedriveResult[]> {
  const { sqs } = source.queues;
  const received = await receiveMatching(source, options, io.now().getTime());
  const unfinished = new Set<ReceivedDeadLetter>(received);
  const results: RedriveResult[] = [];
  try {
    for (const one of received) {
      const version = versionOf(one.letter);
      if (!version) {
        results.push(one.letter.kind === 'parked' ? 'names-none' : 'not-ours');
        io.say(`Left: ${deadLetterText(one.letter).trimEnd()}`);
        continue;
      }
      results.push(await rows.requestRetry(version, io.now().toISOString()));
      await deleteMessage(sqs, source.from, one.message);
      unfinished.delete(one);
      await io.out(deadLetterText(one.letter));
    }
    return results;
  } finally {
    await release(sqs, source.from, messagesOf([...unfinished]));
  }
}

function versionOf({ referralId, version, why, sentAt }: DeadLetter) {
  if (referralId === undefined || !isReferralId(referralId) || version === undefined || version < 1) return undefined;
  return { id: referralId, version, reason: why ?? 'unknown', at: sentAt };
}

/** For records whose message has expired: SQS keeps it for 14 days, but the row stays for as long as it is parked. */
async function redriveRows(rows: ParkedRows, only: string, io: Io): Promise<RedriveResult[]> {
  const results: RedriveResult[] = [];
  for (const one of isReferralId(only) ? await rows.findParked(only) : []) {
    results.push(await rows.requestRetry(one, io.now().toISOString()));
    await io.out(
      `parked ${one.id} version ${one.version}, since ${one.at}, no message of it was found: ${one.reason}\n`,
    );
  }
  return results;
}

function reportResults(results: readonly RedriveResult[], { only }: ParkedOptions, io: Io): void {
  const count = (result: RedriveResult): number => results.filter((one) => one === result).length;
  if (results.length === 0 && only !== undefined) {
    io.say('Nothing that is parked has this id. What was asked for before waits for the sweep, or is dispatched.');
    return;
  }
  const requested = count('asked');
  io.say(
    requested === 0
      ? 'None to be tried again.'
      : `${requested} to be tried again by the sweep, within two minutes. What is impossible still comes back here.`,
  );
  if (count('settled-before') > 0)
    io.say(`${count('settled-before')} had been dealt with before: nothing is left to do.`);
  if (count('names-none') > 0) {
    io.say(`${count('names-none')} left without a referral’s id: there is nothing to try again. The sweep has looked
after what was missed there. See that it runs, then discard the message by its id with --only
(docs/runbooks/parked-records.md).`);
  }
  if (count('not-ours') > 0) io.say(`${count('not-ours')} left: no message of ours.`);
}
