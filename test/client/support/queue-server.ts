/** An SQS server in this process, with queues, dead-letter queues and messages for them. */

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { parseMessage } from '#client/library/messages.ts';
import type {
  AmendmentMessage as SentAmendment,
  HandOffMessage as SentHandOff,
  WithdrawalMessage as SentWithdrawal,
} from '#src/usecases/ports/queue.ts';
import { serviceId } from '#test/support/ids.ts';

export interface QueueServer {
  endpoint: string;
  sqs: SQSClient;
  /** A queue and its dead-letter queue under names of their own. */
  make(options?: { receives?: number; visibilityS?: number }): Promise<{ queueUrl: string; deadUrl: string }>;
  send(queueUrl: string, ...bodies: unknown[]): Promise<void>;
  /** Receives the visible messages, which are hidden from then on. */
  bodies(queueUrl: string): Promise<string[]>;
  /** The number of messages, hidden or not. */
  count(queueUrl: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startQueueServer(): Promise<QueueServer> {
  const server: FauxqsServer = await startFauxqs({ port: 0, logger: false, defaultRegion: 'eu-west-2' });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const sqs = new SQSClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let made = 0;
  const create = async (name: string, attributes: Record<string, string>): Promise<string> => {
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    return `${endpoint}/000000000000/${name}`;
  };
  return {
    endpoint,
    sqs,
    async make({ receives = 5, visibilityS = 120 } = {}) {
      made += 1;
      const name = `queue-${made}`;
      const deadUrl = await create(`${name}-dead`, {});
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:eu-west-2:000000000000:${name}-dead`,
        maxReceiveCount: receives,
      });
      const queueUrl = await create(name, { RedrivePolicy, VisibilityTimeout: String(visibilityS) });
      return { queueUrl, deadUrl };
    },
    async send(queueUrl, ...bodies) {
      for (const body of bodies) {
        const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
      }
    },
    async bodies(queueUrl) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      return Messages.map(({ Body }) => Body ?? '');
    },
    async count(queueUrl) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
      );
      return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    },
    async stop() {
      sqs.destroy();
      await server.stop();
    },
  };
}

export function handOff(id: string): SentHandOff {
  return {
    schema: 'victim-referral-intake/hand-off/1',
    handOffId: id as SentHandOff['handOffId'],
    referralId: 'a'.repeat(26) as SentHandOff['referralId'],
    reference: 'GM-7K3M-9QTX',
    service: serviceId('one'),
    priority: 'standard',
    respondBy: '2026-11-26T23:59:59.000Z',
    queuedAt: '2026-11-19T09:00:00.000Z',
    attempt: 1,
    detail: `https://elsewhere.example.org/v1/hand-offs/${id}`,
  };
}

export function withdrawal(id: string): SentWithdrawal {
  const { handOffId, referralId, reference, service } = handOff(id);
  return {
    schema: 'victim-referral-intake/withdrawal/1',
    handOffId,
    referralId,
    reference,
    service,
    withdrawnAt: '2026-11-19T10:00:00.000Z',
  };
}

export function amendment(id: string, version = 2): SentAmendment {
  const { respondBy: _, attempt: __, ...shared } = handOff(id);
  return {
    ...shared,
    schema: 'victim-referral-intake/amendment/1',
    version,
    changed: ['contact'],
    stopContact: false,
  };
}

export const isUnderstood = (body: unknown): boolean => 'message' in parseMessage(JSON.stringify(body));
