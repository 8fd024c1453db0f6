/**
 * What a service's own AWS role may do with its queue and its dead letters: the stack's policies (lib/constructs/hand-off-queues.ts) and the
 * guide for services (src/web/docs/own-account-page.ts) are made from this.
 */

/** With its queue and its dead-letter queue, and with no other. */
export const consumerActions = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
] as const;

/** With the key of the queues, through SQS alone. */
export const consumerKeyActions = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** The condition on the key: only what SQS asks for in the role's name. */
export const viaSqs = (region: string) => ({ StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } });

export interface ConsumerResources {
  region: string;
  /** Of the service. */
  role: string;
  queue: string;
  deadLetterQueue: string;
  key: string;
}

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** What the service's account gives its role: across accounts both sides must allow. */
export const rolePolicy = ({ region, queue, deadLetterQueue, key }: ConsumerResources) =>
  policy(
    { Effect: 'Allow', Action: consumerActions, Resource: [queue, deadLetterQueue] },
    { Effect: 'Allow', Action: consumerKeyActions, Resource: key, Condition: viaSqs(region) },
  );

/** What the area gives it, on each of the two queues. */
export const queuePolicy = ({ role, queue }: ConsumerResources) =>
  policy({ Effect: 'Allow', Principal: { AWS: role }, Action: consumerActions, Resource: queue });

/** What the area gives it, on the key. */
export const keyPolicy = ({ role, region }: ConsumerResources) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: consumerKeyActions,
    Resource: '*',
    Condition: viaSqs(region),
  });
