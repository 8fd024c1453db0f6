/** One standard queue: its messages, who has them in hand, and where they go when nobody can handle them. */
import { createHash } from 'node:crypto';
import {
  type Message,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { VirtualClock } from './clock.ts';
import type { Effects } from './effects.ts';
import { NotModelled } from './errors.ts';

export interface QueueModel {
  /** Seconds that a message received stays hidden; 30 when left out. */
  visibilityTimeoutS?: number;
  /** Where a message goes in place of being received once more than this. */
  deadLetters?: { url: string; maxReceiveCount: number };
}

interface Held {
  id: string;
  body: string;
  sentAt: number;
  receives: number;
  /** Hidden before this time. */
  visibleAt: number;
  /** The latest receipt handle; those before it no longer work. */
  handle?: string;
}

export interface Queue {
  send(id: string, body: string): void;
  /** Takes a message over from a queue whose consumers gave up on it. */
  take(message: Held): void;
  receive(input: ReceiveMessageCommandInput, effects: Effects): { Messages?: Message[] };
  /** Whether the handle was given out by this queue. */
  knows(handle: string | undefined): boolean;
  /** A handle that is no longer the latest deletes nothing, and is no error. @throws ReceiptHandleIsInvalid */
  delete(handle: string | undefined): void;
  /** @param seconds from now on */
  changeVisibility(handle: string | undefined, seconds: number): void;
  bodies(): string[];
}

const $metadata = {};
/** Messages deleted a moment ago, which SQS may give out once more. */
const mostDeleted = 16;

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export function createQueue(model: QueueModel, clock: VirtualClock, find: (url: string) => Queue): Queue {
  const { visibilityTimeoutS = 30, deadLetters } = model;
  let messages: Held[] = [];
  let deleted: Held[] = [];
  const handles = new Set<string>();

  const isVisible = (message: Held): boolean => message.visibleAt <= clock.ms;

  const moveDeadLetters = (): void => {
    if (!deadLetters) return;
    const isSpent = (message: Held) => isVisible(message) && message.receives >= deadLetters.maxReceiveCount;
    const spent = messages.filter(isSpent);
    if (spent.length === 0) return;
    messages = messages.filter((message) => !isSpent(message));
    const target = find(deadLetters.url);
    for (const message of spent) target.take(message);
  };

  /** One that a consumer has, or had: standard queues promise at least once. */
  const chooseDuplicate = ({ duplicate, choose, onEffect }: Effects): Held | undefined => {
    const among = duplicate ? [...messages.filter((message) => !isVisible(message)), ...deleted] : [];
    if (among.length === 0) return undefined;
    const message = among[choose?.(among.length) ?? 0];
    if (!message) return undefined;
    onEffect?.('duplicate');
    if (!messages.includes(message)) messages.push(message);
    deleted = deleted.filter((one) => one !== message);
    return message;
  };

  const chooseVisible = (count: number, { choose, onEffect }: Effects): Held[] => {
    const visible = messages.filter(isVisible);
    const chosen: Held[] = [];
    while (chosen.length < count && visible.length > 0) {
      const place = choose?.(visible.length) ?? 0;
      if (place > 0) onEffect?.('reorder');
      chosen.push(...visible.splice(place, 1));
    }
    return chosen;
  };

  const handOut = (message: Held, hiddenS: number): Held => {
    message.receives += 1;
    message.visibleAt = clock.ms + hiddenS * 1000;
    message.handle = `${message.id}.${message.receives}`;
    handles.add(message.handle);
    return message;
  };

  const latest = (handle: string | undefined): Held | undefined => {
    if (handle === undefined || !handles.has(handle)) {
      throw new ReceiptHandleIsInvalid({ $metadata, message: 'The input receipt handle is invalid.' });
    }
    return messages.find((message) => message.handle === handle);
  };

  return {
    send(id, body) {
      messages.push({ id, body, sentAt: clock.ms, receives: 0, visibleAt: clock.ms });
    },
    take(message) {
      messages.push({ ...message, visibleAt: clock.ms });
    },
    receive(input, effects) {
      moveDeadLetters();
      const again = chooseDuplicate(effects);
      const most = (input.MaxNumberOfMessages ?? 1) - (again ? 1 : 0);
      const chosen = [...(again ? [again] : []), ...chooseVisible(most, effects)];
      if (chosen.length === 0) return {};
      const hiddenS = input.VisibilityTimeout ?? visibilityTimeoutS;
      const names = input.MessageSystemAttributeNames ?? [];
      return { Messages: chosen.map((message) => shownMessage(handOut(message, hiddenS), names)) };
    },
    knows: (handle) => handle !== undefined && handles.has(handle),
    delete(handle) {
      const message = latest(handle);
      if (!message) return;
      messages = messages.filter((one) => one !== message);
      deleted = [...deleted, message].slice(-mostDeleted);
    },
    changeVisibility(handle, seconds) {
      const message = latest(handle);
      if (!message || isVisible(message)) {
        throw new MessageNotInflight({ $metadata, message: 'The message is not in flight.' });
      }
      message.visibleAt = clock.ms + seconds * 1000;
    },
    bodies: () => messages.map(({ body }) => body),
  };
}

function shownMessage({ id, body, handle, receives, sentAt }: Held, names: readonly string[]): Message {
  const known: Record<string, string> = {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
  };
  const attributes = names.map((name) => {
    const value = known[name];
    if (value === undefined) throw new NotModelled(`the message attribute ${name}`);
    return [name, value] as const;
  });
  return {
    MessageId: id,
    ReceiptHandle: handle ?? '',
    MD5OfBody: md5(body),
    Body: body,
    ...(attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}),
  };
}
