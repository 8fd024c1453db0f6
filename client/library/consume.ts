/**
 * Consumes a service's queue: receives a message, fetches the detail, calls the handler, then deletes the message.
 *
 * Delivery is at least once and in any order, so a handler must recognise a hand-off by its id, and a correction by the
 * id and the version. A message stays hidden from other
 * consumers while its handler runs. A failed message returns after 30 seconds, then after 2, 8 and 32 minutes; after
 * the fifth receive SQS moves it to the dead-letter queue. A message that can never be handled is moved there at once
 * (see move-to-dead-letters.ts).
 */
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { readForMessage } from './access-reason.ts';
import type { HandOff, HandOffDetail, ReferralsApi, Report } from './api.ts';
import { handOffStatuses, openHandOffStatuses } from './api-types.ts';
import { redrivenAttribute } from './dead-letters.ts';
import { AccessRefused, ReferralsProblem } from './errors.ts';
import {
  type AmendmentMessage,
  type HandOffMessage,
  parseMessage,
  type QueueMessage,
  type WithdrawalMessage,
} from './messages.ts';
import { moveToDeadLetters } from './move-to-dead-letters.ts';

/** A person to support: the message and the fields in the sharing agreement. */
export interface HandOffWork {
  kind: 'hand-off';
  message: HandOffMessage;
  detail: HandOffDetail;
  /**
   * Delivered before, or sent back by `referrals dead-letters redrive`: the handler may have done all or part of the work already. AWS's
   * own redrive leaves no trace of it, so a handler recognises a hand-off by its id in any case.
   */
  redelivered: boolean;
  /** Reports a status to the API. Safe to repeat. */
  report(report: Report): Promise<HandOff>;
  /** Accepts with the detail's confirmation code. */
  accept(): Promise<HandOff>;
}

/**
 * A correction of a hand-off. It may come before its hand-off, and more than once. The detail is as it stands now and
 * may be newer than the message: keep the version that you have stored, and do nothing where it is not older.
 */
export interface AmendmentWork {
  kind: 'amendment';
  /** Names the parts that changed, and says whether contact must stop. */
  message: AmendmentMessage;
  detail: HandOffDetail;
  redelivered: boolean;
  report(report: Report): Promise<HandOff>;
}

/** A person who must no longer be contacted. */
export interface WithdrawalWork {
  kind: 'withdrawal';
  message: WithdrawalMessage;
  redelivered: boolean;
}

export type Work = HandOffWork | AmendmentWork | WithdrawalWork;

/** Events with ids only, so that they are safe to log. */
export type ConsumeEvent =
  | { event: 'handled'; kind: Work['kind']; handOffId: string; reference: string }
  /** The hand-off was withdrawn, expired or closed: nothing left to do. */
  | { event: 'over'; handOffId: string; reference: string; status: string }
  /** A message of a schema that this library does not know. It was deleted. */
  | { event: 'unknown-message'; messageId: string; schema: string }
  /** The message will be redelivered. `error` is the error's name. */
  | { event: 'failed'; messageId: string; handOffId?: string; error: string }
  /** Can never be handled. If it could not be moved to the dead-letter queue, SQS moves it after its remaining receives. */
  | { event: 'set-aside'; messageId: string; why: string; moved: boolean }
  /** The queue could not be read or written; this is retried. */
  | { event: 'queue-trouble'; error: string }
  | { event: 'empty' };

export interface ConsumeOptions {
  queueUrl: string;
  /**
   * Called for each person to support. Must resolve only when the work is safely stored: if it throws, the message is redelivered
   * later.
   */
  onHandOff(work: HandOffWork): Promise<void>;
  /** The same for a correction of a hand-off. It may be called again for the same version. */
  onAmendment(work: AmendmentWork): Promise<void>;
  /** The same for a person who must no longer be contacted. */
  onWithdrawal(work: WithdrawalWork): Promise<void>;
  api: Pick<ReferralsApi, 'readHandOff' | 'report'>;
  /** Default: a client with the AWS SDK's own settings. */
  sqs?: SQSClient;
  /** Default: the one in the queue's redrive policy. */
  deadLetterQueueUrl?: string;
  /** Messages handled at a time, 1 to 10. */
  concurrency?: number;
  /** Visibility timeout in seconds, extended while the handler runs. */
  visibilityS?: number;
  /** Seconds that a receive waits for a message. A stop may have to wait as long. */
  waitS?: number;
  /** Milliseconds that a stop waits for running handlers. */
  stopWithinMs?: number;
  onEvent?: (event: ConsumeEvent) => void;
}

export interface RunningConsumer {
  /** Resolves once stopped. Rejects with AccessRefused when the API no longer accepts this client. */
  done: Promise<void>;
  /**
   * Stops receiving and waits for running handlers. A pending receive is not aborted, because a message that arrived
   * at that moment would stay hidden until its timeout.
   */
  stop(): Promise<void>;
}

/** Not 0: fauxqs 2.4.1, the local run's queue, loses a message whose visibility timeout is set to 0. */
const shortestDelayS = 1;
/** Grows from 30 seconds, for transient faults, to an hour, for faults that need a person. */
const backoffS = (receives: number): number => Math.min(30 * 4 ** (receives - 1), 3600);

export function consume(options: ConsumeOptions): RunningConsumer {
  const { queueUrl, visibilityS = 120, onEvent = () => undefined } = options;
  const sqs = options.sqs ?? new SQSClient({});
  const stopped = withResolvers();
  let refused: AccessRefused | undefined;
  /** Seconds until a failed message returns, where that is not backoffS. */
  const retryDelays = new WeakMap<Message, number>();

  const handleOrMove = async (message: Message): Promise<Message> => {
    const parsed = parseMessage(message.Body);
    if ('unknownSchema' in parsed) {
      onEvent({ event: 'unknown-message', messageId: messageIdOf(message), schema: parsed.unknownSchema });
      return message;
    }
    const why = 'fault' in parsed ? parsed.fault : await handleContent(parsed.message, message, options);
    if (why === undefined) return message;
    const moved = await moveToDeadLetters(sqs, { ...options, message, why });
    onEvent({ event: 'set-aside', messageId: messageIdOf(message), why, moved });
    if (moved) return message;
    // Uses up its remaining receives within seconds instead of hours.
    retryDelays.set(message, shortestDelayS);
    throw new SetAside();
  };

  const handleMessage = async (message: Message): Promise<Message> => {
    try {
      return await handleOrMove(message);
    } catch (error) {
      if (error instanceof SetAside) throw error;
      onEvent({ event: 'failed', messageId: messageIdOf(message), ...handOffIdIn(message), error: errorName(error) });
      if (isAccessRefused(error)) {
        // Continuing would use up the receives of every message on a fault that is not theirs.
        refused ??= new AccessRefused('the API refuses this client; no more messages are taken', { cause: error });
        retryDelays.set(message, shortestDelayS);
        consumer.stop();
      }
      throw error;
    }
  };

  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: options.concurrency ?? 5,
    visibilityTimeout: visibilityS,
    heartbeatInterval: Math.max(1, Math.floor(visibilityS / 3)),
    waitTimeSeconds: options.waitS ?? 20,
    pollingCompleteWaitTimeMs: options.stopWithinMs ?? 15 * 60_000,
    messageSystemAttributeNames: ['ApproximateReceiveCount'],
    messageAttributeNames: [redrivenAttribute],
    terminateVisibilityTimeout: ([message]) =>
      message === undefined ? visibilityS : (retryDelays.get(message) ?? backoffS(receivesOf(message))),
    strictReturn: true,
    suppressFifoWarning: true,
    handleMessage,
  });
  consumer.on('error', (error) => onEvent({ event: 'queue-trouble', error: causeName(error) }));
  // handleMessage has reported these already.
  consumer.on('processing_error', () => undefined);
  consumer.on('empty', () => onEvent({ event: 'empty' }));
  consumer.on('stopped', () => (refused ? stopped.reject(refused) : stopped.resolve()));
  // Prevents an unhandled rejection when the caller never awaits `done`.
  stopped.promise.catch(() => undefined);
  consumer.start();
  return {
    done: stopped.promise,
    async stop() {
      consumer.stop();
      // `done` reports a refusal; here it only means that the consumer has stopped.
      await stopped.promise.catch(() => undefined);
    },
  };
}

/** Handles one valid message. @returns why it can never be handled; undefined once handled */
async function handleContent(
  content: QueueMessage,
  message: Message,
  options: ConsumeOptions,
): Promise<string | undefined> {
  const { api, onHandOff, onAmendment, onWithdrawal, onEvent = () => undefined } = options;
  const { handOffId, reference } = content;
  const redelivered = receivesOf(message) > 1 || message.MessageAttributes?.[redrivenAttribute] !== undefined;
  if (content.schema === 'victim-referral-intake/withdrawal/1') {
    await onWithdrawal({ kind: 'withdrawal', message: content, redelivered });
    onEvent({ event: 'handled', kind: 'withdrawal', handOffId, reference });
    return undefined;
  }
  const reading = await readDetail(api, handOffId);
  if (reading === undefined) return 'the API knows no such hand-off of this service';
  if ('over' in reading) {
    onEvent({ event: 'over', handOffId, reference, status: reading.over });
    return undefined;
  }
  const { detail } = reading;
  const report = (serviceReport: Report) => api.report(handOffId, serviceReport);
  if (content.schema === 'victim-referral-intake/amendment/1') {
    await onAmendment({ kind: 'amendment', message: content, detail, redelivered, report });
    onEvent({ event: 'handled', kind: 'amendment', handOffId, reference });
    return undefined;
  }
  const accept = () => report({ status: 'accepted', confirmationCode: detail.confirmationCode });
  await onHandOff({ kind: 'hand-off', message: content, detail, redelivered, report, accept });
  onEvent({ event: 'handled', kind: 'hand-off', handOffId, reference });
  return undefined;
}

/** A status that is not known here may have been added later: the handler decides. */
const isOver = (status: string): boolean => endedStatuses.includes(status);
const endedStatuses: readonly string[] = handOffStatuses.filter((status) => !openHandOffStatuses.includes(status));

async function readDetail(
  api: ConsumeOptions['api'],
  id: string,
): Promise<Awaited<ReturnType<typeof readForMessage>> | undefined> {
  try {
    const reading = await readForMessage(api, id);
    return 'detail' in reading && isOver(reading.detail.status) ? { over: reading.detail.status } : reading;
  } catch (error) {
    if (error instanceof ReferralsProblem && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

class SetAside extends Error {
  override name = 'SetAside';
}

const isAccessRefused = (error: unknown): boolean =>
  error instanceof AccessRefused || (error instanceof ReferralsProblem && error.code === 'forbidden');

const messageIdOf = (message: Message): string => message.MessageId ?? 'unknown';
const receivesOf = (message: Message): number => Number(message.Attributes?.ApproximateReceiveCount ?? 1);
const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** sqs-consumer wraps errors. Its message may quote a handler's error, so only the cause's name is used. */
const causeName = (error: Error): string => errorName(error.cause ?? error);

function handOffIdIn(message: Message): { handOffId?: string } {
  const parsed = parseMessage(message.Body);
  return 'message' in parsed ? { handOffId: parsed.message.handOffId } : {};
}
