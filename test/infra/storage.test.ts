import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf, type Template } from '#lib/synth.ts';
import { recordFilter } from '#local/mappings/filter.ts';
import { type TableModel, type TableName, tables } from '#src/store/table-model.ts';
import {
  area,
  type FoundResource,
  list,
  onlyResource,
  type Properties,
  referencedId,
  resolveText,
  resources,
  template,
} from './support/template.ts';

const tableNamed = (name: TableName): FoundResource =>
  onlyResource('AWS::DynamoDB::Table', ({ id }) => id.toLowerCase().startsWith(`tables${name}`));

describe.each(Object.entries<TableModel>(tables))('the table %s', (name, model) => {
  const { properties, DeletionPolicy } = tableNamed(name as TableName);

  test('is backed up, protected from deletion and encrypted', () => {
    expect(properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(DeletionPolicy).toBe('Retain');
  });

  test('has the keys and indexes of the model and no others', () => {
    const keys = ({ partition, sort }: Pick<TableModel, 'partition'> & Partial<Pick<TableModel, 'sort'>>) => [
      { AttributeName: partition.name, KeyType: 'HASH' },
      ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' }] : []),
    ];
    expect(properties['KeySchema']).toEqual(keys(model));
    const indexes: Properties[] = properties['GlobalSecondaryIndexes'] ?? [];
    expect(indexes.map(({ IndexName, KeySchema }) => ({ IndexName, KeySchema }))).toEqual(
      model.indexes.map((index) => ({ IndexName: index.name, KeySchema: keys(index) })),
    );
    for (const index of model.indexes) {
      const made = indexes.find(({ IndexName }) => IndexName === index.name);
      expect(made?.['Projection'].NonKeyAttributes ?? []).toEqual([...(index.include ?? [])]);
      expect(made?.['Projection'].ProjectionType).toBe(index.include ? 'INCLUDE' : 'KEYS_ONLY');
    }
  });

  test('has a stream only where the model says so, of keys alone', () => {
    expect(properties['StreamSpecification']).toEqual(model.stream ? { StreamViewType: 'KEYS_ONLY' } : undefined);
  });

  test('expires rows where the model says so', () => {
    expect(properties['TimeToLiveSpecification']).toEqual(
      model.timeToLive ? { AttributeName: model.timeToLive, Enabled: true } : undefined,
    );
  });
});

describe('a restored table that the settings name', () => {
  const settings = { [area.id]: { tables: { work: 'work-of-0900' } } };
  const restored = synthTemplateOf(area, readDeployment(settings, area.id));
  const isWork = ({ id }: FoundResource): boolean => id.startsWith('TablesWork');
  const found = onlyResource('AWS::DynamoDB::Table', isWork, restored);
  const usual = tableNamed('work');

  test('takes the place of the one in use under another logical id, by its name, and with all that a table has', () => {
    const { TableName, ...rest } = found.properties;
    expect(TableName).toBe('work-of-0900');
    expect(rest).toEqual(usual.properties);
    expect(found.DeletionPolicy).toBe('Retain');
    expect(found.id).not.toBe(usual.id);
  });

  test('is what every function and output refers to, and nothing refers to the old one', () => {
    const text = JSON.stringify(restored);
    const asRestored = JSON.stringify(template).replaceAll(usual.id, found.id);
    const count = (whole: string): number => whole.split(`"${found.id}"`).length - 1;
    expect(text).not.toContain(usual.id);
    expect(count(text)).toBe(count(asRestored));
  });

  test('changes no other table', () => {
    const others = (from: Template) => resources('AWS::DynamoDB::Table', from).filter((one) => !isWork(one));
    expect(others(restored)).toEqual(others(template));
  });

  test('cannot be the list of erasures, which must outlive a restore', () => {
    expect(() => readDeployment({ [area.id]: { tables: { erasures: 'old' } } }, area.id)).toThrow('erasures');
  });
});

test('every key is rotated yearly, and retained', () => {
  const keys = resources('AWS::KMS::Key');
  expect(keys).not.toHaveLength(0);
  for (const { properties } of keys) expect(properties['EnableKeyRotation']).toBe(true);
});

test.each(['AWS::KMS::Key', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue'])(
  'every %s is retained when the stack is deleted, but not when its creation failed',
  (type) => {
    // Queues have fixed names: those of a failed first deployment would refuse the second.
    const found = resources(type).filter(({ properties }) => type !== 'AWS::SQS::Queue' || properties['QueueName']);
    expect(found).not.toHaveLength(0);
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of found) {
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  },
);

test('the root secret is generated by AWS', () => {
  const [secret, ...others] = resources('AWS::SecretsManager::Secret').filter(({ id }) => id.startsWith('Root'));
  if (!secret || others.length > 0) throw new Error('There must be one root secret');
  expect(secret.properties).toMatchObject({
    GenerateSecretString: { PasswordLength: 64 },
    KmsKeyId: expect.anything(),
  });
  expect(secret.properties).not.toHaveProperty('SecretString');
});

test('the canary’s clients are in their secret by reference alone', () => {
  const [secret] = resources('AWS::SecretsManager::Secret').filter(({ id }) => id.startsWith('Canary'));
  const text = JSON.stringify(secret?.properties['SecretString']);
  expect(
    text.match(/"Fn::GetAtt":\["[A-Za-z0-9]*Clientcanary(sender|service)[A-Za-z0-9]*","ClientSecret"\]/g),
  ).toHaveLength(2);
  expect(secret?.properties).not.toHaveProperty('GenerateSecretString');
});

test('nobody may end the key of the records but a role kept for it, and CloudFormation', () => {
  const breakGlassRole = 'arn:aws:iam::123456789012:role/break-glass';
  const denialIn = (from: Template): Properties => {
    const key = onlyResource('AWS::KMS::Key', ({ id }) => id.startsWith('KeysRecords'), from);
    return list<Properties>(key.properties['KeyPolicy'].Statement).find((one) => one['Effect'] === 'Deny') ?? {};
  };
  expect(denialIn(template)).toMatchObject({
    Principal: { AWS: '*' },
    Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
  });
  const named = synthTemplateOf(area, readDeployment({ [area.id]: { breakGlassRole } }, area.id));
  const exempt = (from: Template): unknown[] => list(denialIn(from)['Condition'].ArnNotLike['aws:PrincipalArn']);
  expect(exempt(template).map((one) => resolveText(one))).toEqual([
    'arn:aws:iam::123456789012:role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-west-2',
  ]);
  expect(exempt(named)).toEqual([...exempt(template), breakGlassRole]);
});

describe('an attempt to end the key of the records', () => {
  const rule = onlyResource(
    'AWS::Events::Rule',
    ({ properties }) => properties['EventPattern']?.source[0] === 'aws.kms',
  );
  const [key, other] = ['1111aaaa-11aa-11aa-11aa-111111aaaaaa', '2222bbbb-22bb-22bb-22bb-222222bbbbbb'];
  const arnOf = (id: string): string => `arn:aws:kms:eu-west-2:123456789012:key/${id}`;
  /** With the names of this key where CloudFormation puts them. */
  const pattern = JSON.stringify(rule.properties['EventPattern'])
    .replaceAll(/\{"Fn::GetAtt":\["KeysRecords\w+","Arn"\]\}/g, JSON.stringify(arnOf(key)))
    .replaceAll(/\{"Ref":"KeysRecords\w+"\}/g, JSON.stringify(key))
    .replaceAll(/\{"Fn::Join":\["",(\["[^\]]*"\])\]\}/g, (_, parts) => JSON.stringify(JSON.parse(parts).join('')));
  const isCounted = recordFilter([pattern]);

  // As CloudTrail has them: https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedule-key-deletion.html
  const call = (eventName: string, detail: object) => ({
    source: 'aws.kms',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventSource: 'kms.amazonaws.com', eventName, ...detail },
  });
  const allowed = (id: string, named = id) => ({
    requestParameters: { keyId: named, pendingWindowInDays: 7 },
    responseElements: { keyId: arnOf(id) },
    resources: [{ accountId: '123456789012', type: 'AWS::KMS::Key', ARN: arnOf(id) }],
  });
  const denied = (id: string, eventName: string) => ({
    errorCode: 'AccessDenied',
    errorMessage: `User: arn:aws:sts::123456789012:assumed-role/admin/ada is not authorized to perform: kms:${eventName} on resource: ${arnOf(id)} with an explicit deny in a resource-based policy`,
    requestParameters: null,
    responseElements: null,
  });

  test.each(['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'])('by %s counts, allowed or denied', (eventName) => {
    expect(isCounted(call(eventName, allowed(key)))).toBe(true);
    expect(isCounted(call(eventName, allowed(key, arnOf(key))))).toBe(true);
    expect(isCounted(call(eventName, denied(key, eventName)))).toBe(true);
    const untold = { errorMessage: 'Access denied', resources: allowed(key).resources };
    expect(isCounted(call(eventName, { ...denied(key, eventName), ...untold }))).toBe(true);
  });

  test('is none on another key, nor what only uses this one', () => {
    expect(isCounted(call('DisableKey', allowed(other)))).toBe(false);
    expect(isCounted(call('DisableKey', denied(other, 'DisableKey')))).toBe(false);
    expect(isCounted(call('Decrypt', allowed(key)))).toBe(false);
    expect(isCounted(call('Decrypt', denied(key, 'Decrypt')))).toBe(false);
  });

  test('is told of by the alarm', () => {
    const alarm = onlyResource(
      'AWS::CloudWatch::Alarm',
      ({ properties }) => properties['MetricName'] === 'TriggeredRules',
    );
    expect(referencedId(alarm.properties['Dimensions'][0].Value)).toBe(rule.id);
  });
});

describe('queues', () => {
  const queues = resources('AWS::SQS::Queue');
  const deadLetterOf = ({ properties }: FoundResource) =>
    referencedId(properties['RedrivePolicy']?.deadLetterTargetArn);
  /** Queues for what failed: dead-letter queues and failure destinations of mappings and schedules. */
  const deadLetterTargets = new Set([
    ...queues.map(deadLetterOf),
    ...resources('AWS::Lambda::EventSourceMapping').map(({ properties }) =>
      referencedId(properties['DestinationConfig']?.OnFailure?.Destination),
    ),
    ...resources('AWS::Events::Rule').flatMap(({ properties }) =>
      list<Properties>(properties['Targets']).map(({ DeadLetterConfig }) => referencedId(DeadLetterConfig?.Arn)),
    ),
  ]);

  test.each(queues.map((queue) => [queue.id, queue] as const))('%s has a dead-letter queue or is one', (id, queue) => {
    expect(deadLetterOf(queue) !== undefined || deadLetterTargets.has(id)).toBe(true);
  });

  test.each(queues.map((queue) => [queue.id, queue] as const))(
    '%s is encrypted with our own key and refuses plain HTTP',
    (id, queue) => {
      expect(queue.properties['KmsMasterKeyId']).toBeDefined();
      const policy = onlyResource('AWS::SQS::QueuePolicy', ({ properties }) =>
        list(properties['Queues']).map(referencedId).includes(id),
      );
      expect(policy.properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    },
  );

  test.each(area.services.map(({ id }) => id))(
    '%s has its queue, with a dead-letter queue after five receives',
    (service) => {
      const named = (name: string) =>
        onlyResource('AWS::SQS::Queue', ({ properties }) => properties['QueueName'] === name);
      const queue = named(`${area.id}-hand-off-${service}`);
      const dead = named(`${area.id}-hand-off-${service}-dead`);
      expect(queue.properties['RedrivePolicy'].maxReceiveCount).toBe(5);
      expect(deadLetterOf(queue)).toBe(dead.id);
      expect(queue.properties['MessageRetentionPeriod']).toBe(14 * 24 * 60 * 60);
      expect(dead.properties['MessageRetentionPeriod']).toBe(14 * 24 * 60 * 60);
      expect(queue.properties['VisibilityTimeout']).toBe(120);
    },
  );
});
