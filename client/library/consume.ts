/**
 * A service's queue, worked: receive, fetch the detail, hand it over, and only then take the message off.
 *
 * Every message comes at least once, and now and then twice: a handler must know a hand-off by its id.
 * A message stays hidden from other consumers for as long as its handler works. One that failed comes
 * back after 30 seconds, then 2, 8 and 32 minutes; after its fifth time SQS moves it to the dead letters.
 * One that can never be understood is not tried again: it is moved there at once (see set-aside.ts).
 */
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { isOpen } from '#src/domain/states.ts';
import type { HandOff, HandOffDetail, ReferralsApi, Report } from './api.ts';
import { AccessRefused, ReferralsProblem } from './errors.ts';
import { type HandOffMessage, parseMessage, type QueueMessage, type WithdrawalMessage } from './messages.ts';
import { setAside } from './set-aside.ts';

/** A person to support: the message, and what the sharing agreement lists. */
export interface HandOffWork {
  kind: 'hand-off';
  message: HandOffMessage;
  detail: HandOffDetail;
  /** The queue has given this message out before: the handler may have done all or part of it. */
  redelivered: boolean;
  /** Tells the API what happened. The same again changes nothing. */
  report(report: Report): Promise<HandOff>;
  /** Accepts, with the confirmation code of the detail. */
  accept(): Promise<HandOff>;
}

/** A person who must not be contacted any more. */
export interface WithdrawalWork {
  kind: 'withdrawal';
  message: WithdrawalMessage;
  redelivered: boolean;
}

export type Work = HandOffWork | WithdrawalWork;

/** What happened, in ids alone: fit for a log. */
export type ConsumeEvent =
  | { event: 'handled'; kind: Work['kind']; handOffId: string; reference: string }
  /** The hand-off is withdrawn, expired or finished: there is nothing more to do or to read. */
  | { event: 'over'; handOffId: string; reference: string; status: string }
  /** It will come again. `error` is the error's name. */
  | { event: 'failed'; messageId: string; handOffId?: string; error: string }
  /** Not for this service to handle, now or later; moved to the dead letters, or left to get there. */
  | { event: 'set-aside'; messageId: string; why: string; moved: boolean }
  /** The queue itself could not be read or written; it is tried again. */
  | { event: 'queue-trouble'; error: string }
  | { event: 'empty' };

export interface ConsumeOptions {
  queueUrl: string;
  /** Resolves when the work is safely stored. What it throws brings the message back later. */
  handle(work: Work): Promise<void>;
  api: Pick<ReferralsApi, 'readHandOff' | 'report'>;
  /** Left out, one with the AWS SDK's own settings is made. */
  sqs?: SQSClient;
  /** Where what cannot be understood is moved; left out, the queue is asked for its own. */
  deadLetterQueueUrl?: string;
  /** Messages in hand at once, 1 to 10. */
  atOnce?: number;
  /** Seconds a message stays hidden; lengthened for as long as its handler works. */
  visibilityS?: number;
  /** Seconds one receive waits for a message; also what a stop may have to wait for. */
  waitS?: number;
  /** Milliseconds that a stop waits for handlers before it gives up on them. */
  stopWithinMs?: number;
  onEvent?: (event: ConsumeEvent) => void;
}

export interface Consuming {
  /** Resolves once stopped. Rejects with AccessRefused when the API lets this client in no more. */
  done: Promise<void>;
  /**
   * Receives no more, lets handlers end, and resolves. A receive that waits is not broken off: a message
   * that arrives at that moment would stay hidden until its time-out.
   */
  stop(): Promise<void>;
}

/** Not at once: fauxqs 2.4.1, the queue of the local run, loses a message whose time-out is set to nought. */
const soonS = 1;
/** The first return is soon, for a fault that passes; the last leaves an hour for one that needs a person. */
const backoffS = (receives: number): number => Math.min(30 * 4 ** (receives - 1), 3600);

export function consume(options: ConsumeOptions): Consuming {
  const { queueUrl, visibilityS = 120, onEvent = () => undefined } = options;
  const sqs = options.sqs ?? new SQSClient({});
  const ended = Promise.withResolvers<void>();
  let refused: AccessRefused | undefined;
  /** Seconds until a failed message returns, where that is not a matter of how often it came. */
  const returns = new WeakMap<Message, number>();

  const work = async (message: Message): Promise<Message> => {
    const parsed = parseMessage(message.Body);
    const why = 'fault' in parsed ? parsed.fault : await workOn(parsed.message, message, options);
    if (why === undefined) return message;
    const moved = await setAside(sqs, { ...options, message, why });
    onEvent({ event: 'set-aside', messageId: idOf(message), why, moved });
    if (moved) return message;
    // Its remaining tries pass within seconds, not minutes apart, and it stands in nobody's way.
    returns.set(message, soonS);
    throw new SetAside();
  };

  const handleMessage = async (message: Message): Promise<Message> => {
    try {
      return await work(message);
    } catch (error) {
      if (error instanceof SetAside) throw error;
      onEvent({ event: 'failed', messageId: idOf(message), ...namesOf(message), error: nameOf(error) });
      if (isAccessRefused(error)) {
        // Going on would spend the tries of every message on a fault that is none of theirs.
        refused ??= new AccessRefused('the API refuses this client; no more messages are taken', { cause: error });
        returns.set(message, soonS);
        consumer.stop();
      }
      throw error;
    }
  };

  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: options.atOnce ?? 5,
    visibilityTimeout: visibilityS,
    heartbeatInterval: Math.max(1, Math.floor(visibilityS / 3)),
    waitTimeSeconds: options.waitS ?? 20,
    pollingCompleteWaitTimeMs: options.stopWithinMs ?? 15 * 60_000,
    messageSystemAttributeNames: ['ApproximateReceiveCount'],
    terminateVisibilityTimeout: ([message]) =>
      message === undefined ? visibilityS : (returns.get(message) ?? backoffS(receivesOf(message))),
    strictReturn: true,
    suppressFifoWarning: true,
    handleMessage,
  });
  consumer.on('error', (error) => onEvent({ event: 'queue-trouble', error: causeOf(error) }));
  // handleMessage has told of these already.
  consumer.on('processing_error', () => undefined);
  consumer.on('empty', () => onEvent({ event: 'empty' }));
  consumer.on('stopped', () => (refused ? ended.reject(refused) : ended.resolve()));
  // Whoever never looks at `done` is not to be ended by it.
  ended.promise.catch(() => undefined);
  consumer.start();
  return {
    done: ended.promise,
    async stop() {
      consumer.stop();
      // A refusal is told by `done`; here it only means that the consumer has stopped.
      await ended.promise.catch(() => undefined);
    },
  };
}

/** Hands one understood message over. @returns why it can never be handled, or undefined when it was */
async function workOn(queued: QueueMessage, message: Message, options: ConsumeOptions): Promise<string | undefined> {
  const { api, handle, onEvent = () => undefined } = options;
  const { handOffId, reference } = queued;
  const redelivered = receivesOf(message) > 1;
  if (queued.schema === 'victim-referral-intake/withdrawal/1') {
    await handle({ kind: 'withdrawal', message: queued, redelivered });
    onEvent({ event: 'handled', kind: 'withdrawal', handOffId, reference });
    return undefined;
  }
  const detail = await readDetail(api, handOffId);
  if (detail === undefined) return 'the API knows no such hand-off of this service';
  if (!isOpen(detail.status)) {
    onEvent({ event: 'over', handOffId, reference, status: detail.status });
    return undefined;
  }
  const report = (told: Report) => api.report(handOffId, told);
  const accept = () => report({ status: 'accepted', confirmationCode: detail.confirmationCode });
  await handle({ kind: 'hand-off', message: queued, detail, redelivered, report, accept });
  onEvent({ event: 'handled', kind: 'hand-off', handOffId, reference });
  return undefined;
}

async function readDetail(api: ConsumeOptions['api'], id: string): Promise<HandOffDetail | undefined> {
  try {
    return await api.readHandOff(id);
  } catch (error) {
    if (error instanceof ReferralsProblem && error.code === 'not-found') return undefined;
    throw error;
  }
}

class SetAside extends Error {
  override name = 'SetAside';
}

const isAccessRefused = (error: unknown): boolean =>
  error instanceof AccessRefused || (error instanceof ReferralsProblem && error.code === 'forbidden');

const idOf = (message: Message): string => message.MessageId ?? 'unknown';
const receivesOf = (message: Message): number => Number(message.Attributes?.ApproximateReceiveCount ?? 1);
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** sqs-consumer wraps what happened; its words may quote a handler's, its cause's name does not. */
const causeOf = (error: Error): string => nameOf(error.cause ?? error);

function namesOf(message: Message): { handOffId?: string } {
  const parsed = parseMessage(message.Body);
  return 'message' in parsed ? { handOffId: parsed.message.handOffId } : {};
}
