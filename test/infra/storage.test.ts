import { describe, expect, test } from 'vitest';
import { type TableModel, type TableName, tables } from '#src/store/table-model.ts';
import {
  area,
  type FoundResource,
  list,
  onlyResource,
  type Properties,
  referencedId,
  resources,
} from './support/template.ts';

const tableNamed = (name: TableName): FoundResource =>
  onlyResource('AWS::DynamoDB::Table', ({ id }) => id.toLowerCase().startsWith(`tables${name}`));

describe.each(Object.entries<TableModel>(tables))('the table %s', (name, model) => {
  const { properties, DeletionPolicy } = tableNamed(name as TableName);

  test('is protected from loss, from deletion, and from eyes', () => {
    expect(properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(DeletionPolicy).toBe('Retain');
  });

  test('has the keys and indexes of the model and no other', () => {
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

  test('streams only where the model says so, and then keys alone', () => {
    expect(properties['StreamSpecification']).toEqual(model.stream ? { StreamViewType: 'KEYS_ONLY' } : undefined);
  });

  test('lets rows go when the model says so', () => {
    expect(properties['TimeToLiveSpecification']).toEqual(
      model.timeToLive ? { AttributeName: model.timeToLive, Enabled: true } : undefined,
    );
  });
});

test('every key is changed yearly, and kept', () => {
  const keys = resources('AWS::KMS::Key');
  expect(keys).not.toHaveLength(0);
  for (const { properties } of keys) expect(properties['EnableKeyRotation']).toBe(true);
});

test.each(['AWS::KMS::Key', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue'])(
  'every %s stays when the stack goes, but not where the deployment that was to make it failed',
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

test('the root secret is generated on AWS', () => {
  const secret = onlyResource('AWS::SecretsManager::Secret');
  expect(secret.properties).toMatchObject({
    GenerateSecretString: { PasswordLength: 64 },
    KmsKeyId: expect.anything(),
  });
  expect(secret.properties).not.toHaveProperty('SecretString');
});

describe('queues', () => {
  const queues = resources('AWS::SQS::Queue');
  const deadLetterOf = ({ properties }: FoundResource) =>
    referencedId(properties['RedrivePolicy']?.deadLetterTargetArn);
  /** Where what could not be done goes: dead-letter queues, and what a mapping or a schedule names as its last resort. */
  const lastResorts = new Set([
    ...queues.map(deadLetterOf),
    ...resources('AWS::Lambda::EventSourceMapping').map(({ properties }) =>
      referencedId(properties['DestinationConfig']?.OnFailure?.Destination),
    ),
    ...resources('AWS::Events::Rule').flatMap(({ properties }) =>
      list<Properties>(properties['Targets']).map(({ DeadLetterConfig }) => referencedId(DeadLetterConfig?.Arn)),
    ),
  ]);

  test.each(queues.map((queue) => [queue.id, queue] as const))(
    '%s has a dead-letter queue or is a last resort',
    (id, queue) => {
      expect(deadLetterOf(queue) !== undefined || lastResorts.has(id)).toBe(true);
    },
  );

  test.each(queues.map((queue) => [queue.id, queue] as const))(
    '%s is encrypted by a key of ours and refuses plain HTTP',
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
    '%s has its queue, and a dead-letter queue after five receives',
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
