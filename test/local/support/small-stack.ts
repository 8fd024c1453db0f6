/** A template as CDK writes it, with one or two of each kind of resource that the local run supports. */
import type { SynthesisedStack } from '#local/synth/synthesise.ts';
import { templateSchema } from '#local/template/template.ts';

const ref = (id: string) => ({ Ref: id });
const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });

const lambda = (job: string, roleId: string, variables: Record<string, unknown>, timeout = 20) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Timeout: timeout,
    MemorySize: 256,
    Environment: { Variables: variables },
    Role: attribute(roleId, 'Arn'),
  },
  Metadata: {
    'victim-referral-intake:function': job,
    'victim-referral-intake:entry': `test/local/support/functions/${job}.ts`,
    'victim-referral-intake:files': ['area.json'],
  },
});

const role = { Type: 'AWS::IAM::Role', Properties: {} };
/** A role's policy as CDK writes it. */
const policy = (roleId: string, ...may: [action: string | string[], resource: unknown, condition?: object][]) => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: `${roleId}Policy`,
    Roles: [ref(roleId)],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: may.map(([Action, Resource, Condition]) => ({
        Effect: 'Allow',
        Action,
        Resource,
        ...(Condition && { Condition }),
      })),
    },
  },
});
const viaDynamoDb = {
  StringEquals: { 'kms:ViaService': join('dynamodb.', ref('AWS::Region'), '.amazonaws.com') },
};

const client = (party: string, scopes: string[]) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: {
    ClientName: party,
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: scopes.map((scope) => join(ref('Scopes'), `/${scope}`)),
    UserPoolId: ref('Pool'),
  },
});

const route = (key: string, functionId: string, guarded: boolean, scopes: string[] = []) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: ref('Api'),
    RouteKey: key,
    Target: join('integrations/', ref(functionId)),
    ...(guarded
      ? { AuthorizationType: 'JWT', AuthorizerId: ref('Authorizer'), AuthorizationScopes: scopes }
      : { AuthorizationType: 'NONE' }),
  },
});

const keySchema = (...names: string[]) =>
  names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' }));

const resources = {
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
  DoorRole: role,
  DoorMay: policy(
    'DoorRole',
    ['dynamodb:PutItem', attribute('Referrals', 'Arn')],
    ['kms:Decrypt', attribute('Key', 'Arn'), viaDynamoDb],
    ['secretsmanager:GetSecretValue', ref('Root')],
  ),
  StreamRole: role,
  StreamMay: policy('StreamRole', ['sqs:SendMessage', attribute('Queue', 'Arn')]),
  TickRole: role,
  TickMay: policy('TickRole', [['dynamodb:PutItem', 'dynamodb:GetItem'], attribute('Work', 'Arn')]),
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
  Root: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength: 64 } } },
  Referrals: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: keySchema('id', 'v'),
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'v', AttributeType: 'N' },
        { AttributeName: 'hour', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'byHour', KeySchema: keySchema('hour'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      SSESpecification: { KMSMasterKeyId: attribute('Key', 'Arn'), SSEEnabled: true },
    },
  },
  Work: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { KeySchema: keySchema('id'), AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] },
  },
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'mini-hand-off-one',
      VisibilityTimeout: 30,
      RedrivePolicy: { deadLetterTargetArn: attribute('Dead', 'Arn'), maxReceiveCount: 2 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mini-hand-off-one-dead' } },
  Parked: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mini-parked' } },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
  Scopes: { Type: 'AWS::Cognito::UserPoolResourceServer', Properties: { Identifier: 'referrals' } },
  PoliceClient: client('police-one', ['submit']),
  AuthorityClient: client('authority-one', ['triage', 'volumes']),
  WebClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      ClientName: 'web',
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: [join(attribute('Api', 'ApiEndpoint'), '/sign-in/callback')],
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: '$default' } },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [ref('PoliceClient'), ref('AuthorityClient')],
        Issuer: join('https://cognito-idp.', ref('AWS::Region'), '.amazonaws.com/', ref('Pool')),
      },
    },
  },
  ToDoor: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: attribute('Door', 'Arn'),
      PayloadFormatVersion: '2.0',
    },
  },
  PostThing: route('POST /things', 'ToDoor', true),
  ReadThing: route('GET /things/{id}', 'ToDoor', true, ['referrals/volumes']),
  Else: route('$default', 'ToDoor', false),
  Door: lambda(
    'door',
    'DoorRole',
    {
      REFERRALS_TABLE: ref('Referrals'),
      SECRET_ID: ref('Root'),
      AREA_FILE: '/var/task/area.json',
      PUBLIC_URL: attribute('Api', 'ApiEndpoint'),
      CLIENT_PARTIES: join('{"', ref('PoliceClient'), '":"police-one"}'),
    },
    2,
  ),
  Stream: lambda('stream', 'StreamRole', {
    QUEUE_URL_PREFIX: join(
      'https://sqs.',
      ref('AWS::Region'),
      '.amazonaws.com/',
      ref('AWS::AccountId'),
      '/mini-hand-off-',
    ),
  }),
  Tick: lambda('tick', 'TickRole', { WORK_TABLE: ref('Work') }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: ref('Stream'),
      EventSourceArn: attribute('Referrals', 'StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: attribute('Parked', 'Arn') } },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Targets: [{ Id: 'T', Arn: attribute('Tick', 'Arn') }],
    },
  },
};

export const smallStack: SynthesisedStack = {
  template: templateSchema.parse({ Resources: resources }),
  files: {
    'area.json': JSON.stringify({
      id: 'mini',
      parties: [
        { id: 'police-one', kind: 'police', name: 'Police <One>' },
        { id: 'authority-one', kind: 'authority', name: 'Authority One' },
      ],
      services: [{ id: 'one' }],
    }),
  },
  sources: [],
  region: 'eu-west-2',
};
