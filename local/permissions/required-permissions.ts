/**
 * The permissions that AWS would require of the caller's role, derived from the request on the wire. An unknown call
 * is an error, so that nothing goes unchecked.
 *
 * For a customer-managed key, this includes the KMS actions that the role needs; the key policy is not evaluated.
 */

import { isRecord } from '#local/emulators/aws-json.ts';
import { sendEmailPath } from '#local/emulators/mail.ts';
import { userPoolTarget } from '#local/emulators/user-pool.ts';
import type { GuardedStores } from '#local/template/model.ts';
import { tablePermissions } from './dynamodb-permissions.ts';
import type { RequiredPermission } from './evaluate-policy.ts';
import { kmsPermissions } from './kms-permissions.ts';
import { unknownCall } from './unknown-call.ts';

/**
 * @param target the header x-amz-target, such as DynamoDB_20120810.GetItem, or else the method and path
 * @param body the request as JSON
 */
export type PermissionLookup = (target: string, body: unknown) => RequiredPermission[];

export function createPermissionLookup(stores: GuardedStores): PermissionLookup {
  const services: Readonly<Record<string, (operation: string, body: Record<string, unknown>) => RequiredPermission[]>> =
    {
      DynamoDB_20120810: tablePermissions(stores),
      AmazonSQS: queuePermissions(stores),
      secretsmanager: secretPermissions(stores),
      [userPoolTarget]: accountPermissions(stores),
    };
  return (target, body) => {
    if (target === `POST ${sendEmailPath}`) return mailPermissions(stores, body);
    const [service = '', operation = ''] = target.split('.');
    const permissionsFor = services[service];
    if (!permissionsFor || !isRecord(body)) throw unknownCall(target);
    return permissionsFor(operation, body);
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

function queuePermissions({ region, account, queues }: GuardedStores) {
  const keys = new Map(queues.map(({ arn, key }) => [arn, key]));
  return (operation: string, { QueueUrl: url }: Record<string, unknown>): RequiredPermission[] => {
    const mapping = queueActions[operation];
    if (!mapping || typeof url !== 'string') throw unknownCall(`SQS ${operation}`);
    const resource = `arn:aws:sqs:${region}:${account}:${url.slice(url.lastIndexOf('/') + 1)}`;
    return [
      { action: `sqs:${mapping.action}`, resource, context: {} },
      ...kmsPermissions('sqs', region, keys.get(resource), mapping.key),
    ];
  };
}

function secretPermissions({ region, secrets }: GuardedStores) {
  return (operation: string, { SecretId: id }: Record<string, unknown>): RequiredPermission[] => {
    if (operation !== 'GetSecretValue' || typeof id !== 'string') throw unknownCall(`Secrets Manager ${operation}`);
    const secret = secrets.find(({ arn, name }) => id === arn || id === name);
    return [
      { action: 'secretsmanager:GetSecretValue', resource: secret?.arn ?? id, context: {} },
      ...kmsPermissions('secretsmanager', region, secret?.key, ['kms:Decrypt']),
    ];
  };
}

/**
 * SES asks for the verified identity, which may be the address or its domain: here it is the address. And for the
 * configuration set, where one is named.
 */
function mailPermissions({ region, account }: GuardedStores, body: unknown): RequiredPermission[] {
  const { FromEmailAddress: from, ConfigurationSetName: set } = isRecord(body) ? body : {};
  if (typeof from !== 'string') throw unknownCall('SES SendEmail without a sender');
  const address = /<([^>]+)>$/.exec(from)?.[1] ?? from;
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
  const resources = [arn(`identity/${address}`), ...(typeof set === 'string' ? [arn(`configuration-set/${set}`)] : [])];
  return resources.map((resource) => ({ action: 'ses:SendEmail', resource, context: {} }));
}

/** Of people's accounts in a user pool. */
function accountPermissions({ region, account }: GuardedStores) {
  return (operation: string, { UserPoolId: pool }: Record<string, unknown>): RequiredPermission[] => {
    if (typeof pool !== 'string') throw unknownCall(`Cognito ${operation} without a user pool`);
    const resource = `arn:aws:cognito-idp:${region}:${account}:userpool/${pool}`;
    return [{ action: `cognito-idp:${operation}`, resource, context: {} }];
  };
}
