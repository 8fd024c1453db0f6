/** Roles and keys read from a template; anything the local run cannot evaluate like AWS is an error at the start. */
import { describe, expect, test } from 'vitest';
import { readTemplate } from '#local/template/read.ts';
import { templateSchema } from '#local/template/template.ts';
import { smallStack } from '../support/small-stack.ts';

const places = {
  region: 'eu-west-2',
  account: '000000000000',
  apiUrl: 'http://127.0.0.1:1',
  sqsUrl: 'http://127.0.0.1:2',
  issuerUrl: 'http://127.0.0.1:3',
  client: (id: string) => ({ clientId: id, clientSecret: 'none' }),
};
const kept = {
  getOrCreate: (_name: string, make: () => string) => make(),
  set: () => undefined,
  find: () => undefined,
};

/** The small stack with these resources added, or these properties changed. */
function read(change: Record<string, { Type?: string; Properties: object }> = {}) {
  const Resources: Record<string, unknown> = { ...smallStack.template.Resources };
  for (const [id, { Type, Properties }] of Object.entries(change)) {
    const before = smallStack.template.Resources[id];
    Resources[id] = { ...before, ...(Type && { Type }), Properties: { ...before?.Properties, ...Properties } };
  }
  return readTemplate({
    template: templateSchema.parse({ Resources }),
    addresses: places,
    savedValues: kept,
    taskFolder: '/task',
  });
}
const actionsOf = (model: ReturnType<typeof read>, job: string) =>
  model.functions.find((one) => one.job === job)?.role.statements.flatMap(({ actions }) => actions);
const may = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
});

describe('what a function may do', () => {
  test('is what is attached to its role, with references resolved', () => {
    const model = read();
    expect(model.functions.find(({ job }) => job === 'tick')?.role).toEqual({
      name: 'TickRole',
      statements: [
        {
          effect: 'Allow',
          actions: ['dynamodb:PutItem', 'dynamodb:GetItem'],
          resources: ['arn:aws:dynamodb:eu-west-2:000000000000:table/Work'],
          conditions: [],
        },
      ],
    });
    expect(actionsOf(model, 'stream')).toEqual(['sqs:SendMessage']);
  });

  test('includes inline policies; a managed policy for logs adds nothing', () => {
    const logs = {
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      ],
    };
    const Policies = [{ PolicyName: 'Own', PolicyDocument: may('dynamodb:Scan') }];
    expect(actionsOf(read({ TickRole: { Properties: { Policies, ManagedPolicyArns: [logs] } } }), 'tick')).toEqual([
      'dynamodb:Scan',
      'dynamodb:PutItem',
      'dynamodb:GetItem',
    ]);
  });

  test.each<[string, Parameters<typeof read>[0], RegExp]>([
    [
      'a ready-made policy',
      { TickRole: { Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } },
      /TickRole .*AdministratorAccess, which the local run cannot read/,
    ],
    [
      'a boundary',
      { TickRole: { Properties: { PermissionsBoundary: 'arn:aws:iam::000000000000:policy/Limit' } } },
      /TickRole .*policy\/Limit/,
    ],
    [
      'a policy of another kind',
      { More: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'TickRole' }] } } },
      /More \(AWS::IAM::ManagedPolicy\) refers to TickRole/,
    ],
    [
      'a statement that is not understood',
      {
        TickMay: {
          Properties: {
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', NotAction: 'a:b', Resource: '*' }],
            },
          },
        },
      },
      /TickMay \(AWS::IAM::Policy\) has something that the local run does not support:.*NotAction/s,
    ],
    [
      'a role from elsewhere',
      { Tick: { Properties: { Role: 'arn:aws:iam::000000000000:role/elsewhere' } } },
      /The role of Tick is not in this template/,
    ],
    [
      'a key by its alias',
      { Work: { Properties: { SSESpecification: { KMSMasterKeyId: 'alias/ours' } } } },
      /The key of Work/,
    ],
  ])('%s stops the start', (_name, change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  test('a policy of a role without a function is ignored', () => {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'a:b', Resource: '*' }] };
    const change = {
      Else: { Type: 'AWS::IAM::Role', Properties: {} },
      ElseMay: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Else' }], PolicyDocument: document } },
    };
    expect(() => read(change)).not.toThrow();
  });
});

test('tables, queues and secrets are read with their keys, except AWS’s own', () => {
  const { stores } = read({
    Queue: { Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    Dead: { Properties: { KmsMasterKeyId: 'alias/aws/sqs' } },
  });
  const key = expect.stringMatching(/^arn:aws:kms:eu-west-2:000000000000:key\//);
  expect(stores.tables).toEqual([
    {
      name: 'Referrals',
      arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Referrals',
      partitionKey: 'id',
      indexes: { byHour: 'hour' },
      key,
    },
    { name: 'Work', arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Work', partitionKey: 'id', indexes: {} },
  ]);
  expect(stores.queues).toEqual([
    { arn: 'arn:aws:sqs:eu-west-2:000000000000:mini-hand-off-one', key },
    { arn: 'arn:aws:sqs:eu-west-2:000000000000:mini-hand-off-one-dead' },
    { arn: 'arn:aws:sqs:eu-west-2:000000000000:mini-parked' },
  ]);
  expect(stores.secrets).toEqual([{ arn: expect.stringContaining(':secret:Root-'), name: 'Root' }]);
});
