/**
 * The permissions that AWS would require of the caller's role, derived from the request on the wire. An unknown call
 * is an error, so that nothing goes unchecked.
 *
 * For a customer-managed key, this includes the KMS actions that the role needs; the key policy is not evaluated.
 */
import { isRecord } from '#local/emulators/aws-json.ts';
import type { GuardedStores } from '#local/template/model.ts';
import { tableNeeds } from './dynamodb-needs.ts';
import type { Need } from './judge.ts';
import { keyNeeds } from './key-needs.ts';
import { unknown } from './unknown-call.ts';

/**
 * @param target the header x-amz-target, such as DynamoDB_20120810.GetItem
 * @param body the request as JSON
 */
export type NeedsOf = (target: string, body: unknown) => Need[];

export function needsOf(stores: GuardedStores): NeedsOf {
  const services: Readonly<Record<string, (operation: string, body: Record<string, unknown>) => Need[]>> = {
    DynamoDB_20120810: tableNeeds(stores),
    AmazonSQS: queueNeeds(stores),
    secretsmanager: secretNeeds(stores),
  };
  return (target, body) => {
    const [service = '', operation = ''] = target.split('.');
    const needs = services[service];
    if (!needs || !isRecord(body)) throw unknown(target);
    return needs(operation, body);
  };
}

/** A batch requires what its entries do. On an encrypted queue, senders generate and decrypt data keys; receivers decrypt. */
const queueActions: Readonly<Record<string, { action: string; key: readonly string[] }>> = {
  SendMessage: { action: 'SendMessage', key: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  SendMessageBatch: { action: 'SendMessage', key: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  ReceiveMessage: { action: 'ReceiveMessage', key: ['kms:Decrypt'] },
  DeleteMessage: { action: 'DeleteMessage', key: [] },
  DeleteMessageBatch: { action: 'DeleteMessage', key: [] },
  ChangeMessageVisibility: { action: 'ChangeMessageVisibility', key: [] },
  ChangeMessageVisibilityBatch: { action: 'ChangeMessageVisibility', key: [] },
  GetQueueAttributes: { action: 'GetQueueAttributes', key: [] },
};

function queueNeeds({ region, account, queues }: GuardedStores) {
  const keys = new Map(queues.map(({ arn, key }) => [arn, key]));
  return (operation: string, { QueueUrl: url }: Record<string, unknown>): Need[] => {
    const known = queueActions[operation];
    if (!known || typeof url !== 'string') throw unknown(`SQS ${operation}`);
    const resource = `arn:aws:sqs:${region}:${account}:${url.slice(url.lastIndexOf('/') + 1)}`;
    return [
      { action: `sqs:${known.action}`, resource, context: {} },
      ...keyNeeds('sqs', region, keys.get(resource), known.key),
    ];
  };
}

function secretNeeds({ region, secrets }: GuardedStores) {
  return (operation: string, { SecretId: id }: Record<string, unknown>): Need[] => {
    if (operation !== 'GetSecretValue' || typeof id !== 'string') throw unknown(`Secrets Manager ${operation}`);
    const secret = secrets.find(({ arn, name }) => id === arn || id === name);
    return [
      { action: 'secretsmanager:GetSecretValue', resource: secret?.arn ?? id, context: {} },
      ...keyNeeds('secretsmanager', region, secret?.key, ['kms:Decrypt']),
    ];
  };
}
