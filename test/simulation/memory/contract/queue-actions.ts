/** Actions on a queue whose outcome can be told without the ids and handles that each side makes itself. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** One queue with its dead letters, in the model or in the emulator. */
export interface QueueSide {
  sqs: SQSClient;
  queueUrl: string;
  deadUrl: string;
  /** Lets the time pass, in seconds. */
  wait(seconds: number): Promise<void>;
}

export type Action =
  | { do: 'send'; bodies: string[]; ids: string[] }
  | { do: 'receive'; count: number; dead: boolean }
  | { do: 'delete'; picks: number[] }
  | { do: 'hide'; pick: number }
  | { do: 'wait'; seconds: number };

type Doer = { [Kind in Action['do']]: (action: Extract<Action, { do: Kind }>) => Promise<unknown> };

/** @returns what each action comes to: bodies, failures and refusals */
export async function playActions(side: QueueSide, actions: readonly Action[]): Promise<unknown[]> {
  const doer = createDoer(side);
  const came: unknown[] = [];
  for (const action of actions) {
    const act = doer[action.do] as (given: Action) => Promise<unknown>;
    came.push(await act(action).catch((error: unknown) => (error instanceof Error ? { refused: error.name } : error)));
  }
  return came;
}

function createDoer({ sqs, queueUrl, deadUrl, wait }: QueueSide): Doer {
  const QueueUrl = queueUrl;
  const held: Message[] = [];
  /** Undefined while nothing was received: the emulator takes handles that it never gave out, and AWS does not. */
  const handleOf = (pick: number): string | undefined => held[pick % Math.max(1, held.length)]?.ReceiptHandle;
  return {
    async send({ bodies, ids }) {
      const [MessageBody] = bodies;
      if (bodies.length === 1) {
        return (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))).MD5OfMessageBody;
      }
      const Entries = bodies.map((body, index) => ({ Id: ids[index], MessageBody: body }));
      const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      return [sent.Successful?.map(({ Id, MD5OfMessageBody }) => [Id, MD5OfMessageBody]), sent.Failed ?? []];
    },
    async receive({ count, dead }) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: dead ? deadUrl : queueUrl,
          MaxNumberOfMessages: count,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      if (!dead) held.push(...Messages);
      return Messages.map(({ Body, MD5OfBody, Attributes }) => [Body, MD5OfBody, dead ? '' : Attributes]);
    },
    async delete({ picks }) {
      const handles = picks.map(handleOf).filter((handle) => handle !== undefined);
      const [ReceiptHandle] = handles;
      if (handles.length === 1) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      if (handles.length < 2) return 'deleted';
      const Entries = handles.map((handle, index) => ({ Id: String(index), ReceiptHandle: handle }));
      const { Successful = [], Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return [Successful.map(({ Id }) => Id), Failed.map(({ Id }) => Id)];
    },
    async hide({ pick }) {
      const ReceiptHandle = handleOf(pick);
      if (ReceiptHandle === undefined) return 'nothing held';
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }));
      return 'hidden';
    },
    async wait({ seconds }) {
      await wait(seconds);
      return 'waited';
    },
  };
}
