/** What runs for all cases: the stream's batches, the scheduled jobs, the operator. */
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { resealRows } from '#operator/reseal.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { addDays, addMonths, londonDate, monthOf } from '#src/domain/london.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { recountMonths } from '#src/usecases/volumes/recount-months.ts';
import { recountAndRollUp } from '#src/usecases/volumes/roll-up-months.ts';
import type { StreamRecord } from './memory/table.ts';
import type { Job, Plan } from './plan.ts';
import type { Actor } from './scheduler.ts';
import type { Story } from './story.ts';
import {
  type Deps,
  keysBySealVersion,
  parkedUrl,
  recountDepsOf,
  recountMonthsDepsOf,
  sealedSourceOf,
  tables,
} from './system.ts';

export function startJob(story: Story, one: Job): void {
  const { system } = story;
  switch (one.job) {
    case 'sweep':
      story.begin('sweep', (deps) => sweep(deps, timeLeft(one.after)));
      return;
    case 'deadlines':
      story.begin('deadlines', (deps) => processDeadlines(deps, timeLeft(one.after)));
      return;
    case 'erase':
      story.begin('erase', (deps) => eraseDue(deps, timeLeft(one.after)));
      return;
    case 'recount': {
      const thisMonth = `${monthOf(londonDate(system.clock.now()))}-01`;
      const last = [addMonths(thisMonth, -1), addDays(thisMonth, -1)] as const;
      story.begin('recount', (_, actor) => recountAndRollUp(recountDepsOf(actor, system), ...last));
      story.begin('recount by month', (_, actor) => recountMonths(recountMonthsDepsOf(actor, system)));
      return;
    }
    case 'deliver-again': {
      const old = inserts(story).filter(({ sequence }) => story.delivered.has(sequence));
      const record = old[one.which % Math.max(1, old.length)];
      if (record) story.begin('dispatch again', (deps) => dispatchRecords(deps, [toEvent(record)]));
      return;
    }
    case 'redrive':
      story.begin('redrive', redrive);
      return;
    case 'rotate':
      system.keys = keysBySealVersion[system.keys.currentVersion()] ?? system.keys;
      return;
    case 'reseal':
      story.begin('reseal', (_, actor) => resealRows(sealedSourceOf(actor, system)));
  }
}

/** A clock that runs out at the given look. */
function timeLeft(after: number | undefined): () => number {
  let looks = 0;
  return () => {
    looks += 1;
    return after === undefined || looks <= after ? Number.POSITIVE_INFINITY : 0;
  };
}

/** The mapping passes on insertions alone. */
const inserts = ({ system }: Story): StreamRecord[] =>
  system.dynamo.stream(tables.referrals).filter(({ eventName }) => eventName === 'INSERT');

const toEvent = ({ keys, sequence }: StreamRecord) => ({
  id: String(keys.id),
  version: String(keys.v),
  sequence: String(sequence),
});

/** Who dispatches a batch: with two releases, one of them. */
export interface Dispatching {
  story: Story;
  dispatchRecords: typeof dispatchRecords;
}

/** The stream's mapping: one batch at a time, and again from the first record that failed. */
export function createStream(
  story: Story,
  kind: Plan['stream'],
  choose: () => Dispatching = () => ({ story, dispatchRecords }),
) {
  let isBusy = (): boolean => false;
  const pending = () => inserts(story).filter(({ sequence }) => !story.delivered.has(sequence));

  /** @param atMost records of the batch */
  const deliver = (atMost: number): void => {
    const waiting = pending();
    if (kind === 'lost' || isBusy() || waiting.length === 0) return;
    const first = kind === 'out-of-order' ? story.random.below(waiting.length) : 0;
    const batch = [...waiting.slice(first), ...waiting.slice(0, first)].slice(0, atMost);
    const chosen = choose();
    const outcome = chosen.story.begin('dispatch', async (deps) => {
      const [failed] = await chosen.dispatchRecords(deps, batch.map(toEvent));
      const done = failed === undefined ? batch.length : batch.findIndex(({ sequence }) => String(sequence) === failed);
      for (const { sequence } of batch.slice(0, done)) story.delivered.add(sequence);
    });
    isBusy = () => outcome() === undefined;
  };

  return { deliver, hasPending: () => kind !== 'lost' && pending().length > 0 };
}

const parkedMessage = z.looseObject({ id: z.string(), version: z.int(), reason: z.string(), at: z.string() });

/** An operator asks for another try of what is parked, and takes the message off after that. */
export async function redrive(deps: Deps, { sqs }: Actor): Promise<void> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: parkedUrl, MaxNumberOfMessages: 10 }));
  for (const { Body = '', ReceiptHandle } of Messages) {
    const { id, version, reason, at } = parkedMessage.parse(JSON.parse(Body));
    await deps.cases.requestRetry({ id: id as ReferralId, version, reason, at }, deps.now().toISOString());
    await sqs.send(new DeleteMessageCommand({ QueueUrl: parkedUrl, ReceiptHandle }));
  }
}
